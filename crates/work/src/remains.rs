//! Clearing away what changes left to be done.

use std::sync::Arc;
use std::time::Duration;

use docket_app::App;
use docket_app::cycle::Place;
use docket_app::entity::remains::{self, Cleared as Bite};
use docket_store::due::Claimed;
use tokio::sync::watch;

use crate::claim::LEASE;

/// What writers get between two bites.
const BREATH: Duration = Duration::from_millis(5);

/// How clearing away ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cleared {
    /// Nothing is left.
    All,
    /// The server stops.
    Stopped,
    /// The claim ran out, another node has it.
    Lost,
    /// It has to be tried again later.
    Failed,
}

/// Clears away all that one change left to be done.
pub(crate) async fn clear(app: &Arc<App>, stop: &watch::Receiver<bool>, work: &Claimed) -> Cleared {
    let mut place = Place::default();
    while !*stop.borrow() {
        match remains::clear_some(app, work, LEASE, place).await {
            Ok(Bite::All) => return Cleared::All,
            Ok(Bite::Lost) => return Cleared::Lost,
            Ok(Bite::Some(reached)) => {
                place = reached;
                tokio::time::sleep(BREATH).await;
            }
            Err(error) => {
                tracing::warn!(%error, of = work.key, "what was left behind stays for now");
                return Cleared::Failed;
            }
        }
    }
    Cleared::Stopped
}
