//! Waking a run whose time has come.

use docket_flow::Input;
use docket_store::{Tx, context};

use super::unasked;
use crate::{Op, Result};

/// Wakes a run that the database says is due; whether it has moved. It moves in the name of who started it, at the depth of
/// causes that it was started at: those of `op` do not count.
///
/// # Errors
/// What the database could not do.
pub async fn wake(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<bool> {
    let Some(found) = context::find(tx, op.tenant(), id).await? else { return Ok(false) };
    let own = Op { now: op.now, ..Op::unasked(op.app.clone(), op.tenant(), &found.started_by, found.depth) };
    unasked::give(&own, tx, &found, Input::Timer).await
}
