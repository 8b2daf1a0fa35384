//! A connection that writes: what waits for it is done in one transaction.
//!
//! The statements of the units in a transaction are sent in waves ([`Waves`]), so a group costs about as many round trips as
//! its longest unit. Units of one key follow each other. Units begin in the order of their keys and
//! lock their entity first, so that two nodes lock in the same order. A group that fails is done again unit by unit.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::Connection;
use super::waves::{Uncommitted, Waves, worst};
use super::wire::Wire;
use crate::counter;
use crate::notice;
use crate::tx::{After, Link, Member, Tx};
use crate::unit::{Job, Ran};
use crate::{Error, Result, Signals};

/// Units in one commit at most.
const BATCH: usize = 64;
/// Turns of the runtime that a group waits for callers who were answered a moment ago: they come back while there is anything
/// else to do. A group of twice the units costs PostgreSQL hardly more.
const TURNS: usize = 16;
/// Runs of a unit that loses against others.
const TRIES: u32 = 5;

/// One lane of a node.
pub(crate) struct Lane {
    /// Where this lane adds to counters.
    slot: i64,
    url: String,
    signals: Signals,
    wire: Wire,
    open: Option<Arc<Connection>>,
}

impl Lane {
    pub(crate) fn new(slot: i64, url: String, signals: Signals, wire: Wire) -> Self {
        Self { slot, url, signals, wire, open: None }
    }

    /// Works until the queue is closed and empty.
    pub(crate) async fn work(mut self, mut queue: mpsc::Receiver<Box<dyn Job>>) {
        let mut expected = 0;
        while let Some(first) = queue.recv().await {
            let mut batch = vec![first];
            gather(&mut batch, &mut queue, expected).await;
            let began = Instant::now();
            let units = batch.len();
            self.commit_all(batch).await;
            // Who waits now is not who was answered now: both together may be there next.
            expected = units + queue.len();
            metrics::counter!("docket_commits_total").increment(1);
            metrics::histogram!("docket_commit_units").record(units as f64);
            metrics::histogram!("docket_commit_seconds").record(began.elapsed().as_secs_f64());
        }
    }

    async fn commit_all(&mut self, mut batch: Vec<Box<dyn Job>>) {
        batch.sort_by_key(|job| job.key());
        if batch.len() > 1 {
            match self.attempt(&mut batch).await {
                Ok(after) => return self.finish(batch, Ok(after)),
                Err(Failed::Unbegun(error) | Failed::ForGood(error)) => {
                    return self.finish(batch, Err(error));
                }
                Err(Failed::Undone(error)) => {
                    tracing::debug!(%error, "a group of units is done again one by one");
                }
            }
        }
        for job in batch {
            let mut alone = vec![job];
            let outcome = self.insist(&mut alone).await;
            self.finish(alone, outcome);
        }
    }

    /// Does one unit, again if it lost against others.
    async fn insist(&mut self, alone: &mut [Box<dyn Job>]) -> Result<After> {
        let mut pause = Duration::from_millis(5);
        for _ in 1..TRIES {
            match self.attempt(alone).await {
                Err(Failed::Undone(Error::Conflict)) => tokio::time::sleep(pause).await,
                outcome => return outcome.map_err(Failed::error),
            }
            pause *= 3;
        }
        self.attempt(alone).await.map_err(Failed::error)
    }

    /// Runs the units in one transaction. A connection that the server has ended meanwhile is replaced.
    async fn attempt(&mut self, batch: &mut [Box<dyn Job>]) -> Result<After, Failed> {
        if let Some(db) = self.open.take().filter(|db| !db.is_closed()) {
            match self.attempt_on(db, batch).await {
                Err(Failed::Unbegun(error)) => tracing::debug!(%error, "a connection is replaced"),
                outcome => return outcome,
            }
        }
        let db = async { Connection::open(&self.url).await?.keyed().await };
        // Without the server no other unit of the group can fare better.
        let db = db.await.map_err(Failed::ForGood)?;
        self.attempt_on(Arc::new(db), batch).await
    }

