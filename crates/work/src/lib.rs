//! What Docket does unasked: work that falls due, runs of work flows whose time has come, and what follows from the log.
//!
//! [`start`] begins the loops of a server. A piece of standing work is claimed for a minute; while it is done the claim is renewed
//! in the same units of work that do it, so that a node which lost its claim cannot go on. Runs and events need no claim: what
//! they lead to is done in the unit of work that moves them.

mod claim;
mod follow;
mod horizon;
mod mail;
mod remains;
mod run;
mod sweep;
mod timer;

use std::sync::Arc;

use docket_app::App;
pub use mail::check as check_mail;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Starts doing due work until `stop` turns true or its sender is gone; the handle ends soon after, between two units of
/// work.
pub fn start(app: Arc<App>, stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        tokio::join!(
            run::run(app.clone(), stop.clone()),
            timer::run(app.clone(), stop.clone()),
            follow::run(app.clone(), stop.clone()),
            mail::run(app, stop),
        );
    })
}
