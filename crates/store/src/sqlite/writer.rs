//! The one thread that writes: all units that wait while the disk syncs share the next commit.

use std::time::{Duration, Instant};

use futures_util::FutureExt;
use metrics::{Counter, Histogram};
use rusqlite::Connection;
use tokio::sync::mpsc;

use super::wal::Wal;
use crate::counter;
use crate::notice;
use crate::recent::{self, Recent};
use crate::tx::{After, Link, Tx};
use crate::unit::{Job, Ran};
use crate::{Engine, Error, Result, Signals};

/// Units in one commit at most.
const BATCH: usize = 256;

/// How long a commit of few waits for the callers that were answered by the one before: they are likely to come back at once.
/// The system's timer makes about twice this of it. Waiting for more than that costs more than the syncs it saves.
const GATHER: Duration = Duration::from_micros(40);
/// Fewer callers than this are not waited for.
const FEW: usize = 8;

/// Works until the queue is closed and empty.
pub(crate) fn work(
    mut db: Connection,
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    signals: &Signals,
    recent: &Recent,
) {
    let mut wal = Wal::watch(&mut db);
    let figures = Figures::new();
    let mut batch = Vec::with_capacity(BATCH);
    let mut expected = 0;
    while let Some(first) = queue.blocking_recv() {
        batch.push(first);
        gather(&mut batch, &mut queue, expected);
        let began = Instant::now();
        let committed = commit(&mut db, &mut batch, recent);
        figures.count(batch.len(), began);
        let outcome = committed.as_ref().map(|_| ()).map_err(Clone::clone);
        if let Err(error) = &outcome {
            tracing::warn!(%error, units = batch.len(), "a commit failed; its units were refused");
        }
        // Who waits now is not who is answered now: both together may be there next.
        expected = batch.len() + queue.len();
        for mut job in batch.drain(..) {
            job.finish(outcome.clone());
        }
        if let Ok(after) = committed {
            signals.wake(&after.topics);
        }
        wal.keep_short(&db);
    }
}

/// Takes what is in the queue; if far fewer are there than are expected, waits a moment, once.
fn gather(batch: &mut Vec<Box<dyn Job>>, queue: &mut mpsc::Receiver<Box<dyn Job>>, expected: usize) {
    drain(batch, queue);
    if expected >= FEW && batch.len() < expected.min(BATCH) / 4 {
        std::thread::sleep(GATHER);
        drain(batch, queue);
    }
}

fn drain(batch: &mut Vec<Box<dyn Job>>, queue: &mut mpsc::Receiver<Box<dyn Job>>) {
    while batch.len() < BATCH
        && let Ok(next) = queue.try_recv()
    {
        batch.push(next);
    }
}

/// What is measured of each commit.
struct Figures {
    commits: Counter,
    units: Histogram,
    seconds: Histogram,
}

impl Figures {
    fn new() -> Self {
        Self {
            commits: metrics::counter!("docket_commits_total"),
            units: metrics::histogram!("docket_commit_units"),
            seconds: metrics::histogram!("docket_commit_seconds"),
        }
    }

    fn count(&self, units: usize, began: Instant) {
        self.commits.increment(1);
        self.units.record(units as f64);
        self.seconds.record(began.elapsed());
    }
}

/// Runs the units in one transaction and syncs it to disk.
fn commit(db: &mut Connection, batch: &mut [Box<dyn Job>], recent: &Recent) -> Result<After> {
    // Left open by a rollback that failed.
    end_open_transaction(db)?;
    statement(db, "BEGIN IMMEDIATE")?;
    let mut changed = Vec::new();
    let done = run_all(db, batch, &mut changed).and_then(|after| {
        recent.begin(&changed);
        statement(db, "COMMIT").map(|()| after)
    });
    // After a failure too: nobody knows then what is on disk.
    recent.forget(&changed);
    if done.is_err()
        && let Err(error) = end_open_transaction(db)
    {
        tracing::warn!(%error, "a failed commit could not be rolled back; the next one tries again");
    }
    done
}

/// Nothing of a failed commit may linger.
fn end_open_transaction(db: &Connection) -> Result<()> {
    if db.is_autocommit() { Ok(()) } else { statement(db, "ROLLBACK") }
}

fn run_all(db: &mut Connection, batch: &mut [Box<dyn Job>], changed: &mut Vec<recent::Key>) -> Result<After> {
    let mut after = After::default();
    for job in batch {
        statement(db, "SAVEPOINT unit")?;
        let mut tx = Tx::new(Link::Sqlite(db));
        let ran = job.run(&mut tx).now_or_never();
        let (wrote, mut left, fault) = (tx.wrote, std::mem::take(&mut tx.after), tx.fault.take());
        drop(tx);
        changed.append(&mut left.changed);
        if db.is_autocommit() {
            // SQLite gave up the whole transaction (disk full): the units before this one are gone too.
            return Err(
                fault.unwrap_or_else(|| Error::Unavailable("the transaction was given up".to_owned()))
            );
        }
        match ran {
            Some(Ran::Accepted) => after.merge(left),
            Some(Ran::Refused) if wrote => statement(db, "ROLLBACK TO unit")?,
            Some(Ran::Refused) => {}
            None => return Err(Error::Internal("a unit of work awaited something else".to_owned())),
        }
        statement(db, "RELEASE unit")?;
    }
    for notice in notice::in_order(std::mem::take(&mut after.notices)) {
        notice::write(&mut Tx::new(Link::Sqlite(db)), notice)
            .now_or_never()
            .unwrap_or_else(|| Err(Error::Internal("a notice awaited something else".to_owned())))?;
    }
    for ((tenant, name), by) in after.counts.iter().filter(|(_, by)| **by != 0) {
        let args = counter::add_args(*tenant, name, 0, *by);
        super::run(db, counter::add_statement().text(Engine::Sqlite), &args)?;
    }
    Ok(after)
}

fn statement(db: &Connection, text: &str) -> Result<()> {
    super::run(db, text, &[]).map(|_| ())
}
