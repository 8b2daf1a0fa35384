//! Copies of the folder in which the contents of files are kept. A content never changes under its name, so a copy that is made
//! after that of the database holds all that the database leads to.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{beside, failed};
use crate::{Error, Result};

/// Where a backup has the files of its database: beside it.
#[must_use]
pub fn files_of(backup: &Path) -> PathBuf {
    beside(backup, ".files")
}

/// Copies the files beside a backup; `false` if there are none. Those that go meanwhile are left out.
///
/// # Errors
/// [`Error::Unavailable`] if there is such a folder already, or it cannot be written.
pub fn save_files(folder: &Path, backup: &Path) -> Result<bool> {
    let to = files_of(backup);
    if to.exists() {
        return Err(Error::Unavailable(format!("{} exists already", to.display())));
    }
    if !folder.is_dir() {
        return Ok(false);
    }
    let part = beside(&to, ".part");
    copy_anew(folder, &part)?;
    std::fs::rename(&part, &to).map_err(|error| failed(&to, &error))?;
    Ok(true)
}

/// Files of a backup that are copied and wait for their database.
pub struct Files {
    folder: PathBuf,
    /// Absent if the backup has none.
    part: Option<PathBuf>,
}

/// Copies the files of a backup to the side of a folder.
///
/// # Errors
/// [`Error::Unavailable`] if they cannot be read or written.
pub fn ready_files(backup: &Path, folder: &Path) -> Result<Files> {
    let from = files_of(backup);
    let part = from.is_dir().then(|| beside(folder, ".part"));
    if let Some(part) = &part {
        copy_anew(&from, part)?;
    }
    Ok(Files { folder: folder.to_owned(), part })
}

impl Files {
    /// Puts the copy in the place of the folder, which stays beside it as `*.before-restore`; `false` if there was none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be renamed.
    pub fn put_in_place(mut self) -> Result<bool> {
        let had = self.folder.exists();
        if had {
            let kept = beside(&self.folder, ".before-restore");
            remove(&kept)?;
            std::fs::rename(&self.folder, &kept).map_err(|error| failed(&kept, &error))?;
        }
        if let Some(part) = self.part.take() {
            std::fs::rename(&part, &self.folder).map_err(|error| failed(&self.folder, &error))?;
        }
        Ok(had)
    }
}

impl Drop for Files {
    /// A copy whose database was not restored is of no use.
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            drop(remove(part));
        }
    }
}

/// Copies a folder to one that begins empty.
fn copy_anew(from: &Path, to: &Path) -> Result<()> {
    remove(to)?;
    copy(from, to)
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(folder, &error)),
        _ => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    for entry in std::fs::read_dir(from).map_err(|error| failed(from, &error))? {
        let entry = entry.map_err(|error| failed(from, &error))?;
        // What is still being written has such a name.
        if entry.file_name().to_string_lossy().contains('#') {
            continue;
        }
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            copy_file(&from, &to)?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    match std::fs::copy(from, to) {
        Ok(_) => std::fs::File::open(to).and_then(|file| file.sync_all()).map_err(|error| failed(to, &error)),
        Err(error) if error.kind() == ErrorKind::NotFound && !from.exists() => Ok(()),
        Err(error) => Err(failed(to, &error)),
    }
}
