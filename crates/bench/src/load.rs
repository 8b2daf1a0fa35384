//! A closed-loop load generator: N keep-alive connections on one thread, each sending its next request
//! as soon as the last one is answered. Latencies are of the closed loop, without correction for requests
//! that an open loop would have sent during a stall.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::histogram::Histogram;
use crate::process::Watched;
use crate::requests::{Operation, Requests, Seeding, Turns};
use crate::response;
use crate::sample::Sample;

/// How long after its planned end a run may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);

/// How to measure.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Connections, each with one request under way.
    pub connections: usize,
    /// Runs before anything counts.
    pub warm_up: Duration,
    /// What counts.
    pub measure: Duration,
}

/// What a run of load found.
pub struct Outcome {
    /// Rate, latencies and processor time within the measured span.
    pub sample: Sample,
    /// All answers, those of the warm-up too.
    pub answers: u64,
}

/// What the connections ask for, again and again.
pub trait Asking: Send + Sync {
    /// Its name in errors.
    fn name(&self) -> &str;

    /// The status that every answer must have.
    fn expected_status(&self) -> u16;

    /// Writes the next request in place of what `out` held.
    fn next(&self, out: &mut Vec<u8>);
}

/// Drives `operation` as planned against `address`.
///
/// # Errors
/// As [`drive`].
pub fn run(
    address: SocketAddr,
    requests: &Arc<Requests>,
    operation: Operation,
    plan: Plan,
    watched: Watched,
) -> Result<Outcome> {
    drive(address, &(Arc::new(Turns { requests: Arc::clone(requests), operation }) as _), plan, watched)
}

/// Drives what is asked as planned against `address`.
///
/// # Errors
/// At any answer with another status than the one expected, a closed connection, or a server that hangs.
pub fn drive(address: SocketAddr, asking: &Arc<dyn Asking>, plan: Plan, watched: Watched) -> Result<Outcome> {
    runtime()?.block_on(async {
        let begin = Instant::now() + plan.warm_up;
        let end = begin + plan.measure;
        let mut connections = JoinSet::new();
        for _ in 0..plan.connections {
            let asking = Arc::clone(asking);
            connections.spawn(async move {
                Connection::open(address).await?.repeat(asking.as_ref(), begin, end).await
            });
        }
        tokio::time::sleep_until(begin.into()).await;
        let before = watched.read()?;
        tokio::time::sleep_until(end.into()).await;
        let after = watched.read()?;
        let (latency, answers) = tokio::time::timeout(PATIENCE, all_of(connections))
            .await
            .with_context(|| format!("{}: the server hangs", asking.name()))??;
        ensure!(latency.total() > 0, "{}: no answer within the measured time", asking.name());
        let mut sample = Sample::of(&latency, plan.measure);
        sample.cpu_micros = Some(after.server_seconds_since(&before) * 1e6 / latency.total() as f64);
        sample.other_cores = Some(after.other_cores_since(&before));
        Ok(Outcome { sample, answers })
    })
}

/// Creates the next `count` seeded orders on `connections` connections.
///
/// # Errors
/// As [`run`].
pub fn seed(address: SocketAddr, requests: &Arc<Requests>, count: u64, connections: usize) -> Result<()> {
    runtime()?.block_on(async {
        let left = Arc::new(AtomicU64::new(count));
        let mut tasks = JoinSet::new();
        for _ in 0..connections {
            let (seeding, left) = (Seeding(Arc::clone(requests)), Arc::clone(&left));
            tasks.spawn(async move {
                let mut connection = Connection::open(address).await?;
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    seeding.next(&mut connection.request);
                    let answer = tokio::time::timeout(PATIENCE, connection.exchange(&seeding)).await;
                    answer.context("the server hangs while orders are loaded")??;
                }
                Ok((Histogram::default(), 0))
            });
        }
        all_of(tasks).await.context("can't load the orders").map(drop)
    })
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

async fn all_of(mut tasks: JoinSet<Result<(Histogram, u64)>>) -> Result<(Histogram, u64)> {
    let (mut latency, mut answers) = (Histogram::default(), 0);
    while let Some(finished) = tasks.join_next().await {
        let (one, count) = finished??;
        latency.merge(&one);
        answers += count;
    }
    Ok((latency, answers))
}

struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("can't connect")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, request: Vec::with_capacity(2048), answer: Vec::with_capacity(64 * 1024) })
    }

    async fn repeat(mut self, asking: &dyn Asking, begin: Instant, end: Instant) -> Result<(Histogram, u64)> {
        let (mut latency, mut answers) = (Histogram::default(), 0);
        let mut sent = Instant::now();
        while sent < end {
            asking.next(&mut self.request);
            self.exchange(asking).await?;
            let answered = Instant::now();
            answers += 1;
            if answered >= begin && answered < end {
                latency.record(answered - sent);
            }
            sent = answered;
        }
        Ok((latency, answers))
    }

    async fn exchange(&mut self, asking: &dyn Asking) -> Result<()> {
        self.stream.write_all(&self.request).await?;
        self.answer.clear();
        loop {
            let count = self.stream.read_buf(&mut self.answer).await?;
            ensure!(count > 0, "the server closed the connection");
            let Some(response) = response::parse(&self.answer)? else { continue };
            if response.status != asking.expected_status() {
                let body = &self.answer[response.body];
                let start = String::from_utf8_lossy(&body[..body.len().min(300)]);
                bail!("{} was answered with {}: {start}", asking.name(), response.status);
            }
            ensure!(response.body.end == self.answer.len(), "more bytes than one answer");
            return Ok(());
        }
    }
}
