//! `docket restore`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::say::say;
use crate::config::Place;

/// What `restore` can be told.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// A file that `docket backup` wrote
    file: PathBuf,
}

impl Restore {
    /// Puts a copy in the place of the database; no server may be running on it.
    pub(crate) fn run(&self, place: &Place) -> anyhow::Result<()> {
        let Some(database) = place.settle()?.database.sqlite_path() else {
            bail!("a PostgreSQL database is restored with its own tools: pg_restore");
        };
        if !self.file.is_file() {
            bail!("there is no file {}", self.file.display());
        }
        let before = database.exists();
        docket_store::backup::restore(&self.file, &database)?;
        say(format!("{} holds what {} holds", database.display(), self.file.display()))?;
        if before {
            say(format!("what it held before is in {}.before-restore", database.display()))?;
        }
        Ok(())
    }
}
