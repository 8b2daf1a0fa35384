//! `docket backup`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::say::say;
use crate::config::Place;

/// What `backup` can be told.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; it must not exist
    file: PathBuf,
}

impl Backup {
    /// Copies the database as it is at this moment, while servers read and write it.
    pub(crate) fn run(&self, place: &Place) -> anyhow::Result<()> {
        let Some(database) = place.settle()?.database.sqlite_path() else {
            bail!("a PostgreSQL database is saved with its own tools: pg_dump --format=custom");
        };
        docket_store::backup::save(&database, &self.file)?;
        say(format!("{} holds a copy of {}", self.file.display(), database.display()))
    }
}
