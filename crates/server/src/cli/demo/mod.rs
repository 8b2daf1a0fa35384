//! `docket demo`: a company to look at.

mod accounts;
mod assets;
mod categories;
mod company;
mod dice;
mod fill;
mod job;
mod machines;
mod master;
mod people;
mod plan;
mod products;
mod visit;
mod workshop;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use docket_app::{App, Caller, Op, access};
use docket_domain::event::Source;
use docket_domain::permission::Rights;
use docket_store::{Options, tenant};

use super::say::{explain, say};
use crate::config::{Behaviour, Config, Place};
use crate::node::{self, Node};
use crate::telemetry;

/// How long the token of the example lasts, in milliseconds.
const LIFETIME: i64 = 30 * 86_400_000;

/// What `demo` can be told.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    behaviour: Behaviour,
    /// Only make the company; serve it later with docket serve --data
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    /// Makes a company in a fresh folder and serves it.
    pub(crate) fn run(&self, place: &Place) -> anyhow::Result<()> {
        let folder = self.folder(place)?;
        let mut config = place.settle_with(&self.behaviour)?;
        config.database = Options::new(format!("sqlite:{}", folder.join("docket.db").display()));
        telemetry::logs(config.json_logs);
        let ran = node::runtime()?.block_on(self.build_and_serve(&config, &folder));
        if place.data.is_none() && !self.no_serve {
            // A folder that nobody named goes with the process.
            drop(std::fs::remove_dir_all(&folder));
        }
        ran
    }

    async fn build_and_serve(&self, config: &Config, folder: &Path) -> anyhow::Result<()> {
        let node = Node::start(config).await?;
        let fill::Filled { jobs, workshop: workshop::Count { work_orders, units, runs } } =
            fill::fill(&node.app).await?;
        let customers = accounts::ACCOUNTS.len();
        say(format!(
            "{customers} customers, {jobs} jobs, {work_orders} work orders of the workshop, {units} units and {runs} runs are in {}",
            folder.display()
        ))?;
        let token = token(&node.app).await?;
        if self.no_serve {
            say(format!("  docket serve --data {}", folder.display()))?;
            introduce(config.listen, &token)?;
            node.app.db.close().await;
            return Ok(());
        }
        node.serve(config, |address| {
            introduce(address, &token)?;
            say(format!("listening on http://{address}"))
        })
        .await
    }

    /// The folder to fill: the one that was named, or a new one among the temporary files.
    fn folder(&self, place: &Place) -> anyhow::Result<PathBuf> {
        if place.database.is_some() {
            bail!(
                "docket demo makes a database of its own: leave --database (DOCKET_DATABASE) out, --data says where"
            );
        }
        let folder = match &place.data {
            Some(folder) => folder.clone(),
            None => std::env::temp_dir().join(format!("docket-demo-{}", std::process::id())),
        };
        if folder.join("docket.db").exists() {
            bail!("{} holds a database already; docket demo wants a fresh folder", folder.display());
        }
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }
}

/// A token that may do everything.
async fn token(app: &Arc<App>) -> anyhow::Result<String> {
    let mut tx = app.db.reader().await?;
    let tenant = tenant::find(&mut tx, docket_app::tenant::DEFAULT).await?.context("there is no tenant")?;
    let caller = Caller::new(tenant, "demo", Rights::all(), Rights::none(), "");
    let op = Op::new(app.clone(), Arc::new(caller), Source::Api);
    let issued = access::token::create(&op, "demo".to_owned(), "all", LIFETIME).await.map_err(explain)?;
    Ok(issued.token)
}

/// Says how to get in.
fn introduce(address: SocketAddr, token: &str) -> anyhow::Result<()> {
    let (dispatcher, technician) = (people::DISPATCHER, people::TECHNICIANS[0].id);
    let password = people::PASSWORD;
    say(format!(
        "\n  documents   http://{address}/docs\n  dispatcher  {dispatcher} / {password}\n  \
         technician  {technician} / {password}\n\n  \
         curl -H 'x-access-token: {token}' http://{address}/seiapi/v3/trans/WorkOrder/WO-24101\n  \
         curl -H 'x-access-token: {token}' 'http://{address}/work-orders?limit=3'\n"
    ))
}
