//! The one thread that writes: all units that wait while the disk syncs share the next commit.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use metrics::{Counter, Histogram};
use rusqlite::Connection;
use tokio::sync::mpsc;

use super::wal::Wal;
use super::{Readers, Writing};
use crate::counter;
use crate::notice;
use crate::recent;
use crate::tx::{After, Link, Tx};
use crate::unit::{Job, Ran};
use crate::{Engine, Error, Result, Signals};

/// Units that wait for the writer.
type Queue = mpsc::Receiver<Box<dyn Job>>;

/// Units in one commit at most.
const BATCH: usize = 256;

/// How long a commit of few waits for the callers that were answered by the one before: they are likely to come back at once.
/// The system's timer makes about twice this of it. Waiting for more than that costs more than the syncs it saves.
const GATHER: Duration = Duration::from_micros(40);
/// Fewer callers than this are not waited for.
const FEW: usize = 8;

/// Commits that take savepoints after one was needed.
const CAREFUL: u32 = 64;

/// Works until the queue is closed and empty.
pub(crate) fn work(
    mut db: Connection,
    mut queue: Queue,
    signals: &Signals,
    readers: &Arc<Readers>,
    path: &Path,
) {
    let mut wal = Wal::watch(&mut db, path, readers);
    let mut writing = Writing::new(db);
    let figures = Figures::new();
    let mut batch = Vec::with_capacity(BATCH);
    let mut expected = 0;
    let mut sync = Duration::ZERO;
    let mut savepoints = 0;
    while let Some(first) = queue.blocking_recv() {
        batch.push(first);
        gather(&mut batch, &mut queue, expected);
        let began = Instant::now();
        let mut coming = Coming { queue: &mut queue, enough: enough(expected), until: began + sync };
        let committed = commit(&mut writing, &mut batch, &mut coming, readers, &mut savepoints);
        sync = committed.as_ref().map_or(Duration::ZERO, |(_, sync)| *sync);
        figures.count(batch.len(), began);
        let outcome = committed.as_ref().map(|_| ()).map_err(Clone::clone);
        if let Err(error) = &outcome {
            tracing::warn!(%error, units = batch.len(), "a commit failed; its units were refused");
        }
        // Who waits now is not who is answered now: both together may be there next.
        expected = batch.len() + queue.len();
        for job in batch.drain(..) {
            job.finish(outcome.clone());
        }
        if let Ok((after, _)) = committed {
            signals.wake(&after.topics);
        }
        wal.keep_short(&writing.db);
    }
    wal.end(&writing.db);
}

/// Takes what is in the queue; if fewer than half of those expected are there, waits a moment, once.
fn gather(batch: &mut Vec<Box<dyn Job>>, queue: &mut Queue, expected: usize) {
    drain(batch, queue);
    if expected >= FEW && batch.len() < expected.min(BATCH) / 2 {
        std::thread::sleep(GATHER);
        drain(batch, queue);
    }
}

fn drain(batch: &mut Vec<Box<dyn Job>>, queue: &mut Queue) {
    while batch.len() < BATCH
        && let Ok(next) = queue.try_recv()
    {
        batch.push(next);
    }
}

/// Units that come while others run.
struct Coming<'a> {
    queue: &'a mut Queue,
    /// Units in the commit after which no more are taken.
    enough: usize,
    /// When the units have run for as long as the last commit took to reach the disk: from then on the next one is begun
    /// sooner rather than this one made larger.
    until: Instant,
}

impl Coming<'_> {
    fn take(&mut self, batch: &mut Vec<Box<dyn Job>>) {
        if Instant::now() > self.until {
            return;
        }
        while batch.len() < self.enough
            && let Ok(next) = self.queue.try_recv()
        {
            batch.push(next);
        }
    }
}

