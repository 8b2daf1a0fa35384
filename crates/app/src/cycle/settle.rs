//! What the cycles make of their work order and their batch: the status, and when the work began and ended.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::status::{self, Category};
use docket_store::Tx;
use docket_store::entity::Entity;
use docket_store::tally::{self, Tally};

use crate::entity::draft::{Draft, Drafting};
use crate::entity::keep;
use crate::entity::kind::{allowed, work_order};
use crate::{Op, Result};

/// Why a work order is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Cycles began, ended, or were taken away.
    Moved,
    /// There are more cycles than before, or the work order was opened again.
    Opened,
}

/// Moves the status and the dates of a work order, which is locked, to what its cycles say; the work order as it stands then.
/// One without cycles stays as it is.
pub(crate) async fn settle(op: &Op, tx: &mut Tx<'_>, work_order: Entity, cause: Cause) -> Result<Entity> {
    let sum = tally::total(&tally::of(tx, op.tenant(), &work_order.id).await?);
    if sum.all() == 0 {
        return Ok(work_order);
    }
    let was = work_order.category.as_deref().and_then(Category::parse);
    let category = of_work_order(cause, was.unwrap_or(Category::Pending), &sum);
    let mut draft = drafted(op, tx, &work_order)?;
    work_order::keep_plan(&mut draft);
    if Some(category) != was {
        set_status(op, tx, &mut draft, category).await?;
    }
    if sum.is_begun() {
        work_order::begin(&mut draft, op.now);
    }
    match cause {
        Cause::Moved if sum.active() == 0 => work_order::end(&mut draft, op.now),
        Cause::Opened if !category.is_final() => work_order::reopen(&mut draft),
        _ => {}
    }
    keep::update(op, tx, &work_order, &draft).await
}

/// A work order that is done stays done, until there is more to do.
fn of_work_order(cause: Cause, was: Category, sum: &Tally) -> Category {
    match (cause, was) {
        (Cause::Moved, was) if was.is_final() => was,
        (Cause::Moved, _) if sum.active() == 0 => ended(sum),
        (Cause::Opened, was) if was.is_final() && sum.is_begun() => Category::InProgress,
        (Cause::Opened, was) if was.is_final() => Category::Pending,
        (_, Category::Pending) if sum.is_begun() => Category::InProgress,
        (_, was) => was,
    }
}

fn ended(sum: &Tally) -> Category {
    if sum.of(Category::Complete) > 0 { Category::Complete } else { Category::Cancelled }
}

/// Moves the status of a batch, which is locked, to what its cycles say; the batch as it stands then. Until one has begun it is
/// what the client sent, or null.
pub(crate) async fn settle_batch(op: &Op, tx: &mut Tx<'_>, batch: Entity) -> Result<Entity> {
    let sum = tally::total(&tally::of(tx, op.tenant(), &batch.id).await?);
    let category = if sum.active() == 0 {
        ended(&sum)
    } else if sum.of(Category::Blocked) > 0 {
        Category::Blocked
    } else if sum.is_begun() {
        Category::InProgress
    } else {
        return Ok(batch);
    };
    if batch.category.as_deref() == Some(category.as_str()) {
        return Ok(batch);
    }
    let mut draft = drafted(op, tx, &batch)?;
    set_status(op, tx, &mut draft, category).await?;
    keep::update(op, tx, &batch, &draft).await
}

/// Settles batches of a work order, which is locked; those that were deleted meanwhile stay as they are.
pub(super) async fn settle_batches(op: &Op, tx: &mut Tx<'_>, batches: &[String]) -> Result<()> {
    for id in batches {
        let found = docket_store::entity::lock(tx, op.tenant(), EntityType::Batch, id).await?;
        if let Some(batch) = found.filter(|batch| !batch.deleted) {
            settle_batch(op, tx, batch).await?;
        }
    }
    Ok(())
}

/// What an entity is, as a draft to be changed.
pub(super) fn drafted(op: &Op, tx: &mut Tx<'_>, entity: &Entity) -> Result<Draft> {
    Ok(Drafting::new(op, tx, &Object::new(), Some(entity))?.draft)
}

/// Gives a draft the first allowed status of a category.
async fn set_status(op: &Op, tx: &mut Tx<'_>, draft: &mut Draft, category: Category) -> Result<()> {
    let lists = allowed::held_lists(tx, op.tenant(), &draft.refs).await?;
    let shown: Vec<&[status::Status]> = lists.iter().map(Vec::as_slice).collect();
    let status =
        status::first(&shown, category).map_or_else(|| status::bare(category), status::Status::to_value);
    draft.doc.insert("current_status".to_owned(), status);
    draft.category = Some(category);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(by_category: [i64; 6]) -> Tally {
        Tally { by_category, ..tally::total(&[]) }
    }

    #[test]
    fn a_work_order_follows_its_cycles_until_it_is_done() {
        use Category::{Blocked, Cancelled, Complete, InProgress, Pending, Verifying};
        use Cause::{Moved, Opened};
        // pending, in progress, verifying, complete, blocked, cancelled
        let cases = [
            (Moved, Pending, [5, 0, 0, 0, 0, 0], Pending),
            (Moved, Pending, [4, 1, 0, 0, 0, 0], InProgress),
            (Moved, Pending, [4, 0, 0, 0, 0, 1], Pending),
            (Moved, Verifying, [4, 1, 0, 0, 0, 0], Verifying),
            (Moved, InProgress, [0, 0, 0, 0, 1, 4], InProgress),
            (Moved, Blocked, [0, 0, 0, 4, 0, 1], Complete),
            (Moved, Pending, [0, 0, 0, 0, 0, 5], Cancelled),
            (Moved, Cancelled, [0, 0, 0, 5, 0, 0], Cancelled),
            (Moved, Complete, [3, 0, 0, 0, 0, 0], Complete),
            (Opened, Complete, [3, 0, 0, 2, 0, 0], InProgress),
            (Opened, Cancelled, [3, 0, 0, 0, 0, 2], Pending),
            (Opened, InProgress, [0, 0, 0, 2, 0, 0], InProgress),
        ];
        for (cause, was, counts, wanted) in cases {
            assert_eq!(of_work_order(cause, was, &sum(counts)), wanted, "{cause:?} {was:?} {counts:?}");
        }
    }
}
