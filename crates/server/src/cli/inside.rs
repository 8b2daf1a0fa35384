//! The use cases from the command line: whoever can open the database may do everything.

use std::future::Future;
use std::sync::Arc;

use anyhow::{Context, bail};
use docket_app::{App, Caller, Clock, Op};
use docket_domain::event::Source;
use docket_domain::permission::Rights;
use docket_store::{Db, tenant};

use super::say::explain;
use crate::config::{Config, Place};

/// The name under which commands stand in the log.
const SUBJECT: &str = "docket";

/// The use cases over the database of a command; a server may be running beside it.
pub(crate) struct Inside {
    pub app: Arc<App>,
}

impl Inside {
    /// Opens the database, brings it up to date and makes the tenant `default`.
    pub(crate) async fn open(config: &Config) -> anyhow::Result<Self> {
        let db = Db::open(&config.database).await?;
        let app = App::new(db, Clock::Machine, config.settings.clone());
        docket_app::tenant::found(&app, docket_app::tenant::DEFAULT).await.map_err(explain)?;
        Ok(Self { app })
    }

    /// A request with all rights.
    pub(crate) async fn op(&self, tenant: &str) -> anyhow::Result<Op> {
        if tenant.contains('\0') {
            bail!("the name of a tenant holds no NUL");
        }
        let mut tx = self.app.db.reader().await?;
        let Some(id) = tenant::find(&mut tx, tenant).await? else {
            bail!("there is no tenant \"{tenant}\"; docket tenant add makes one");
        };
        let caller = Caller::new(id, SUBJECT, Rights::all(), Rights::none(), "");
        Ok(Op::new(self.app.clone(), Arc::new(caller), Source::Api))
    }

    /// Runs a command's work over the database of a place.
    pub(crate) fn run<F: Future<Output = anyhow::Result<()>>>(
        place: &Place,
        work: impl FnOnce(Self) -> F,
    ) -> anyhow::Result<()> {
        let config = place.settle()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.context("cannot start")?.block_on(async {
            let fresh = config.database.sqlite_path().filter(|path| !path.exists());
            let inside = Self::open(&config).await?;
            let db = inside.app.db.clone();
            let done = work(inside).await;
            db.close().await;
            if let (Some(path), Ok(())) = (fresh, &done) {
                // Most likely the command was meant for a server's data, which is elsewhere.
                eprintln!("docket: there was no database; {} is new", path.display());
            }
            done
        })
    }
}
