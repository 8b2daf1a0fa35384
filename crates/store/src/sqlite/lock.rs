//! One server a data folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::{Error, Result};

/// Held by a serving process for as long as it lives; the operating system lets go of it when the process ends, however
/// it ends.
#[derive(Debug)]
pub struct ServeLock {
    _file: File,
}

impl ServeLock {
    /// Takes the lock of an SQLite database, or says that another server has it. The folder is made if it is missing.
    pub fn take(database: &Path) -> Result<Self> {
        let path = database.with_extension("lock");
        let failed = |error: std::io::Error| Error::Unavailable(format!("{}: {error}", path.display()));
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                Error::Unavailable(format!("another docket server is running on {}", database.display()))
            }
            TryLockError::Error(error) => failed(error),
        })?;
        Ok(Self { _file: file })
    }
}
