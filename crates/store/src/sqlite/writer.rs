//! The one thread that writes: all units that wait while the disk syncs share the next commit.

use std::time::Instant;

use futures_util::FutureExt;
use rusqlite::Connection;
use tokio::sync::mpsc;

use super::wal::Wal;
use crate::counter;
use crate::tx::{After, Link, Tx};
use crate::unit::{Job, Ran};
use crate::{Engine, Error, Result, Signals};

/// Units in one commit at most.
const BATCH: usize = 256;

/// Works until the queue is closed and empty.
pub(crate) fn work(mut db: Connection, mut queue: mpsc::Receiver<Box<dyn Job>>, signals: &Signals) {
    let mut wal = Wal::watch(&mut db);
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(first) = queue.blocking_recv() {
        batch.push(first);
        while batch.len() < BATCH
            && let Ok(next) = queue.try_recv()
        {
            batch.push(next);
        }
        let began = Instant::now();
        let committed = commit(&mut db, &mut batch);
        metrics::counter!("docket_commits_total").increment(1);
        metrics::histogram!("docket_commit_units").record(batch.len() as f64);
        metrics::histogram!("docket_commit_seconds").record(began.elapsed().as_secs_f64());
        let outcome = committed.as_ref().map(|_| ()).map_err(Clone::clone);
        if let Err(error) = &outcome {
            tracing::warn!(%error, units = batch.len(), "a commit failed; its units were refused");
        }
        for mut job in batch.drain(..) {
            job.finish(outcome.clone());
        }
        if let Ok(after) = committed {
            signals.wake(&after.topics);
        }
        wal.keep_short(&db);
    }
}

/// Runs the units in one transaction and syncs it to disk.
fn commit(db: &mut Connection, batch: &mut [Box<dyn Job>]) -> Result<After> {
    // Left open by a rollback that failed.
    end_open_transaction(db)?;
    statement(db, "BEGIN IMMEDIATE")?;
    let done = run_all(db, batch).and_then(|after| statement(db, "COMMIT").map(|()| after));
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

fn run_all(db: &mut Connection, batch: &mut [Box<dyn Job>]) -> Result<After> {
    let mut after = After::default();
    for job in batch {
        statement(db, "SAVEPOINT unit")?;
        let mut tx = Tx::new(Link::Sqlite(db));
        let ran = job.run(&mut tx).now_or_never();
        let (wrote, left, fault) = (tx.wrote, std::mem::take(&mut tx.after), tx.fault.take());
        drop(tx);
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
    for ((tenant, name), by) in after.counts.iter().filter(|(_, by)| **by != 0) {
        let args = counter::add_args(*tenant, name, 0, *by);
        super::run(db, counter::add_statement().text(Engine::Sqlite), &args)?;
    }
    Ok(after)
}

fn statement(db: &Connection, text: &str) -> Result<()> {
    super::run(db, text, &[]).map(|_| ())
}
