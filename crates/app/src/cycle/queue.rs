//! The queues that a work order has batches in.

use docket_domain::entity::EntityType;
use docket_store::{entity, queued};

use crate::entity::{Listed, get, view};
use crate::{Op, Result, place};

/// A page of the queues that a work order has batches in, as they were made.
pub async fn of_work_order(op: &Op, id: &str, offset: Option<&str>, limit: i64) -> Result<Listed> {
    let after = place::read(offset)?;
    let mut tx = op.reader().await?;
    get::readable(op, &mut tx, EntityType::WorkOrder, id).await?;
    let mut found = queued::queues(&mut tx, op.tenant(), id, &after, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let total = queued::count(&mut tx, op.tenant(), id).await?;
    let mut entries = Vec::with_capacity(found.len());
    for queue in &found {
        if let Some(queue) = entity::find(&mut tx, op.tenant(), EntityType::Queue, queue).await? {
            entries.push(view::item(&mut tx, op.tenant(), &queue).await?);
        }
    }
    let next = found.last().filter(|_| more).map(|last| place::after(last));
    Ok(Listed { entries, total, next })
}
