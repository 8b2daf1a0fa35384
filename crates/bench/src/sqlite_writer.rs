//! Floor B for writes: rusqlite with one writer thread that commits what has queued up since its last commit,
//! `synchronous=FULL`. One order row, one event row of 300 bytes, three indexes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};
use rusqlite::{Connection, Statement};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use crate::document::{self, STATUSES};
use crate::histogram::Histogram;
use crate::load::Plan;
use crate::requests::{Operation, STRIDE};
use crate::rounds::ROWS;
use crate::sample::Sample;
use crate::sqlite_floor::{open, seed};

const MAX_BATCH: usize = 256;
const EVENT: [u8; 300] = [b'e'; 300];

/// What a run of grouped commits found.
pub struct Grouped {
    /// Acknowledged writes a second and their latencies.
    pub sample: Sample,
    /// Transactions committed for 1 000 acknowledged writes.
    pub commits_per_1000: f64,
}

/// Runs creates or patches from `plan.connections` clients, each waiting for its commit, on a fresh file in `directory`.
///
/// # Errors
/// When SQLite fails.
pub fn grouped_commits(directory: &Path, operation: Operation, plan: Plan) -> Result<Grouped> {
    ensure!(matches!(operation, Operation::Create | Operation::Patch), "{} writes nothing", operation.name());
    let directory = tempfile::tempdir_in(directory)?;
    let connection = open(&directory.path().join("floor.db"))?;
    seed(&connection, ROWS)?;
    let make = move |turn: u64| match operation {
        Operation::Create => {
            let (num, status) = (20_000_000 + turn, 1 + turn % STATUSES);
            Write { num, status, order: Some(document::order(num, status)) }
        }
        _ => {
            // Scattered like the requests of the load: neighbours would share pages, and pages are what is synced.
            let num = turn.wrapping_mul(STRIDE) % ROWS;
            Write { num, status: 1 + (num + 1 + turn / ROWS) % STATUSES, order: None }
        }
    };
    in_groups(plan, make, move |queue| {
        let mut statements = Statements::prepare(&connection)?;
        commit_groups(&connection, queue, |write| statements.apply(write))
    })
}

/// What waits to be written.
pub type Queue<W> = mpsc::UnboundedReceiver<Waiting<W>>;

/// A write whose client waits for the commit.
pub struct Waiting<W> {
    write: W,
    committed: oneshot::Sender<()>,
}

/// Has `plan.connections` clients make writes, each waiting for its commit, and one writer commit them, which answers how often it
/// did.
///
/// # Errors
/// When the writer fails.
pub fn in_groups<W: Send + 'static>(
    plan: Plan,
    make: impl Fn(u64) -> W + Send + Sync + 'static,
    writer: impl FnOnce(Queue<W>) -> Result<u64> + Send + 'static,
) -> Result<Grouped> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let writer = std::thread::spawn(move || writer(receiver));
    let (latency, acknowledged) = clients(sender, make, plan)?;
    let commits = ended(writer)?;
    Ok(Grouped {
        sample: Sample::of(&latency, plan.measure),
        commits_per_1000: commits as f64 * 1000.0 / acknowledged.max(1) as f64,
    })
}

fn ended(writer: JoinHandle<Result<u64>>) -> Result<u64> {
    writer.join().map_err(|_| anyhow!("the writer of the SQLite floor panicked"))?
}

struct Write {
    num: u64,
    status: u64,
    /// The whole order of a create; a patch reads it from the table.
    order: Option<Vec<u8>>,
}

/// What all clients share.
struct Clients<W, M> {
    sender: mpsc::UnboundedSender<Waiting<W>>,
    make: Arc<M>,
    turns: Arc<AtomicU64>,
    begin: Instant,
    end: Instant,
}

