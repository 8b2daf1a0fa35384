//! Copies of an SQLite database while it is in use.

mod files;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use crate::{Error, Result, ServeLock, sqlite};

pub use files::{Files, files_of, ready_files, save_files};

/// Pages copied between two breaths of the writer.
const PAGES: i32 = 1024;

/// Copies a database to a new file. The copy is a state of one moment, whatever is written meanwhile. An existing file is
/// refused.
pub fn save(database: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        return Err(Error::Unavailable(format!("{} exists already", to.display())));
    }
    if !database.exists() {
        return Err(Error::Unavailable(format!("{} does not exist", database.display())));
    }
    if !folder_of(to).is_dir() {
        return Err(Error::Unavailable(format!("there is no folder {}", folder_of(to).display())));
    }
    let from = sqlite::connect(database)?;
    // One read transaction holds the state of this moment; without it a busy writer would make the copy start over.
    from.execute_batch("BEGIN; SELECT count(*) FROM schema_version;").map_err(|e| sqlite::error(&e))?;
    let part = beside(to, ".part");
    copy(&from, &part)?;
    put_in_place(&part, to)
}

/// Puts a copy in the place of a database that no server has open; the old one stays beside it as `*.before-restore`. A
/// server that runs is refused.
pub fn restore(from: &Path, database: &Path) -> Result<()> {
    let _alone = ServeLock::take(database)?;
    check(from)?;
    let part = beside(database, ".part");
    let copy_from =
        Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|e| sqlite::error(&e))?;
    copy(&copy_from, &part)?;
    // The old database may be damaged, so nothing of it is read. Its write-ahead log goes with it: it must not meet the
    // new database.
    keep_old(database, "")?;
    keep_old(database, "-wal")?;
    let index = beside(database, "-shm");
    if index.exists() {
        std::fs::remove_file(&index).map_err(|error| failed(&index, &error))?;
    }
    put_in_place(&part, database)
}

/// Puts a file of the old database aside. The name of the database itself stays taken until the new one replaces it: a
/// server that starts in between must not find nothing and begin an empty database.
fn keep_old(database: &Path, part: &str) -> Result<()> {
    let old = beside(database, part);
    if !old.exists() {
        return Ok(());
    }
    let kept = beside(database, &format!(".before-restore{part}"));
    if kept.exists() {
        std::fs::remove_file(&kept).map_err(|error| failed(&kept, &error))?;
    }
    let linked = part.is_empty() && std::fs::hard_link(&old, &kept).is_ok();
    if linked { Ok(()) } else { std::fs::rename(&old, &kept).map_err(|error| failed(&old, &error)) }
}

/// The path with something after its name.
fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::Unavailable(format!("{}: {error}", path.display()))
}

/// Gives a finished file its name, on disk.
fn put_in_place(part: &Path, to: &Path) -> Result<()> {
    let folder = folder_of(to);
    std::fs::File::open(part)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(part, to))
        .and_then(|()| std::fs::File::open(folder)?.sync_all())
        .map_err(|error| failed(to, &error))
}

/// Refuses a file that is not a whole Docket database.
fn check(file: &Path) -> Result<()> {
    let failed = |e: rusqlite::Error| Error::Unavailable(format!("{} is not a backup: {e}", file.display()));
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    let verdict: String = db.query_row("PRAGMA quick_check", [], |row| row.get(0)).map_err(failed)?;
    db.query_row("SELECT count(*) FROM schema_version", [], |row| row.get::<_, i64>(0)).map_err(failed)?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(Error::Unavailable(format!("{} is damaged: {verdict}", file.display())))
    }
}

fn copy(from: &Connection, to: &Path) -> Result<()> {
    if to.exists() {
        std::fs::remove_file(to).map_err(|error| failed(to, &error))?;
    }
    let mut copy = Connection::open(to).map_err(|e| sqlite::error(&e))?;
    let backup = Backup::new(from, &mut copy).map_err(|e| sqlite::error(&e))?;
    backup.run_to_completion(PAGES, Duration::ZERO, None).map_err(|e| sqlite::error(&e))?;
    drop(backup);
    // One file, readable also where nothing can be written beside it.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(|e| sqlite::error(&e))?;
    copy.close().map_err(|(_, e)| sqlite::error(&e))
}
