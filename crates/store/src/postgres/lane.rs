//! A connection that writes: what waits for it is done in one transaction.
//!
//! The statements of the units in a transaction are sent without waiting for each other's answers, so a group costs about as
//! many round trips as its longest unit. Units of one key follow each other. Units begin in the order of their keys and
//! lock their entity first, so that two nodes lock in the same order. A group that fails is done again unit by unit.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::sync::mpsc;

use super::Connection;
use super::wire::Wire;
use crate::counter::{self, SLOTS};
use crate::tx::{After, Link, Tx};
use crate::unit::{Job, Ran};
use crate::{Error, Result, Signals};

/// Units in one commit at most.
const BATCH: usize = 64;
/// Runs of a unit that loses against others.
const TRIES: u32 = 5;

/// One lane of a node.
pub(crate) struct Lane {
    number: usize,
    url: String,
    signals: Signals,
    wire: Wire,
    open: Option<Connection>,
}

impl Lane {
    pub(crate) fn new(number: usize, url: String, signals: Signals, wire: Wire) -> Self {
        Self { number, url, signals, wire, open: None }
    }

    /// Works until the queue is closed and empty.
    pub(crate) async fn work(mut self, mut queue: mpsc::Receiver<Box<dyn Job>>) {
        while let Some(first) = queue.recv().await {
            let mut batch = vec![first];
            while batch.len() < BATCH
                && let Ok(next) = queue.try_recv()
            {
                batch.push(next);
            }
            let began = Instant::now();
            let units = batch.len();
            self.commit_all(batch).await;
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
                Err(error) => tracing::debug!(%error, "a group of units is done again one by one"),
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
                Err(Error::Conflict) => tokio::time::sleep(pause).await,
                outcome => return outcome,
            }
            pause *= 3;
        }
        self.attempt(alone).await
    }

    /// Runs the units in one transaction. A refused unit of several that wrote something fails them all.
    async fn attempt(&mut self, batch: &mut [Box<dyn Job>]) -> Result<After> {
        if self.open.as_ref().is_none_or(Connection::is_closed) {
            self.open = Some(Connection::open(&self.url).await?);
        }
        let Some(db) = &self.open else { return Err(Error::Unavailable("no connection".to_owned())) };
        db.batch("BEGIN").await?;
        let alone = batch.len() == 1;
        match run_all(db, batch, self.number).await {
            Ok(Some(after)) => {
                db.batch("COMMIT").await?;
                Ok(after)
            }
            Ok(None) if alone => {
                db.batch("ROLLBACK").await?;
                Ok(After::default())
            }
            Ok(None) => {
                db.batch("ROLLBACK").await?;
                Err(Error::Conflict)
            }
            Err(error) => {
                db.batch("ROLLBACK").await?;
                Err(error)
            }
        }
    }

    fn finish(&self, batch: Vec<Box<dyn Job>>, outcome: Result<After>) {
        let told = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
        if let Err(error) = &told {
            tracing::warn!(%error, "a unit of work failed");
        }
        for mut job in batch {
            job.finish(told.clone());
        }
        if let Ok(after) = outcome {
            self.signals.wake(&after.topics);
            self.wire.tell(after.topics);
        }
    }
}

/// `None`: a unit wrote and then refused, the transaction must not be committed.
async fn run_all(db: &Connection, batch: &mut [Box<dyn Job>], lane: usize) -> Result<Option<After>> {
    let groups = batch.chunk_by_mut(|one, other| one.key() == other.key());
    let runs = groups.map(|group| async move {
        let mut done = Vec::with_capacity(group.len());
        for job in group {
            let mut tx = Tx::new(Link::Postgres(db));
            let ran = job.run(&mut tx).await;
            done.push((ran, tx.wrote, std::mem::take(&mut tx.after), tx.fault.take()));
        }
        done
    });
    let mut after = After::default();
    let mut faults = Vec::new();
    let mut spoilt = false;
    for (ran, wrote, left, fault) in join_all(runs).await.into_iter().flatten() {
        faults.extend(fault);
        match ran {
            Ran::Accepted => after.merge(left),
            Ran::Refused => spoilt |= wrote,
        }
    }
    if let Some(fault) = worst(faults) {
        return Err(fault);
    }
    if spoilt {
        return Ok(None);
    }
    add_counters(db, &after, lane).await?;
    Ok(Some(after))
}

/// Of several errors in one transaction, the one that says what to do: a failed transaction only repeats the first.
fn worst(faults: Vec<Error>) -> Option<Error> {
    let mut faults = faults.into_iter();
    let first = faults.next()?;
    Some(faults.fold(first, |worst, fault| if matches!(worst, Error::Conflict) { fault } else { worst }))
}

/// Adds the counters in the order of their names, each lane mostly to a slot of its own.
async fn add_counters(db: &Connection, after: &After, lane: usize) -> Result<()> {
    let slot = (lane as i64 + i64::from(std::process::id()) * 5) % SLOTS;
    let runs = after.counts.iter().filter(|(_, by)| **by != 0).map(|((tenant, name), by)| async move {
        let args = counter::add_args(*tenant, name, slot, *by);
        db.run(counter::add_statement(), &args).await
    });
    join_all(runs).await.into_iter().collect::<Result<Vec<_>>>().map(|_| ())
}