    /// A refused unit of several that wrote something fails them all.
    async fn attempt_on(&mut self, db: Arc<Connection>, batch: &mut [Box<dyn Job>]) -> Result<After, Failed> {
        let waves = Waves::begin(db.clone());
        let failed = match run_all(&waves, batch, self.slot).await {
            Ok(Some(after)) => match waves.commit().await {
                Ok(()) => {
                    self.open = Some(db);
                    return Ok(after);
                }
                Err(Uncommitted::Unknown(error)) => return Err(Failed::ForGood(error)),
                Err(Uncommitted::Failed(error)) => Err(Failed::Undone(error)),
            },
            Ok(None) if batch.len() == 1 => Ok(After::default()),
            Ok(None) => Err(Failed::Undone(Error::Conflict)),
            Err(error) => Err(Failed::Undone(error)),
        };
        if let Some(error) = waves.unbegun().await {
            return Err(Failed::Unbegun(error));
        }
        // A connection that cannot even roll back is not used again.
        db.batch("ROLLBACK").await.map_err(Failed::ForGood)?;
        self.open = Some(db);
        failed
    }

    fn finish(&self, batch: Vec<Box<dyn Job>>, outcome: Result<After>) {
        let told = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
        if let Err(error) = &told {
            tracing::warn!(%error, "a unit of work failed");
        }
        for job in batch {
            job.finish(told.clone());
        }
        if let Ok(after) = outcome {
            self.signals.wake(&after.topics);
            self.wire.tell(after.topics);
        }
    }
}

fn drain(batch: &mut Vec<Box<dyn Job>>, queue: &mut mpsc::Receiver<Box<dyn Job>>) {
    while batch.len() < BATCH
        && let Ok(next) = queue.try_recv()
    {
        batch.push(next);
    }
}

/// Takes what waits, and lets others run for a while if fewer than expected are there.
async fn gather(batch: &mut Vec<Box<dyn Job>>, queue: &mut mpsc::Receiver<Box<dyn Job>>, expected: usize) {
    drain(batch, queue);
    for _ in 0..TURNS {
        if batch.len() >= expected.min(BATCH) {
            return;
        }
        tokio::task::yield_now().await;
        drain(batch, queue);
    }
}

/// Why a transaction was not done.
enum Failed {
    /// It never began; its units can run again.
    Unbegun(Error),
    /// Nothing of it is kept; its units can run again.
    Undone(Error),
    /// Its units must not run again: the connection is lost, perhaps after the commit.
    ForGood(Error),
}

impl Failed {
    fn error(self) -> Error {
        match self {
            Failed::Unbegun(error) | Failed::Undone(error) | Failed::ForGood(error) => error,
        }
    }
}

/// `None`: a unit wrote and then refused, the transaction must not be committed.
async fn run_all(waves: &Waves, batch: &mut [Box<dyn Job>], slot: i64) -> Result<Option<After>> {
    let groups = batch.chunk_by_mut(|one, other| one.key() == other.key()).enumerate();
    let locked = Arc::default();
    let locked = &locked;
    let runs = groups.map(|(place, group)| async move {
        let mut done = Vec::with_capacity(group.len());
        for job in group {
            let mut tx = Tx::new(Link::Postgres(waves));
            tx.group = Some(Member { place, locked: Arc::clone(locked) });
            let ran = job.run(&mut tx).await;
            done.push((ran, tx.wrote, std::mem::take(&mut tx.after), tx.fault.take()));
        }
        done
    });
    let mut after = After::default();
    let mut faults = Vec::new();
    let mut spoilt = false;
    for (ran, wrote, left, fault) in waves.drive(runs).await.into_iter().flatten() {
        faults.extend(fault);
        match ran {
            Ran::Accepted => after.merge(left),
            Ran::Refused => spoilt |= wrote,
        }
    }
    faults.extend(waves.take_faults());
    if let Some(fault) = worst(faults) {
        return Err(fault);
    }
    if spoilt {
        return Ok(None);
    }
    write_rest(waves, &mut after, slot).await?;
    Ok(Some(after))
}

/// Writes what the units left to the commit: notices, and counters in the order of their names, each lane mostly to a slot of
/// its own.
async fn write_rest(waves: &Waves, after: &mut After, slot: i64) -> Result<()> {
    let notices = notice::in_order(std::mem::take(&mut after.notices)).into_iter();
    let written =
        notices.map(|notice| async move { notice::write(&mut Tx::new(Link::Postgres(waves)), notice).await });
    if let Some(fault) = worst(waves.drive(written).await.into_iter().filter_map(Result::err).collect()) {
        return Err(fault);
    }
    for ((tenant, name), by) in after.counts.iter().filter(|(_, by)| **by != 0) {
        waves.add(counter::add_statement(), &counter::add_args(*tenant, name, slot, *by)).await?;
    }
    Ok(())
}
