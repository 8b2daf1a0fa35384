//! Cancelling all cycles of a work order, because somebody wants that or because it is deleted. There may be a hundred thousand,
//! many of them under way: the first are cancelled at once, the others follow in small units of work (see
//! [`crate::entity::remains`]). Each moves the tallies with the cycles.
//!
//! What is pending goes first, so that nothing is begun that is about to be cancelled.

use std::collections::BTreeMap;

use docket_domain::entity::EntityType;
use docket_domain::permission::Verb;
use docket_domain::status::Category;
use docket_store::Tx;
use docket_store::cycle::{self, Cycle};
use docket_store::cycle_cancel::{self, Which};
use docket_store::entity::{self, Entity};
use docket_store::tally::{self, Delta};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::advance::locked;
use super::settle::{Cause, settle, settle_batches};
use crate::context;
use crate::entity::{access, get, keep, lock_key, remains};
use crate::{Change, Op, Result};

/// How many cycles one unit of work cancels.
const CYCLES: i64 = 1_000;
/// How many of them may have runs, and how many batches they may be in: each takes statements of its own.
const COSTLY: usize = 100;

/// Cancels all cycles of a work order that are neither complete nor cancelled; of very many, most afterwards.
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
        give_up(op, tx, &work_order).await?;
        settle(op, tx, work_order, Cause::Moved).await.map(|_| ())
    }
}

/// Cancels what is left of a work order, which is locked; of very many cycles, most afterwards. The batches follow, the work
/// order itself is left to the caller.
pub(crate) async fn give_up(op: &Op, tx: &mut Tx<'_>, work_order: &Entity) -> Result<()> {
    let last = tally::total(&tally::of(tx, op.tenant(), &work_order.id).await?).last;
    if cancel_some(op, tx, work_order, last, &mut Place::default()).await? {
        remains::plan(op, tx, EntityType::Cycle, &cycle::id(&work_order.id, last)).await?;
    }
    Ok(())
}

/// How far cancelling has come. Who has lost it may begin anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// None that was pending is left.
    pending_is_done: bool,
    /// The number of the cycle that was looked at last.
    after: i64,
}

/// Cancels some more cycles of a work order up to a number; whether there may be more. The work order is locked, and it may be
/// gone: then nothing of it is left.
pub(crate) async fn cancel_more(
    op: &Op,
    tx: &mut Tx<'_>,
    (work_order, last): (&str, i64),
    place: &mut Place,
) -> Result<bool> {
    let found = entity::lock(tx, op.tenant(), EntityType::WorkOrder, work_order).await?;
    let Some(work_order) = found.filter(|found| !found.deleted) else { return Ok(false) };
    let more = cancel_some(op, tx, &work_order, last, place).await?;
    settle(op, tx, work_order, Cause::Moved).await?;
    Ok(more)
}

/// Cancels some cycles of a work order, which is locked, up to a number; whether there may be more. One event tells of them, the
/// batches follow.
async fn cancel_some(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &Entity,
    last: i64,
    place: &mut Place,
) -> Result<bool> {
    let mut changes = Changes::default();
    let mut more = true;
    while more && !changes.are_enough() {
        let was_pending = !place.pending_is_done;
        more = cancel_page(op, tx, (work_order, last), place, &mut changes).await? || was_pending;
    }
    let batches = changes.keep(op, tx, work_order).await?;
    settle_batches(op, tx, &batches).await?;
    Ok(more)
}

/// Cancels some of what is pending of a work order that is being deleted, or was; whether there may be more. None is under way,
/// and none is begun any more; the batches go with it.
pub(crate) async fn cancel_pending(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &Entity,
    place: &mut Place,
) -> Result<bool> {
    let last = tally::total(&tally::of(tx, op.tenant(), &work_order.id).await?).last;
    let mut changes = Changes::default();
    while !place.pending_is_done && !changes.are_enough() {
        cancel_page(op, tx, (work_order, last), place, &mut changes).await?;
    }
    changes.keep(op, tx, work_order).await?;
    Ok(!place.pending_is_done)
}

