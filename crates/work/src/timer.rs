//! Runs of work flows whose time has come: a wait is over, a step is tried again.
//!
//! When a run is to be woken stands in its own row, by the clock of the database. Many are woken in one unit of work, which
//! moves them and plans what they wait for next: no claim is needed, and a node that dies leaves no trace. Runs that another node
//! has locked are left to that one.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use docket_app::{App, Error, Op, Result, context};
use docket_domain::tenant::TenantId;
use docket_store::{Engine, Topic, Tx, Unit, context as kept};
use tokio::sync::watch;

/// How many runs one unit of work wakes at most.
const AT_ONCE: i64 = 100;
/// The longest sleep. On PostgreSQL other nodes plan too, and their word may be lost.
const NAP: Duration = Duration::from_secs(30);
const NAP_ON_POSTGRES: Duration = Duration::from_millis(500);
/// How long a run is left alone that could not be woken, and how long the loop rests after an error of the database.
const REST: Duration = Duration::from_secs(10);
const BACK_OFF: Duration = Duration::from_millis(500);

/// Wakes runs until it is told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut planned = app.db.signals().subscribe(Topic::Timers);
    let mut sick = HashMap::new();
    while !*stop.borrow() {
        planned.mark_unchanged();
        let wait = match step(&app, &mut sick).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(%error, "runs of work flows have to wait");
                BACK_OFF
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = planned.changed() => {}
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
}

/// A run, of whichever tenant.
type Id = (TenantId, String);

/// Wakes some of the runs that are due; how long to sleep then.
async fn step(app: &Arc<App>, sick: &mut HashMap<Id, Instant>) -> Result<Duration> {
    let nap = if app.db.engine() == Engine::Postgres { NAP_ON_POSTGRES } else { NAP };
    match kept::next_due(&mut app.db.reader().await?).await? {
        None => return Ok(nap),
        Some(ms) if ms > 0 => return Ok(nap.min(Duration::from_millis(ms.unsigned_abs()))),
        Some(_) => {}
    }
    sick.retain(|_, until| *until > Instant::now());
    let only = None;
    let woken = app.db.write(Wake { app: app.clone(), sick: sick.keys().cloned().collect(), only }).await;
    match woken {
        Ok(0) => Ok(BACK_OFF),
        Ok(_) => Ok(Duration::ZERO),
        Err(error) => {
            tracing::warn!(%error, "due runs are woken one by one");
            one_by_one(app, sick).await
        }
    }
}

/// Wakes each due run in a unit of its own, after one of them has spoilt a common one. Those that can't be woken are left alone
/// for a while.
async fn one_by_one(app: &Arc<App>, sick: &mut HashMap<Id, Instant>) -> Result<Duration> {
    for id in app.db.write(Due).await? {
        if sick.contains_key(&id) {
            continue;
        }
        let alone = Wake { app: app.clone(), sick: Vec::new(), only: Some(id.clone()) };
        if let Err(error) = app.db.write(alone).await {
            tracing::error!(%error, context = id.1, "a run could not be woken");
            sick.insert(id, Instant::now() + REST);
        }
    }
    Ok(BACK_OFF)
}

/// Wakes runs that are due; how many there were.
struct Wake {
    app: Arc<App>,
    /// Those that are left alone.
    sick: Vec<Id>,
    /// This one only.
    only: Option<Id>,
}

impl Unit for Wake {
    type Out = usize;
    type Error = Error;

    fn key(&self) -> u64 {
        // The wakings of this node follow each other.
        2
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<usize> {
        let due = match &self.only {
            Some(one) => vec![one.clone()],
            None => kept::due(tx, AT_ONCE + self.sick.len() as i64).await?,
        };
        let due: Vec<Id> = due.into_iter().filter(|id| !self.sick.contains(id)).collect();
        for (tenant, id) in &due {
            let op = Op::unasked(self.app.clone(), *tenant, "", 0);
            context::wake(&op, tx, id).await?;
        }
        Ok(due.len())
    }
}

/// The runs that are due.
struct Due;

impl Unit for Due {
    type Out = Vec<Id>;
    type Error = Error;

    fn key(&self) -> u64 {
        2
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Id>> {
        Ok(kept::due(tx, AT_ONCE).await?)
    }
}
