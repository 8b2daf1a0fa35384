//! `docket restore`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use docket_store::backup;
use docket_store::content::Place as Kept;

use super::say::{plain, say};
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
        let config = place.settle()?;
        let Some(database) = config.database.sqlite_path() else {
            bail!("a PostgreSQL database is restored with its own tools: pg_restore");
        };
        if !self.file.is_file() {
            bail!("there is no file {}", self.file.display());
        }
        let before = database.exists();
        let files = match &config.settings.files {
            Kept::Folder(folder) => Some((folder, backup::ready_files(&self.file, folder).map_err(plain)?)),
            Kept::Bucket(_) => None,
        };
        backup::restore(&self.file, &database).map_err(plain)?;
        say(format!("{} holds what {} holds", database.display(), self.file.display()))?;
        if before {
            say(format!("what it held before is in {}.before-restore", database.display()))?;
        }
        if let Some((folder, files)) = files
            && files.put_in_place().map_err(plain)?
        {
            say(format!("the files before are in {}.before-restore", folder.display()))?;
        }
        Ok(())
    }
}
