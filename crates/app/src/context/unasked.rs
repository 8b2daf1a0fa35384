//! Moving kept runs within a unit of work that others began: the timer, the follower of the log, the cancelling of cycles.

use docket_flow::Input;
use docket_store::Tx;
use docket_store::context::{self, Context};

use super::drive::{self, Resting};
use super::scene::Scene;
use super::{cycles, definitions, show};
use crate::{Op, Result};

/// Gives a run an input, with all that it belongs to locked; whether it has moved. One that has ended does not.
pub(super) async fn give(op: &Op, tx: &mut Tx<'_>, found: &Context, input: Input) -> Result<bool> {
    if !found.active {
        return Ok(false);
    }
    let scene = cycles::scene(op, tx, found).await?;
    within(op, tx, scene, &found.id, input).await
}

/// Gives a run an input; whether it has moved. What it belongs to is locked already.
pub(super) async fn within(op: &Op, tx: &mut Tx<'_>, scene: Scene, id: &str, input: Input) -> Result<bool> {
    let Some(context) = context::lock(tx, op.tenant(), id).await?.filter(|context| context.active) else {
        return Ok(false);
    };
    let definition = definitions::get(op, tx, &context.work_flow, context.work_flow_version).await?;
    let state = show::state(&context)?;
    let resting = Resting { context, state, definition, done_at: None };
    Ok(drive::go_on(op, tx, scene, resting, input).await?.is_some())
}
