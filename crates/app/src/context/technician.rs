//! What being a technician for a batch allows without any right: to start its cycles.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::permission::Right;
use docket_store::cycle::Cycle;
use docket_store::{Tx, next_cycle, relation};

use crate::{Error, Op, Result};

/// Refuses a caller who is no technician for any batch of a work order that has something to be done.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) async fn check_some_batch(op: &Op, tx: &mut Tx<'_>, work_order: &str) -> Result<()> {
    let own = next_cycle::batch_of_tech(tx, op.tenant(), work_order, op.actor()).await?;
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

async fn is_technician(op: &Op, tx: &mut Tx<'_>, batch: &str) -> Result<bool> {
    let held = relation::held(tx, op.tenant(), op.actor(), (EntityType::Batch, batch)).await?;
    Ok(held.contains(&Relation::Tech))
}
