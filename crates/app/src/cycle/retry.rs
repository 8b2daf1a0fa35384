//! Doing a failed cycle again.

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_store::Tx;
use docket_store::cycle::{self, Cycle};
use docket_store::tally::{self, Delta};

use super::advance::to_be_changed;
use super::settle::{Cause, settle, settle_batches};
use super::{show, tell};
use crate::entity::{View, get, lock_key, missing};
use crate::{Change, Error, Op, Result};

/// Cancels a blocked cycle and makes a new one in its place, in the same batch; the new one.
///
/// # Errors
/// [`Error::Conflict`] if the cycle is not blocked.
pub async fn retry(op: &Op, work_order: &str, id: &str) -> Result<View> {
    op.write(Retry { work_order: work_order.to_owned(), id: id.to_owned() }).await
}

struct Retry {
    work_order: String,
    id: String,
}

impl Change for Retry {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let (work_order, failed) = to_be_changed(op, tx, (&self.work_order, &self.id)).await?;
        if failed.category != Category::Blocked {
            return Err(Error::Conflict("not-blocked", "Only a blocked cycle can be done again".to_owned()));
        }
        let made = again(op, tx, failed).await?;
        let batch: Vec<String> = made.batch.iter().cloned().collect();
        settle_batches(op, tx, &batch).await?;
        let work_order = settle(op, tx, work_order, Cause::Opened).await?;
        show::one(tx, op.tenant(), &work_order, &made).await
    }
}

/// Cancels a failed cycle and makes the one that repeats it; that one. The tallies follow.
async fn again(op: &Op, tx: &mut Tx<'_>, failed: Cycle) -> Result<Cycle> {
    let work_order = failed.work_order.clone();
    let n = tally::total(&tally::of(tx, op.tenant(), &work_order).await?).last + 1;
    let cancelled = Cycle { category: Category::Cancelled, ..failed };
    cycle::set(tx, op.tenant(), &cancelled, op.now).await?;
    let cancelled = Cycle { version: cancelled.version + 1, ..cancelled };
    tell(op, tx, &cancelled, "status-changed", Some(Category::Blocked)).await?;
    let place = match &cancelled.batch {
        Some(id) => get::locked(op, tx, EntityType::Batch, id).await?.refs,
        None => docket_domain::entity::refs::Refs::default(),
    };
    let new = cycle::New {
        work_order: &work_order,
        part: cancelled.part,
        batch: cancelled.batch.as_deref(),
        location: place.id(docket_domain::entity::refs::Role::Location),
        is_retry: true,
        numbers: (n, n),
        now: op.now,
    };
    cycle::add(tx, op.tenant(), &new).await?;
    let mut by = Delta::moved(Category::Blocked, Category::Cancelled, 1);
    by.additional = 1;
    by.by_category[Category::Pending as usize] += 1;
    if let Some(batch) = &cancelled.batch {
        tally::change(tx, op.tenant(), (batch, 0), &by).await?;
        by.assigned = 1;
    }
    tally::change(tx, op.tenant(), (&work_order, cancelled.part), &Delta { last: n, ..by }).await?;
    let made = cycle::find(tx, op.tenant(), &work_order, n)
        .await?
        .ok_or_else(|| missing(&cycle::id(&work_order, n)))?;
    tell(op, tx, &made, "created", None).await?;
    Ok(made)
}
