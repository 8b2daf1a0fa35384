//! Readers of SQLite: a connection a thread for look-ups, a few more for long answers.

use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::view::{View, Views};
use crate::recent::Recent;
use crate::tx::{Link, Tx};
use crate::{Error, Result, Unit};

/// How long one statement may read.
const LONGEST: Duration = Duration::from_secs(10);
/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 100_000;
/// A reader's page cache, as SQLite wants it: minus so many KiB. With 100 000 work orders the pages that lead to them and to
/// what is counted of them take as much.
const CACHE: i32 = -12_288;
/// Long answers that are made at once.
const SNAPSHOTS: usize = 4;

/// A database and this thread's connection to it.
type Ours = (Weak<Readers>, Arc<Mutex<View>>);

thread_local! {
    /// The connections of this thread: tests open several databases in one process.
    static OPEN: RefCell<Vec<Ours>> = const { RefCell::new(Vec::new()) };
}

/// Where the readers of a database come from.
pub(crate) struct Readers {
    /// Jobs that were read a moment ago.
    pub(crate) recent: Arc<Recent>,
    /// What the connections of the threads see.
    pub(super) views: Views,
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(path: &Path, recent: Arc<Recent>) -> Self {
        Self {
            recent,
            views: Views::default(),
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
            places: Arc::new(Semaphore::new(SNAPSHOTS)),
        }
    }

    /// Reads one statement on this thread's own connection: what was committed in this process before is seen.
    pub(crate) fn with<T>(self: &Arc<Self>, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        OPEN.with_borrow_mut(|open| {
            let ours = |(of, _): &Ours| std::ptr::eq(of.as_ptr(), Arc::as_ptr(self));
            let place = match open.iter().position(ours) {
                Some(place) => place,
                None => {
                    open.retain(|(of, _)| of.strong_count() > 0);
                    open.push((Arc::downgrade(self), self.views.add(Reader::open(&self.path)?)));
                    open.len() - 1
                }
            };
            let mut view = open[place].1.lock().unwrap_or_else(PoisonError::into_inner);
            view.read(&self.views, read)
        })
    }

    /// Runs a reading unit in one transaction, away from the threads that serve requests.
    pub(crate) async fn snapshot<U: Unit>(self: &Arc<Self>, unit: U) -> Result<U::Out, U::Error> {
        let place = self.places.clone().acquire_owned().await;
        let readers = self.clone();
        let work = move || {
            let _place = place;
            let idle = readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = match idle {
                Some(reader) => reader,
                None => Reader::open(&readers.path)?,
            };
            reader.statement().execute_batch("BEGIN").map_err(|e| super::error(&e))?;
            let answer = run(&unit, &mut reader);
            if reader.db.execute_batch("ROLLBACK").is_ok() {
                readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            }
            answer
        };
        tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|_| Err(Error::Internal("a reader panicked".to_owned()).into()))
    }
}

fn run<U: Unit>(unit: &U, reader: &mut Reader) -> Result<U::Out, U::Error> {
    let mut tx = Tx::new(Link::SqliteSnapshot(reader));
    let ran = std::panic::catch_unwind(AssertUnwindSafe(|| unit.run(&mut tx).now_or_never()));
    let failed = |what: &str| Err(Error::Internal(what.to_owned()).into());
    match ran {
        Ok(Some(answer)) => answer,
        Ok(None) => failed("a unit of work awaited something else"),
        Err(_) => failed("a unit of work panicked"),
    }
}

/// A connection that cannot write and gives up on statements that take longer than [`LONGEST`].
pub(crate) struct Reader {
    db: Connection,
    /// When the statement under way began, in milliseconds of [`milliseconds`].
    began: Arc<AtomicU64>,
}

impl Reader {
    fn open(path: &Path) -> Result<Self> {
        let mut db = super::connect(path)?;
        db.execute_batch("PRAGMA query_only = ON").map_err(|e| super::error(&e))?;
        db.pragma_update(None, "cache_size", CACHE).map_err(|e| super::error(&e))?;
        let began = Arc::new(AtomicU64::new(milliseconds()));
        let since = began.clone();
        let too_long = move || milliseconds() - since.load(Ordering::Relaxed) > LONGEST.as_millis() as u64;
        db.progress_handler(STEPS, Some(too_long)).map_err(|e| super::error(&e))?;
        Ok(Self { db, began })
    }

    /// The connection, for one statement: its time runs from now.
    pub(crate) fn statement(&self) -> &Connection {
        self.began.store(milliseconds(), Ordering::Relaxed);
        &self.db
    }
}

/// Time since the first reader of this process was opened; it never goes back.
pub(super) fn milliseconds() -> u64 {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    FIRST.elapsed().as_millis() as u64
}
