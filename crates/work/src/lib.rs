//! What Docket does unasked: work that falls due, done by one node at a time.
//!
//! [`start`] begins the loop of a server. A piece of work is claimed for a minute; while it is done the claim is renewed
//! in the same units of work that do it, so that a node which lost its claim cannot go on.

mod claim;
mod horizon;
mod run;
mod sweep;

use std::sync::Arc;

use docket_app::App;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Starts doing due work until `stop` turns true or its sender is gone; the handle ends soon after, between two units of
/// work.
pub fn start(app: Arc<App>, stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(run::run(app, stop))
}
