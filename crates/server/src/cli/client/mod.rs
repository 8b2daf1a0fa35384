//! `docket client`: programs that sign people in, or themselves.

mod add;
mod list;

use clap::{Args, Subcommand};
use docket_app::access::oauth::clients;

use super::inside::Inside;
use super::say::{explain, say};
use crate::config::Place;

/// What `client` can be told.
#[derive(Debug, Args)]
pub(crate) struct Client {
    /// Whose clients
    #[arg(long, global = true, default_value = docket_app::tenant::DEFAULT)]
    tenant: String,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Register a client and print its secret alone, unless it is public
    Add(add::Add),
    /// List the clients: id, kind, label, rights, addresses
    List,
    /// Remove a client; what it was given holds no longer
    Remove {
        /// The client's id
        id: String,
    },
}

impl Client {
    /// Registers, lists or removes clients.
    pub(crate) fn run(self, place: &Place) -> anyhow::Result<()> {
        Inside::run(place, async |inside| {
            let op = inside.op(&self.tenant).await?;
            match self.what {
                What::Add(add) => add.run(&op).await,
                What::List => list::list(&op).await,
                What::Remove { id } => {
                    clients::remove(&op, id.clone()).await.map_err(explain)?;
                    say(format!("removed the client \"{id}\""))
                }
            }
        })
    }
}
