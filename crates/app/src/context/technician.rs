//! What being a technician for a batch allows without any right: to start its cycles.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::permission::Right;
use docket_store::cycle::{self, Cycle};
use docket_store::entity::Entity;
use docket_store::{Tx, next_cycle, relation};

use crate::cycle::locked;
use crate::entity::get;
use crate::{Error, Op, Result};

/// Refuses a caller who is no technician for any batch of a work order that has something to be done.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) async fn check_some_batch(op: &Op, tx: &mut Tx<'_>, work_order: &str) -> Result<()> {
    let own = next_cycle::batch(tx, op.tenant(), work_order, Some(op.actor())).await?;
    if own.is_some() { Ok(()) } else { Err(Error::Forbidden(Right::ContextCreate)) }
}

/// Refuses a caller who is no technician for the batch of a cycle.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) async fn check_cycle(op: &Op, tx: &mut Tx<'_>, cycle: &Cycle) -> Result<()> {
    let is_own = match &cycle.batch {
        Some(batch) => is_technician(op, tx, batch).await?,
        None => false,
    };
    if is_own { Ok(()) } else { Err(Error::Forbidden(Right::ContextCreate)) }
}

/// The cycle of this id with its work order, both locked, for a caller who is a technician for its batch.
///
/// # Errors
/// [`Error::Forbidden`] for everybody else, whether there is such a cycle or not.
pub(super) async fn own_cycle(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<(Entity, Cycle)> {
    let refused = |error| match error {
        Error::NotFound(..) => Error::Forbidden(Right::ContextCreate),
        error => error,
    };
    let (work_order, _) = cycle::of_id(id).ok_or(Error::Forbidden(Right::ContextCreate))?;
    let work_order = get::locked(op, tx, EntityType::WorkOrder, work_order).await.map_err(refused)?;
    let cycle = locked(op, tx, &work_order.id, id).await.map_err(refused)?;
    check_cycle(op, tx, &cycle).await?;
    Ok((work_order, cycle))
}

/// The work flow of a run to be started: whoever starts it by right must be allowed to read it, a technician runs what the cycle
/// says.
pub(super) async fn work_flow(op: &Op, tx: &mut Tx<'_>, id: &str, by_right: bool) -> Result<Entity> {
    match by_right {
        true => get::readable(op, tx, EntityType::WorkFlow, id).await,
        false => get::living(op, tx, EntityType::WorkFlow, id).await,
    }
}

async fn is_technician(op: &Op, tx: &mut Tx<'_>, batch: &str) -> Result<bool> {
    let held = relation::held(tx, op.tenant(), op.actor(), (EntityType::Batch, batch)).await?;
    Ok(held.contains(&Relation::Tech))
}
