//! Cancelling cycles.

use docket_domain::entity::EntityType;
use docket_domain::permission::Verb;
use docket_domain::status::Category;
use docket_store::tally::{self, Delta};
use docket_store::{Tx, cycle};
use serde_json::json;

use super::advance::to_be_changed;
use super::settle::{Cause, settle, settle_batches};
use super::{advance, show};
use crate::context;
use crate::entity::{View, access, get, keep, lock_key};
use crate::{Change, Error, Op, Result};

/// Cancels one cycle; one that is cancelled stays so. The cycle as it stands then.
///
/// # Errors
/// [`Error::Conflict`] if it is complete.
pub async fn cancel(op: &Op, work_order: &str, id: &str) -> Result<View> {
    op.write(One { work_order: work_order.to_owned(), id: id.to_owned() }).await
}

struct One {
    work_order: String,
    id: String,
}

impl Change for One {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let (work_order, cycle) = to_be_changed(op, tx, (&self.work_order, &self.id)).await?;
        let (work_order, cycle) = match cycle.category {
            Category::Cancelled => (work_order, cycle),
            Category::Complete => {
                return Err(Error::Conflict("complete", "The cycle is complete".to_owned()));
            }
            _ => {
                context::cancel(op, tx, &cycle).await?;
                advance(op, tx, work_order, cycle, Category::Cancelled).await?
            }
        };
        show::one(tx, op.tenant(), &work_order, &cycle).await
    }
}

/// Cancels all cycles of a work order that are neither complete nor cancelled.
pub async fn cancel_all(op: &Op, work_order: &str) -> Result<()> {
    op.write(All { work_order: work_order.to_owned() }).await
}

struct All {
    work_order: String,
}

impl Change for All {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let work_order = get::locked(op, tx, EntityType::WorkOrder, &self.work_order).await?;
        access::check(op, tx, Verb::Update, &work_order).await?;
        op.if_match.check(Some(work_order.version))?;
        let batches = cancel_unfinished(op, tx, &work_order).await?;
        settle_batches(op, tx, &batches).await?;
        settle(op, tx, work_order, Cause::Moved).await.map(|_| ())
    }
}

/// Cancels all cycles of a work order, which is locked, that are neither complete nor cancelled; the batches that had some.
/// One event tells of all of them: there may be a hundred thousand.
pub(crate) async fn cancel_unfinished(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &docket_store::entity::Entity,
) -> Result<Vec<String>> {
    context::cancel_all(op, tx, work_order).await?;
    let mut cancelled = 0;
    let mut batches = Vec::new();
    for (part, batch, category, count) in cycle::unfinished(tx, op.tenant(), &work_order.id).await? {
        let by = Delta::moved(category, Category::Cancelled, count);
        tally::change(tx, op.tenant(), (&work_order.id, part), &by).await?;
        if let Some(batch) = batch {
            tally::change(tx, op.tenant(), (&batch, 0), &by).await?;
            batches.push(batch);
        }
        cancelled += count;
    }
    if cancelled > 0 {
        cycle::cancel_all(tx, op.tenant(), &work_order.id, op.now).await?;
        keep::tell(op, tx, work_order, "cycles-cancelled", Some(&json!({"count": cancelled}))).await?;
    }
    batches.sort_unstable();
    batches.dedup();
    Ok(batches)
}

/// Cancels what is left of a work order, which is locked and was set to a cancelled status; the batches follow.
pub(crate) async fn give_up(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &docket_store::entity::Entity,
) -> Result<()> {
    let batches = cancel_unfinished(op, tx, work_order).await?;
    settle_batches(op, tx, &batches).await
}
