//! Telling a run of something that happened.

use docket_domain::entity::EntityType;
use docket_flow::{Happening, Input};
use docket_store::event::{self, Cursor};
use docket_store::{Tx, context};

use super::unasked;
use crate::{Op, Result};

/// Tells a run, which listens since a version of it, of an event that stands at a place in the log; whether it has moved. What
/// came before the run began to listen means nothing to it. `op` acts for whoever caused the event, one deeper.
///
/// # Errors
/// What the database could not do.
pub async fn hear(
    op: &Op,
    tx: &mut Tx<'_>,
    (id, since): (&str, i64),
    at: Cursor,
    happening: &Happening,
) -> Result<bool> {
    let Some(found) = context::find(tx, op.tenant(), id).await? else { return Ok(false) };
    if !found.active || !listened(op, tx, (id, since), at).await? {
        return Ok(false);
    }
    unasked::give(op, tx, &found, Input::Happened(happening.clone())).await
}

/// Whether a run listened already when something happened: times would not tell, they say when it was asked for.
async fn listened(op: &Op, tx: &mut Tx<'_>, (id, since): (&str, i64), at: Cursor) -> Result<bool> {
    let code = EntityType::Context.code();
    let began = event::history(tx, op.tenant(), code, id, (since + 1, 0), 1).await?;
    // An event that was forgotten is older than all that is still told.
    Ok(began.first().is_none_or(|began| began.version < since || began.cursor < at))
}
