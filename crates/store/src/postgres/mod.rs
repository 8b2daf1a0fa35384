//! PostgreSQL: a few lanes that write in groups, shared readers, wakes between nodes.

mod ask;
mod connection;
mod lane;
mod readers;
mod waves;
mod wire;

use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{AbortHandle, JoinHandle};

pub(crate) use connection::{Connection, connect, error};
pub(crate) use readers::Readers;
pub(crate) use waves::Waves;

use crate::counter::SLOTS;
use crate::tx::{Link, Tx};
use crate::unit::Job;
use crate::{Error, Options, Result, Row, Signals, Unit};

/// Units that may wait for a lane; more are refused with [`Error::Busy`].
const QUEUE: usize = 2048;
/// How long a reader waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// Transactions that read at once on a node.
const SNAPSHOTS: usize = 4;

/// A PostgreSQL database, as one node sees it.
pub(crate) struct PostgresDb {
    url: String,
    lanes: StdMutex<Vec<mpsc::Sender<Box<dyn Job>>>>,
    working: StdMutex<Vec<JoinHandle<()>>>,
    listening: AbortHandle,
    readers: Arc<Readers>,
    idle: StdMutex<Vec<Connection>>,
    places: Semaphore,
}

impl PostgresDb {
    /// Connects to a migrated database and starts the lanes.
    pub(crate) async fn open(options: &Options, signals: Signals) -> Result<Self> {
        // Fail now rather than at the first request.
        let first = Connection::open(&options.url).await?;
        let (wire, listening) = wire::start(options.url.clone(), signals.clone());
        // Nodes add to counters in different slots, mostly.
        let slot = RandomState::new().hash_one(0) % SLOTS as u64;
        let mut lanes = Vec::new();
        let mut working = Vec::new();
        for number in 0..options.lanes.max(1) {
            let (queue, waiting) = mpsc::channel(QUEUE);
            let slot = (slot as i64 + number as i64) % SLOTS;
            let lane = lane::Lane::new(slot, options.url.clone(), signals.clone(), wire.clone());
            lanes.push(queue);
            working.push(tokio::spawn(lane.work(waiting)));
        }
        Ok(Self {
            url: options.url.clone(),
            lanes: StdMutex::new(lanes),
            working: StdMutex::new(working),
            listening,
            readers: Arc::new(Readers::new(options.url.clone(), options.readers)),
            idle: StdMutex::new(vec![first]),
            places: Semaphore::new(SNAPSHOTS),
        })
    }

    /// Puts a unit into the queue of its key's lane: changes of one entity follow each other.
    pub(crate) fn submit(&self, job: Box<dyn Job>) -> Result<()> {
        let lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if lanes.is_empty() {
            return Err(closing());
        }
        let lane = &lanes[(job.key() % lanes.len() as u64) as usize];
        lane.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Error::Busy,
            mpsc::error::TrySendError::Closed(_) => closing(),
        })
    }

    /// The connections that read.
    pub(crate) fn readers(&self) -> Arc<Readers> {
        self.readers.clone()
    }

    /// See [`crate::Db::snapshot`].
    pub(crate) async fn snapshot<U: Unit>(&self, unit: U) -> Result<U::Out, U::Error> {
        let _place = in_time(self.places.acquire()).await?;
        let db = self.begin_snapshot().await?;
        // A caller that goes away or panics drops the connection with its transaction; only a whole one is kept.
        let mut tx = Tx::new(Link::PostgresSnapshot(&db));
        let ran = AssertUnwindSafe(async { unit.run(&mut tx).await }).catch_unwind().await;
        drop(tx);
        if db.batch("ROLLBACK").await.is_ok() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(db);
        }
        ran.unwrap_or_else(|_| Err(Error::Internal("a unit of work panicked".to_owned()).into()))
    }

    /// A connection with a reading transaction begun. One that the server has ended meanwhile is replaced.
    async fn begin_snapshot(&self) -> Result<Connection> {
        const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(db) = idle.filter(|open| !open.is_closed())
            && db.batch(BEGIN).await.is_ok()
        {
            return Ok(db);
        }
        let db = Connection::open(&self.url).await?;
        db.batch(BEGIN).await?;
        Ok(db)
    }

    pub(crate) async fn close(&self) {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let working = std::mem::take(&mut *self.working.lock().unwrap_or_else(PoisonError::into_inner));
        for lane in working {
            // A lane that hangs on a dead connection must not keep the process.
            drop(tokio::time::timeout(Duration::from_secs(10), lane).await);
        }
        self.listening.abort();
    }
}

/// All rows of an answer.
pub(crate) fn all<T>(
    rows: Result<Vec<tokio_postgres::Row>>,
    mut read: impl FnMut(Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    rows?.iter().map(|row| read(Row::Postgres(row))).collect()
}

/// The first row of an answer.
pub(crate) fn one<T>(
    rows: Result<Vec<tokio_postgres::Row>>,
    mut read: impl FnMut(Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    rows?.first().map(|row| read(Row::Postgres(row))).transpose()
}

/// A place in a line that moves; if PostgreSQL is silent it does not.
async fn in_time<T>(place: impl Future<Output = T>) -> Result<T> {
    let silent = |_| Error::Unavailable("PostgreSQL does not answer".to_owned());
    tokio::time::timeout(PATIENCE, place).await.map_err(silent)
}

fn closing() -> Error {
    Error::Unavailable("the server is stopping".to_owned())
}
