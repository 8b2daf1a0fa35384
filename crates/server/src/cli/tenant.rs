//! `docket tenant`.

use anyhow::bail;
use clap::{Args, Subcommand};

use super::inside::Inside;
use super::say::{explain, say};
use crate::config::Place;

/// What `tenant` can be told.
#[derive(Debug, Args)]
pub(crate) struct Tenant {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a tenant with its signing key and its usual roles
    Add {
        /// Its name: 1 to 64 letters, digits, hyphens, underscores
        name: String,
    },
    /// List the tenants by name
    List,
}

impl Tenant {
    /// Makes or lists tenants.
    pub(crate) fn run(self, place: &Place) -> anyhow::Result<()> {
        Inside::run(place, async |inside| match self.what {
            What::Add { name } => add(&inside, &name).await,
            What::List => {
                let mut tx = inside.app.db.reader().await?;
                let all = docket_store::tenant::all(&mut tx).await?;
                all.into_iter().try_for_each(|(_, name)| say(name))
            }
        })
    }
}

async fn add(inside: &Inside, name: &str) -> anyhow::Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !(1..=64).contains(&name.len()) || !name.chars().all(fits) {
        bail!("the name of a tenant is 1 to 64 letters, digits, hyphens, underscores");
    }
    let mut tx = inside.app.db.reader().await?;
    if docket_store::tenant::find(&mut tx, name).await?.is_some() {
        bail!("there is a tenant \"{name}\" already");
    }
    docket_app::tenant::found(&inside.app, name).await.map_err(explain)?;
    say(format!("made the tenant \"{name}\""))
}
