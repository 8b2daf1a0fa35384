//! Deleting a batch: its pending cycles are free again.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::permission::Verb;
use docket_domain::status::Category;
use docket_store::entity::Entity;
use docket_store::tally::{self, Delta};
use docket_store::{Tx, cycle, queued};

use super::{part, work_order_of};
use crate::entity::{access, get, keep, kind, lock_key};
use crate::{Change, Op, Result};

/// Deletes a batch.
///
/// # Errors
/// [`crate::Error::Locked`] while cycles of it are under way.
pub async fn delete(op: &Op, id: &str) -> Result<()> {
    let work_order = work_order_of(op, id).await?;
    op.write(Delete { work_order, id: id.to_owned() }).await
}

struct Delete {
    work_order: String,
    id: String,
}

impl Change for Delete {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let work_order = get::locked(op, tx, EntityType::WorkOrder, &self.work_order).await?;
        let batch = get::locked(op, tx, EntityType::Batch, &self.id).await?;
        access::check(op, tx, Verb::Delete, &batch).await?;
        op.if_match.check(Some(batch.version))?;
        let of_order = tally::of(tx, op.tenant(), &work_order.id).await?;
        for tally in &tally::of(tx, op.tenant(), &batch.id).await? {
            if tally.in_flight() > 0 {
                return Err(kind::locked());
            }
            let part = part::of_batch(&of_order, tally)?;
            release(op, tx, (&work_order.id, part), &batch, tally.of(Category::Pending)).await?;
        }
        remove(op, tx, &batch).await
    }
}

/// Takes the pending cycles out of a batch.
async fn release(
    op: &Op,
    tx: &mut Tx<'_>,
    (work_order, part): (&str, i64),
    batch: &Entity,
    pending: i64,
) -> Result<()> {
    if pending == 0 {
        return Ok(());
    }
    let released = cycle::release(tx, op.tenant(), work_order, &batch.id, pending, op.now).await?;
    let mut of_batch = Delta { needed: -released, ..Delta::default() };
    of_batch.by_category[Category::Pending as usize] = -released;
    tally::change(tx, op.tenant(), (&batch.id, 0), &of_batch).await?;
    let of_order = Delta { assigned: -released, ..Delta::default() };
    Ok(tally::change(tx, op.tenant(), (work_order, part), &of_order).await?)
}

/// Marks a batch, which is locked, as deleted. Its tally stays: the batch still stands inside the cycles that were done in it.
pub(crate) async fn remove(op: &Op, tx: &mut Tx<'_>, batch: &Entity) -> Result<()> {
    let [queue, work_order] =
        [Role::Queue, Role::WorkOrder].map(|role| batch.refs.id(role).unwrap_or_default());
    queued::add(tx, op.tenant(), queue, work_order, -1).await?;
    keep::delete(op, tx, batch).await
}