fn clients<W: Send + 'static, M: Fn(u64) -> W + Send + Sync + 'static>(
    sender: mpsc::UnboundedSender<Waiting<W>>,
    make: M,
    plan: Plan,
) -> Result<(Histogram, u64)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(async {
        let begin = Instant::now() + plan.warm_up;
        let (turns, make) = (Arc::new(AtomicU64::new(0)), Arc::new(make));
        let mut clients = JoinSet::new();
        for _ in 0..plan.connections {
            let (sender, make, turns) = (sender.clone(), Arc::clone(&make), Arc::clone(&turns));
            clients.spawn(client(Clients { sender, make, turns, begin, end: begin + plan.measure }));
        }
        drop(sender);
        let mut latency = Histogram::default();
        while let Some(finished) = clients.join_next().await {
            latency.merge(&finished??);
        }
        Ok((latency, turns.load(Ordering::Relaxed)))
    })
}

async fn client<W: Send, M: Fn(u64) -> W + Send + Sync>(shared: Clients<W, M>) -> Result<Histogram> {
    let mut latency = Histogram::default();
    let mut sent = Instant::now();
    while sent < shared.end {
        let write = (shared.make)(shared.turns.fetch_add(1, Ordering::Relaxed));
        let (committed, acknowledgement) = oneshot::channel();
        shared.sender.send(Waiting { write, committed }).ok().context("the writer is gone")?;
        acknowledgement.await.context("a write was not committed")?;
        let answered = Instant::now();
        if answered >= shared.begin && answered < shared.end {
            latency.record(answered - sent);
        }
        sent = answered;
    }
    Ok(latency)
}

/// Commits what has queued up since the last commit, again and again, until the clients are gone; how often.
///
/// # Errors
/// When SQLite fails.
pub fn commit_groups<W>(
    connection: &Connection,
    mut queue: Queue<W>,
    mut apply: impl FnMut(&W) -> Result<()>,
) -> Result<u64> {
    let mut batch = Vec::with_capacity(MAX_BATCH);
    let mut commits = 0;
    while queue.blocking_recv_many(&mut batch, MAX_BATCH) > 0 {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for waiting in &batch {
            apply(&waiting.write)?;
        }
        connection.execute_batch("COMMIT")?;
        commits += 1;
        for waiting in batch.drain(..) {
            // A client that stopped waiting needs no answer.
            let _ = waiting.committed.send(());
        }
    }
    Ok(commits)
}

struct Statements<'c> {
    insert: Statement<'c>,
    select: Statement<'c>,
    update: Statement<'c>,
    event: Statement<'c>,
}

impl<'c> Statements<'c> {
    fn prepare(connection: &'c Connection) -> Result<Self> {
        Ok(Self {
            insert: connection.prepare("INSERT INTO job (num, status, doc) VALUES (?1, ?2, ?3)")?,
            select: connection.prepare("SELECT id, doc FROM job WHERE num = ?1")?,
            update: connection.prepare("UPDATE job SET status = ?2, doc = ?3 WHERE id = ?1")?,
            event: connection.prepare("INSERT INTO event (job, body) VALUES (?1, ?2)")?,
        })
    }

    fn apply(&mut self, write: &Write) -> Result<()> {
        let (num, status) = (write.num.to_string(), write.status.to_string());
        let id = match &write.order {
            Some(order) => self.insert.insert((&num, &status, order))?,
            None => self.parse_merge_write(&num, &status)?,
        };
        self.event.execute((id, EVENT.as_slice()))?;
        Ok(())
    }

    fn parse_merge_write(&mut self, num: &str, status: &str) -> Result<i64> {
        let (id, mut order) = self.select.query_row([num], |row| {
            let parsed = serde_json::from_slice(row.get_ref(1)?.as_blob()?);
            Ok((row.get(0)?, parsed.unwrap_or(serde_json::Value::Null)))
        })?;
        let members = order.as_object_mut().context("a stored order is no object")?;
        members.insert("OrderStatus".to_owned(), status.into());
        self.update.execute((id, status, serde_json::to_vec(&order)?))?;
        Ok(id)
    }
}
