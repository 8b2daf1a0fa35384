//! Following the log: what happens starts work flows, ends waits, and has actions done.
//!
//! Each node looks at new events; those that nobody waits for are passed over without writing. When somebody does, the row that
//! says how far the tenant's log has been followed is locked, and moved in the unit of work that does what follows: nothing is
//! skipped, and nothing happens twice.

mod unit;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use docket_app::{App, Result, follow};
use docket_domain::tenant::TenantId;
use docket_store::event::{self, Cursor};
use docket_store::follower;
use docket_store::{Engine, Topic};
use tokio::sync::watch;

use unit::{Follow, Pace, Pass};

/// How many events are looked at together.
const PAGE: i64 = 500;
/// The longest sleep.
const NAP: Duration = Duration::from_secs(5);
const NAP_ON_POSTGRES: Duration = Duration::from_millis(500);
/// How long to gather events before they are looked at: one look at many costs less.
const GATHER: Duration = Duration::from_millis(10);
/// How long to rest after an error.
const BACK_OFF: Duration = Duration::from_millis(500);
/// How often the place is kept while nobody waits for what happens.
const KEEP_EVERY: Duration = Duration::from_secs(60);
/// How often an event is tried before it is left out: it must not keep all others from being followed.
const TRIES: u32 = 5;

/// Follows the logs of all tenants until it is told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut grown = app.db.signals().subscribe(Topic::Logs);
    let nap = if app.db.engine() == Engine::Postgres { NAP_ON_POSTGRES } else { NAP };
    let mut seen = HashMap::new();
    while !*stop.borrow() {
        grown.mark_unchanged();
        let wait = match round(&app, &stop, &mut seen).await {
            Ok(()) => nap,
            Err(error) => {
                tracing::warn!(%error, "the log could not be followed");
                BACK_OFF
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = grown.changed() => {}
            _ = stop.wait_for(|stop| *stop) => break,
        }
        tokio::time::sleep(GATHER).await;
    }
}

/// What this node remembers of a log.
struct Seen {
    /// Nobody waits for what happened up to here.
    passed: Cursor,
    /// When that was written down last.
    kept: Instant,
    /// How often what follows from the next event has failed.
    failed: u32,
}

/// Follows each log to its end.
async fn round(
    app: &Arc<App>,
    stop: &watch::Receiver<bool>,
    seen: &mut HashMap<TenantId, Seen>,
) -> Result<()> {
    for tenant in follower::tenants(&mut app.db.reader().await?).await? {
        let fresh = || Seen { passed: Cursor::default(), kept: Instant::now(), failed: 0 };
        let seen = seen.entry(tenant).or_insert_with(fresh);
        while step(app, tenant, seen).await? {
            if *stop.borrow() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Looks at a page of a log and does what follows from it; whether there is more.
async fn step(app: &Arc<App>, tenant: TenantId, seen: &mut Seen) -> Result<bool> {
    let mut tx = app.db.reader().await?;
    let Some(place) = follower::find(&mut tx, tenant).await? else { return Ok(false) };
    seen.passed = seen.passed.max(place.cursor);
    let page = event::page(&mut tx, tenant, seen.passed, PAGE).await?;
    let Some(last) = page.last() else { return Ok(false) };
    let names = follow::names(&mut tx, tenant).await?;
    if !page.iter().any(|event| names.has(event)) {
        seen.passed = last.cursor;
        if seen.kept.elapsed() >= KEEP_EVERY {
            seen.kept = Instant::now();
            app.db.write(Pass { tenant, to: seen.passed }).await?;
        }
        return Ok(page.len() as i64 == PAGE);
    }
    let pace = match seen.failed {
        0 => Pace::Many,
        1..TRIES => Pace::One,
        _ => Pace::Over,
    };
    match app.db.write(Follow { app: app.clone(), tenant, passed: seen.passed, pace }).await {
        Ok(more) => {
            seen.failed = 0;
            // Without a word another node is at it.
            Ok(more.unwrap_or(false))
        }
        Err(error) => {
            if !error.will_pass() {
                seen.failed += 1;
            }
            Err(error)
        }
    }
}