/// How many of the units that are expected a commit takes while it runs. With all of them in one commit nobody would be left
/// whose request is read meanwhile, and the writer would wait for the next.
fn enough(expected: usize) -> usize {
    (expected * 5 / 8).min(BATCH)
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

/// Runs the units in one transaction and syncs it to disk; how long the latter took, too. `savepoints` is how many of the next
/// commits take them.
fn commit(
    writing: &mut Writing,
    batch: &mut Vec<Box<dyn Job>>,
    coming: &mut Coming<'_>,
    readers: &Readers,
    savepoints: &mut u32,
) -> Result<(After, Duration)> {
    let mut changed = Vec::new();
    let done = run_in_transaction(writing, batch, coming, &mut changed, savepoints).and_then(|after| {
        readers.recent.begin(&changed);
        readers.views.begin();
        let began = Instant::now();
        statement(&writing.db, "COMMIT").map(|()| (after, began.elapsed()))
    });
    // After a failure too: nobody knows then what is on disk. What is remembered from now on must be seen anew.
    readers.views.outdate();
    readers.recent.forget(&changed);
    if done.is_err() {
        writing.forget_all();
        if let Err(error) = end_open_transaction(&writing.db) {
            tracing::warn!(%error, "a failed commit could not be rolled back; the next one tries again");
        }
    }
    done
}

/// Nothing of a failed commit may linger.
fn end_open_transaction(db: &Connection) -> Result<()> {
    if db.is_autocommit() { Ok(()) } else { statement(db, "ROLLBACK") }
}

/// Runs the units and leaves the transaction open. A savepoint makes SQLite copy every page that a unit changes, and is of
/// use only to a unit that is refused after it wrote something, which is rare. So there are none until that happens: then
/// all units are run again with savepoints, and so are those of the next commits.
fn run_in_transaction(
    writing: &mut Writing,
    batch: &mut Vec<Box<dyn Job>>,
    coming: &mut Coming<'_>,
    changed: &mut Vec<recent::Change>,
    savepoints: &mut u32,
) -> Result<After> {
    loop {
        // Left open by a rollback that failed, or by a run that is to be undone.
        end_open_transaction(&writing.db)?;
        statement(&writing.db, "BEGIN IMMEDIATE")?;
        writing.counts.clear();
        changed.clear();
        match run_all(writing, batch, coming, changed, *savepoints > 0)? {
            Some(after) => {
                *savepoints = savepoints.saturating_sub(1);
                return Ok(after);
            }
            None => *savepoints = CAREFUL,
        }
    }
}

/// Runs the units, and some of those that come while they run: they share the commit without anybody having waited for them.
/// `None` if a unit that was refused has written something and there is no savepoint to go back to.
fn run_all(
    writing: &mut Writing,
    batch: &mut Vec<Box<dyn Job>>,
    coming: &mut Coming<'_>,
    changed: &mut Vec<recent::Change>,
    savepoints: bool,
) -> Result<Option<After>> {
    let mut after = After::default();
    let mut done = 0;
    while let Some(job) = batch.get_mut(done) {
        match run_one(writing, job.as_mut(), changed, savepoints)? {
            Some(left) => after.merge(left),
            None => return Ok(None),
        }
        done += 1;
        if done == batch.len() {
            coming.take(batch);
        }
    }
    write_left(writing, &mut after)?;
    Ok(Some(after))
}

/// Runs a unit; what it leaves to the commit, which is nothing if it was refused. `None` as with [`run_all`].
fn run_one(
    writing: &mut Writing,
    job: &mut dyn Job,
    changed: &mut Vec<recent::Change>,
    savepoints: bool,
) -> Result<Option<After>> {
    if savepoints {
        statement(&writing.db, "SAVEPOINT unit")?;
    }
    let mut tx = Tx::new(Link::Sqlite(writing));
    let ran = job.run(&mut tx).now_or_never();
    let (wrote, mut left, fault) = (tx.wrote, std::mem::take(&mut tx.after), tx.fault.take());
    drop(tx);
    changed.append(&mut left.changed);
    if writing.db.is_autocommit() {
        // SQLite gave up the whole transaction (disk full): the units before this one are gone too.
        return Err(fault.unwrap_or_else(|| Error::Unavailable("the transaction was given up".to_owned())));
    }
    if wrote && !matches!(ran, Some(Ran::Accepted)) {
        writing.forget_all();
    }
    let kept = match ran {
        Some(Ran::Accepted) => {
            for (counter, by) in std::mem::take(&mut left.counts) {
                *writing.counts.entry(counter).or_default() += by;
            }
            left
        }
        Some(Ran::Refused) if wrote && !savepoints => return Ok(None),
        Some(Ran::Refused) => {
            if wrote {
                statement(&writing.db, "ROLLBACK TO unit")?;
            }
            After::default()
        }
        None => return Err(Error::Internal("a unit of work awaited something else".to_owned())),
    };
    if savepoints {
        statement(&writing.db, "RELEASE unit")?;
    }
    Ok(Some(kept))
}

/// Writes what the units left to their commit.
fn write_left(writing: &mut Writing, after: &mut After) -> Result<()> {
    for notice in notice::in_order(std::mem::take(&mut after.notices)) {
        notice::write(&mut Tx::new(Link::Sqlite(writing)), notice)
            .now_or_never()
            .unwrap_or_else(|| Err(Error::Internal("a notice awaited something else".to_owned())))?;
    }
    for ((tenant, name), by) in writing.counts.iter().filter(|(_, by)| **by != 0) {
        let args = counter::add_args(*tenant, name, 0, *by);
        super::run(&writing.db, counter::add_statement().text(Engine::Sqlite), &args)?;
    }
    Ok(())
}

fn statement(db: &Connection, text: &str) -> Result<()> {
    super::run(db, text, &[]).map(|_| ())
}
