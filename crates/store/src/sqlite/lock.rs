//! One server a data folder.

use std::fs::File;
use std::path::Path;

use crate::{Error, Result};

/// Held by a serving process for as long as it lives; the operating system lets go of it when the process ends, however
/// it ends.
#[derive(Debug)]
pub struct ServeLock {
    _file: File,
}

impl ServeLock {
    /// Takes the lock of an SQLite database, or says that another server has it.
    pub fn take(database: &Path) -> Result<Self> {
        let path = database.with_extension("lock");
        let failed = |error: std::io::Error| Error::Unavailable(format!("{}: {error}", path.display()));
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
        file.try_lock().map_err(|_| {
            Error::Unavailable(format!("another docket server is running on {}", database.display()))
        })?;
        Ok(Self { _file: file })
    }
}