/// Cancels the next cycles, as far as they are not too many for one unit of work; whether there were any. Without any that is
/// pending the place becomes the first of the others.
async fn cancel_page(
    op: &Op,
    tx: &mut Tx<'_>,
    (work_order, last): (&Entity, i64),
    place: &mut Place,
    changes: &mut Changes,
) -> Result<bool> {
    let (which, limit) = match place.pending_is_done {
        true => (Which::Unfinished, COSTLY as i64),
        false => (Which::Pending, CYCLES - changes.count),
    };
    let numbers = (place.after, last);
    let page = cycle_cancel::page(tx, op.tenant(), &work_order.id, which, numbers, limit).await?;
    let taken = changes.take(&page);
    let Some(end) = taken.last() else {
        *place = Place { pending_is_done: true, after: 0 };
        return Ok(false);
    };
    if place.pending_is_done {
        end_runs(op, tx, work_order, taken).await?;
    }
    let numbers = (place.after, end.n);
    cycle_cancel::set(tx, op.tenant(), &work_order.id, which, numbers, op.now).await?;
    place.after = end.n;
    Ok(true)
}

/// Gives up the runs of cycles that are about to be cancelled.
async fn end_runs(op: &Op, tx: &mut Tx<'_>, work_order: &Entity, cycles: &[Cycle]) -> Result<()> {
    for cycle in cycles {
        locked(op, tx, &work_order.id, &cycle.id()).await?;
        context::cancel(op, tx, cycle).await?;
    }
    Ok(())
}

/// What cancelled cycles change besides themselves.
#[derive(Default)]
struct Changes {
    /// How many there are.
    count: i64,
    /// How many left which category, by part of the work order and by batch.
    parts: BTreeMap<(i64, u8), i64>,
    batches: BTreeMap<(String, u8), i64>,
    /// How many statements, about.
    cost: usize,
}

impl Changes {
    /// Whether one unit of work has enough to do.
    fn are_enough(&self) -> bool {
        self.count >= CYCLES || self.are_costly()
    }

    fn are_costly(&self) -> bool {
        self.cost >= COSTLY
    }

    /// Counts the first cycles of a page, until it is enough for one unit of work; those.
    fn take<'a>(&mut self, page: &'a [Cycle]) -> &'a [Cycle] {
        let enough = page.iter().position(|cycle| {
            let is_over = self.are_costly();
            if !is_over {
                self.count(cycle);
            }
            is_over
        });
        &page[..enough.unwrap_or(page.len())]
    }

    fn count(&mut self, cycle: &Cycle) {
        let category = cycle.category as u8;
        self.count += 1;
        *self.parts.entry((cycle.part, category)).or_default() += 1;
        self.cost += usize::from(cycle.category != Category::Pending);
        if let Some(batch) = &cycle.batch {
            let known = self.batches.len();
            *self.batches.entry((batch.clone(), category)).or_default() += 1;
            self.cost += self.batches.len() - known;
        }
    }

    /// Moves the tallies, and tells of it; the batches that the cycles are in.
    async fn keep(self, op: &Op, tx: &mut Tx<'_>, work_order: &Entity) -> Result<Vec<String>> {
        if self.count == 0 {
            return Ok(Vec::new());
        }
        for ((part, category), count) in self.parts {
            tally::change(tx, op.tenant(), (&work_order.id, part), &cancelled(category, count)).await?;
        }
        let mut batches = Vec::with_capacity(self.batches.len());
        for ((batch, category), count) in self.batches {
            tally::change(tx, op.tenant(), (&batch, 0), &cancelled(category, count)).await?;
            batches.push(batch);
        }
        batches.dedup();
        keep::tell(op, tx, work_order, "cycles-cancelled", Some(&json!({"count": self.count}))).await?;
        Ok(batches)
    }
}

fn cancelled(from: u8, count: i64) -> Delta {
    let from = Category::ALL[usize::from(from)];
    Delta::moved(from, Category::Cancelled, count)
}
