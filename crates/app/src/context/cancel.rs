//! Giving runs up, because the cycles that they are done for were cancelled.

use docket_flow::Input;
use docket_store::cycle::Cycle;
use docket_store::{Tx, context};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{cycles, unasked};
use crate::{Op, Result};

/// Gives up the run of a cycle that is being cancelled; both the work order and the cycle are locked. The cycle itself is left to
/// the caller.
pub(crate) async fn cancel(op: &Op, tx: &mut Tx<'_>, cycle: &Cycle) -> Result<()> {
    match &cycle.context {
        Some(id) => give_up(op, tx, id, "its cycle was cancelled").await,
        None => Ok(()),
    }
}

/// Boxed, because what a run does may cancel cycles in turn.
fn give_up<'a>(
    op: &'a Op,
    tx: &'a mut Tx<'_>,
    id: &'a str,
    reason: &'static str,
) -> BoxFuture<'a, Result<()>> {
    async move {
        let Some(found) = context::find(tx, op.tenant(), id).await? else { return Ok(()) };
        if found.active {
            let input = Input::Cancel { reason: reason.to_owned() };
            unasked::within(op, tx, cycles::bare(&found), id, input).await?;
        }
        Ok(())
    }
    .boxed()
}
