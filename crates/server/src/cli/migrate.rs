//! `docket migrate`.

use clap::Args;

use super::inside::Inside;
use super::say::say;
use crate::config::Place;

/// What `migrate` can be told.
#[derive(Debug, Args)]
pub(crate) struct Migrate {}

impl Migrate {
    /// Brings the database up to date; `serve` does the same when it starts.
    pub(crate) fn run(&self, place: &Place) -> anyhow::Result<()> {
        Inside::run(place, async |_| {
            say(format!(
                "the database has schema {}, the newest that this Docket knows",
                docket_store::migrate::newest()
            ))
        })
    }
}
