//! The loop: looks for due work, does it, sleeps until the next.

use std::sync::Arc;
use std::time::Duration;

use docket_app::attachment::{UNSENT, forget_unsent};
use docket_app::entity::remains::REMAINS;
use docket_app::{App, tenant};
use docket_store::due::{self, Claimed};
use docket_store::{Engine, Result, Topic};
use tokio::sync::watch;

use crate::claim::{Again, Claim, LEASE};
use crate::horizon::Horizon;
use crate::remains::{self, Cleared};
use crate::sweep::{self, Sweep};

/// The longest sleep on SQLite, where other processes plan work only now and then.
const NAP: Duration = Duration::from_secs(30);
/// The longest sleep on PostgreSQL, where other nodes plan work all the time.
const NAP_ON_POSTGRES: Duration = Duration::from_secs(1);
/// The shortest and the longest wait after an error of the database.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));

/// Does due work until it is told to stop.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut back_off = BACK_OFF.0;
    let mut horizon = Horizon::default();
    let mut planned = app.db.signals().subscribe(Topic::Work);
    while !*stop.borrow() {
        planned.mark_unchanged();
        let wait = match step(&app, &stop, &mut horizon).await {
            Ok(wait) => {
                back_off = BACK_OFF.0;
                wait
            }
            Err(error) => {
                tracing::warn!(%error, "due work has to wait");
                let wait = back_off;
                back_off = (back_off * 2).min(BACK_OFF.1);
                wait
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = planned.changed() => {}
            // An error means that nobody is left who could say stop.
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
}

/// Does one piece of work if one is due; how long to sleep then.
async fn step(app: &Arc<App>, stop: &watch::Receiver<bool>, horizon: &mut Horizon) -> Result<Duration> {
    horizon.measure(app).await?;
    let nap = if app.db.engine() == Engine::Postgres { NAP_ON_POSTGRES } else { NAP };
    let due_in = due::next(&mut app.db.reader().await?).await?;
    if let Some(ms) = due_in.filter(|ms| *ms > 0) {
        return Ok(nap.min(Duration::from_millis(ms.unsigned_abs())));
    }
    if due_in.is_none() {
        return Ok(nap);
    }
    match app.db.write(Claim).await? {
        Some(work) => {
            perform(app, stop, work).await?;
            Ok(Duration::ZERO)
        }
        // Another node was faster.
        None => Ok(Duration::from_millis(20)),
    }
}

/// Does a piece of claimed work and plans it anew.
async fn perform(app: &Arc<App>, stop: &watch::Receiver<bool>, work: Claimed) -> Result<()> {
    let delay = if work.kind == tenant::SWEEP {
        match sweep::sweep(app, stop, &work).await? {
            Sweep::Done(gone) => {
                tracing::debug!(tenant = work.tenant.0, gone, "swept");
                sweep::EVERY
            }
            Sweep::Stopped => 0,
            Sweep::Lost => return Ok(()),
        }
    } else if work.kind == REMAINS {
        match remains::clear(app, stop, &work).await {
            Cleared::All | Cleared::Lost => return Ok(()),
            Cleared::Stopped => 0,
            Cleared::Failed => LEASE,
        }
    } else if work.kind == UNSENT {
        match forget_unsent(app, &work).await {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::warn!(%error, of = work.key, "a file that never came stays for now");
                LEASE
            }
        }
    } else {
        // A newer node planned it: it is left for that one.
        tracing::warn!(kind = work.kind, "this is no work that this version knows");
        LEASE
    };
    app.db.write(Again { work, delay }).await?;
    Ok(())
}
