//! SQLite: one writer thread with group commit, readers apart.

mod copier;
pub(crate) mod lock;
mod reader;
mod view;
mod wal;
mod writer;
mod writing;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::ErrorCode;
use rusqlite::config::DbConfig;
use tokio::sync::mpsc;

pub(crate) use reader::{Reader, Readers};
pub(crate) use writing::Writing;

use crate::recent::Recent;
use crate::unit::Job;
use crate::{Arg, Error, Result, Row, Signals, Unit};

/// Units that may wait for the writer; more are refused with [`Error::Busy`].
const QUEUE: usize = 4096;
/// How long another process may hold the lock that we want.
const PATIENCE: Duration = Duration::from_secs(5);

/// The writer's page cache, as SQLite wants it: minus so many KiB. With a million jobs the pages that lead to theirs alone take six
/// megabytes.
const WRITER_CACHE: i32 = -16_384;

/// An SQLite database of this process.
pub(crate) struct SqliteDb {
    path: PathBuf,
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    readers: Arc<Readers>,
}

impl SqliteDb {
    /// Opens a migrated database and starts its writer.
    pub(crate) fn open(path: &Path, signals: Signals) -> Result<Self> {
        let connection = connect(path)?;
        connection.pragma_update(None, "cache_size", WRITER_CACHE).map_err(|e| error(&e))?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let readers = Arc::new(Readers::new(path, Arc::new(Recent::default())));
        let (read_by, file) = (readers.clone(), path.to_owned());
        let writer = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || writer::work(connection, waiting, &signals, &read_by, &file))
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            queue: Mutex::new(Some(queue)),
            writer: Mutex::new(Some(writer)),
            readers,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn readers(&self) -> Arc<Readers> {
        self.readers.clone()
    }

    /// Puts a unit into the writer's queue.
    pub(crate) fn submit(&self, job: Box<dyn Job>) -> Result<()> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or_else(closing)?;
        queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Error::Busy,
            mpsc::error::TrySendError::Closed(_) => closing(),
        })
    }

    /// See [`crate::Db::snapshot`].
    pub(crate) async fn snapshot<U: Unit>(&self, unit: U) -> Result<U::Out, U::Error> {
        self.readers.snapshot(unit).await
    }

    pub(crate) async fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            // A writer that panicked has nothing more to say.
            drop(tokio::task::spawn_blocking(move || writer.join()).await);
        }
    }
}

fn closing() -> Error {
    Error::Unavailable("the server is stopping".to_owned())
}

/// Opens a connection with the settings that the promises rest on: WAL, a sync of the disk before every answer.
///
/// A change writes every page that it touches to the log, whole, and most touch three or four that have nothing in common.
/// Pages of half the usual size halve that; only a new database gets them.
pub(crate) fn connect(path: &Path) -> Result<rusqlite::Connection> {
    let db = rusqlite::Connection::open(path).map_err(|e| error(&e))?;
    db.busy_timeout(PATIENCE).map_err(|e| error(&e))?;
    db.execute_batch(
        "PRAGMA page_size = 2048; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
         PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 134217728;",
    )
    .map_err(|e| error(&e))?;
    // Without this SQLite looks at the value of every LIMIT and prepares the statement again each time it is bound.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|e| error(&e))?;
    db.set_prepared_statement_cache_capacity(256);
    Ok(db)
}

/// All rows of an answer.
pub(crate) fn all<T>(
    db: &rusqlite::Connection,
    text: &str,
    args: &[Arg<'_>],
    mut read: impl FnMut(Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = db.prepare_cached(text).map_err(|e| error(&e))?;
    let mut rows = statement.query(rusqlite::params_from_iter(args)).map_err(|e| error(&e))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(|e| error(&e))? {
        found.push(read(Row::Sqlite(row))?);
    }
    Ok(found)
}

/// The first row of an answer.
pub(crate) fn one<T>(
    db: &rusqlite::Connection,
    text: &str,
    args: &[Arg<'_>],
    mut read: impl FnMut(Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = db.prepare_cached(text).map_err(|e| error(&e))?;
    let mut rows = statement.query(rusqlite::params_from_iter(args)).map_err(|e| error(&e))?;
    rows.next().map_err(|e| error(&e))?.map(|row| read(Row::Sqlite(row))).transpose()
}

/// Does a change.
pub(crate) fn run(db: &rusqlite::Connection, text: &str, args: &[Arg<'_>]) -> Result<u64> {
    let mut statement = db.prepare_cached(text).map_err(|e| error(&e))?;
    let changed = statement.execute(rusqlite::params_from_iter(args)).map_err(|e| error(&e))?;
    Ok(changed as u64)
}

/// What an error of SQLite means for a caller.
pub(crate) fn error(error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(
            ErrorCode::DiskFull
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::SystemIoFailure
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::OutOfMemory,
        ) => Error::Unavailable(error.to_string()),
        Some(ErrorCode::OperationInterrupted) => Error::Timeout,
        Some(ErrorCode::TooBig) => Error::Data(error.to_string()),
        _ => Error::Internal(error.to_string()),
    }
}
