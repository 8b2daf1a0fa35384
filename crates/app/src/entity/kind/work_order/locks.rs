//! What keeps a work order from being changed or deleted: work under way.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_domain::status::Category;
use docket_store::entity::{self, Entity};
use docket_store::tally::Tally;
use docket_store::{Tx, lineage, tally};

use super::super::super::draft::Draft;
use super::super::super::get;
use super::super::super::remains::{self, BITE};
use super::super::locked;
use crate::cycle::{Place, batch, cancel_pending};
use crate::{Op, Result};

/// Refuses a change that work under way rests on, and any change of what is done but its reopening.
pub(crate) async fn may_change(
    op: &Op,
    tx: &mut Tx<'_>,
    body: &Object,
    before: &Entity,
    draft: &Draft,
) -> Result<()> {
    let tallies = tally::of(tx, op.tenant(), &before.id).await?;
    let in_flight = tallies.iter().any(|tally| tally.in_flight() > 0);
    let was_final = is_done(before);
    let is_final = draft.category.is_some_and(Category::is_final);
    if was_final && is_final && !asks_for_more(body, &tallies) && !is_same(before, draft)? {
        return Err(locked());
    }
    if !was_final && is_final && in_flight {
        return Err(locked());
    }
    let begun = tallies.iter().any(|tally| tally.touched() > 0);
    let moved = |role| before.refs.id(role) != draft.refs.id(role);
    if (begun && moved(Role::Project)) || (in_flight && moved(Role::Location)) {
        return Err(locked());
    }
    Ok(())
}

fn is_same(before: &Entity, draft: &Draft) -> Result<bool> {
    let is_alike = before.refs == draft.refs && before.fields == draft.fields;
    Ok(is_alike && super::super::super::own(before)? == draft.doc)
}

/// Adding cycles reopens a work order.
fn asks_for_more(body: &Object, tallies: &[Tally]) -> bool {
    let Some(entries) = body.get("cycles").and_then(|cycles| cycles.as_array()) else { return false };
    let needed = |entry: &serde_json::Value| entry.get("needed").and_then(super::cycles::whole).unwrap_or(0);
    entries.iter().map(needed).sum::<i64>() > tallies.iter().map(|tally| tally.needed).sum()
}

/// Refuses the deletion of a work order with cycles under way.
pub(crate) async fn may_delete(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    let tallies = tally::of(tx, op.tenant(), &before.id).await?;
    if tallies.iter().any(|tally| tally.in_flight() > 0) { Err(locked()) } else { Ok(()) }
}

/// Whether a work order is complete or cancelled.
pub(crate) fn is_done(work_order: &Entity) -> bool {
    work_order.category.as_deref().and_then(Category::parse).is_some_and(Category::is_final)
}

/// Cancels what is pending and deletes the batches; of many, most go afterwards.
pub(crate) async fn deleting(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    let cycles = cancel_pending(op, tx, before, &mut Place::default()).await?;
    let batches = delete_some_batches(op, tx, &before.id).await?;
    match cycles || batches {
        true => remains::plan(op, tx, before.kind, &before.id).await,
        false => Ok(()),
    }
}

/// Clears away some of what a deleted work order left: first its batches, which are still seen, then its pending cycles; whether
/// there may be more.
pub(crate) async fn clear_some(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &str,
    place: &mut Place,
) -> Result<bool> {
    if delete_some_batches(op, tx, work_order).await? {
        return Ok(true);
    }
    match entity::lock(tx, op.tenant(), EntityType::WorkOrder, work_order).await? {
        Some(work_order) => cancel_pending(op, tx, &work_order, place).await,
        None => Ok(false),
    }
}

/// Deletes some batches of a work order; whether there may be more.
async fn delete_some_batches(op: &Op, tx: &mut Tx<'_>, work_order: &str) -> Result<bool> {
    let batches = lineage::page(tx, op.tenant(), work_order, EntityType::Batch, "", BITE).await?;
    for id in &batches {
        let batch = get::locked(op, tx, EntityType::Batch, id).await?;
        batch::remove(op, tx, &batch).await?;
    }
    Ok(batches.len() as i64 == BITE)
}
