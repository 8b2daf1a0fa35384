//! Giving runs up, because the cycles that they are done for were cancelled.

use docket_flow::Input;
use docket_store::cycle::Cycle;
use docket_store::entity::Entity;
use docket_store::{Tx, context};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{cycles, unasked};
use crate::{Error, Op, Result};

/// How many runs of a work order are given up in one unit of work.
const MOST: usize = 10_000;
/// How many are read at once.
const PAGE: i64 = 100;

/// Gives up the run of a cycle that is being cancelled; both the work order and the cycle are locked. The cycle itself is left to
/// the caller.
pub(crate) async fn cancel(op: &Op, tx: &mut Tx<'_>, cycle: &Cycle) -> Result<()> {
    match &cycle.context {
        Some(id) => give_up(op, tx, id, "its cycle was cancelled").await,
        None => Ok(()),
    }
}

/// Gives up all runs of a work order, which is locked and whose cycles are being cancelled.
///
/// # Errors
/// [`Error::Locked`] if there are more than one unit of work may give up.
pub(crate) async fn cancel_all(op: &Op, tx: &mut Tx<'_>, work_order: &Entity) -> Result<()> {
    let (mut last, mut gone) = (String::new(), 0);
    loop {
        let page = context::unfinished(tx, op.tenant(), &work_order.id, &last, PAGE).await?;
        let Some(end) = page.last() else { return Ok(()) };
        last.clone_from(end);
        gone += page.len();
        if gone > MOST {
            let why = format!("more than {MOST} runs are under way: cancel some of the cycles first");
            return Err(Error::Locked(why));
        }
        for id in &page {
            give_up(op, tx, id, "the cycles of its work order were cancelled").await?;
        }
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
