//! Copies of an SQLite database while it is in use.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use crate::{Error, Result, sqlite};

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
    let from = sqlite::connect(database)?;
    // One read transaction holds the state of this moment; without it a busy writer would make the copy start over.
    from.execute_batch("BEGIN; SELECT count(*) FROM schema_version;").map_err(|e| sqlite::error(&e))?;
    let part = to.with_extension("part");
    copy(&from, &part)?;
    let failed = |error: std::io::Error| Error::Unavailable(format!("{}: {error}", to.display()));
    std::fs::File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(&part, to).map_err(failed)
}

/// Puts a copy in the place of a database that no server has open; the old one stays beside it as `*.before-restore`.
pub fn restore(from: &Path, database: &Path) -> Result<()> {
    check(from)?;
    let part = database.with_extension("restore");
    let copy_from =
        Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|e| sqlite::error(&e))?;
    copy(&copy_from, &part)?;
    let failed = |error: std::io::Error| Error::Unavailable(format!("{}: {error}", database.display()));
    std::fs::File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
    if database.exists() {
        fold_log(database)?;
        std::fs::rename(database, database.with_extension("before-restore")).map_err(failed)?;
    }
    std::fs::rename(&part, database).map_err(failed)
}

/// Brings what stands in the write-ahead log into the file itself, so that the file can be moved alone.
fn fold_log(database: &Path) -> Result<()> {
    let db = sqlite::connect(database)?;
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(|e| sqlite::error(&e))?;
    db.close().map_err(|(_, e)| sqlite::error(&e))
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
        std::fs::remove_file(to).map_err(|error| Error::Unavailable(format!("{}: {error}", to.display())))?;
    }
    let mut copy = Connection::open(to).map_err(|e| sqlite::error(&e))?;
    let backup = Backup::new(from, &mut copy).map_err(|e| sqlite::error(&e))?;
    backup.run_to_completion(PAGES, Duration::ZERO, None).map_err(|e| sqlite::error(&e))
}
