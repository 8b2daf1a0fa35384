//! The queues that a work order has batches in.

use docket_domain::entity::EntityType;
use docket_store::{Tx, entity, queued};

use crate::entity::{Listed, get, lock_key, view};
use crate::{Change, Op, Result, place};

/// A page of the queues that a work order has batches in, as they were made.
pub async fn of_work_order(op: &Op, id: &str, offset: Option<&str>, limit: i64) -> Result<Listed> {
    op.snapshot(Queues { work_order: id.to_owned(), after: place::read(offset)?, limit }).await
}

struct Queues {
    work_order: String,
    /// The id of the last queue before the page.
    after: String,
    limit: i64,
}

impl Change for Queues {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        get::readable(op, tx, EntityType::WorkOrder, &self.work_order).await?;
        let mut found =
            queued::queues(tx, op.tenant(), &self.work_order, &self.after, self.limit + 1).await?;
        let more = found.len() as i64 > self.limit;
        found.truncate(self.limit as usize);
        let total = queued::count(tx, op.tenant(), &self.work_order).await?;
        let mut entries = Vec::with_capacity(found.len());
        for queue in &found {
            if let Some(queue) = entity::find(tx, op.tenant(), EntityType::Queue, queue).await? {
                entries.push(view::item(tx, op.tenant(), &queue).await?);
            }
        }
        let next = found.last().filter(|_| more).map(|last| place::after(last));
        Ok(Listed { entries, total, next })
    }
}
