//! Readers of SQLite: a connection a thread for look-ups, a few more for long answers.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::tx::{Link, Tx};
use crate::{Error, Result, Unit};

/// How long one statement may read.
const LONGEST: Duration = Duration::from_secs(10);
/// Long answers that are made at once.
const SNAPSHOTS: usize = 4;

thread_local! {
    /// The connections of this thread: tests open several databases in one process.
    static OPEN: RefCell<Vec<(u64, Connection)>> = const { RefCell::new(Vec::new()) };
}

/// Where the readers of a database come from.
pub(crate) struct Readers {
    id: u64,
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(path: &Path) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
            places: Arc::new(Semaphore::new(SNAPSHOTS)),
        }
    }

    /// Reads on this thread's own connection.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        OPEN.with_borrow_mut(|open| {
            let place = match open.iter().position(|(id, _)| *id == self.id) {
                Some(place) => place,
                None => {
                    open.push((self.id, connect(&self.path)?));
                    open.len() - 1
                }
            };
            read(&open[place].1)
        })
    }

    /// Runs a reading unit in one transaction, away from the threads that serve requests.
    pub(crate) async fn snapshot<U: Unit>(self: &Arc<Self>, unit: U) -> Result<U::Out, U::Error> {
        let place = self.places.clone().acquire_owned().await;
        let readers = self.clone();
        let work = move || {
            let _place = place;
            let idle = readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut db = match idle {
                Some(db) => db,
                None => connect(&readers.path)?,
            };
            let begun = db.execute_batch("BEGIN").map_err(|e| super::error(&e));
            let answer = begun.map_err(U::Error::from).and_then(|()| {
                let mut tx = Tx::new(Link::Sqlite(&mut db));
                unit.run(&mut tx).now_or_never().unwrap_or_else(|| {
                    Err(Error::Internal("a unit of work awaited something else".to_owned()).into())
                })
            });
            if db.execute_batch("ROLLBACK").is_ok() {
                readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(db);
            }
            answer
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|_| Err(Error::Internal("a reader panicked".to_owned()).into()))
    }
}

/// Opens a connection that cannot write and gives up on statements that take too long.
fn connect(path: &Path) -> Result<Connection> {
    let mut db = super::connect(path)?;
    db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -4096;").map_err(|e| super::error(&e))?;
    limit_time(&mut db)?;
    Ok(db)
}

/// Interrupts statements after [`LONGEST`]. SQLite asks every so many steps; a pause between two questions means that a
/// new statement began.
fn limit_time(db: &mut Connection) -> Result<()> {
    let mut began = Instant::now();
    let mut asked = began;
    let handler = move || {
        let now = Instant::now();
        if now - asked > Duration::from_millis(500) {
            began = now;
        }
        asked = now;
        now - began > LONGEST
    };
    db.progress_handler(100_000, Some(handler)).map_err(|e| super::error(&e))
}
