//! `docket backup`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use docket_store::backup;
use docket_store::content::Place as Kept;

use super::say::{plain, say};
use crate::config::Place;

/// What `backup` can be told.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; it must not exist
    file: PathBuf,
}

impl Backup {
    /// Copies the database as it is at this moment, while servers read and write it; then the files beside it.
    pub(crate) fn run(&self, place: &Place) -> anyhow::Result<()> {
        let config = place.settle()?;
        let Some(database) = config.database.sqlite_path() else {
            bail!("a PostgreSQL database is saved with its own tools: pg_dump --format=custom");
        };
        let files = backup::files_of(&self.file);
        if files.exists() {
            bail!("{} exists already", files.display());
        }
        backup::save(&database, &self.file).map_err(plain)?;
        say(format!("{} holds a copy of {}", self.file.display(), database.display()))?;
        match &config.settings.files {
            Kept::Folder(folder) if backup::save_files(folder, &self.file).map_err(plain)? => {
                say(format!("{} holds a copy of {}", files.display(), folder.display()))
            }
            _ => Ok(()),
        }
    }
}
