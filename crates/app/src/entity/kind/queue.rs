//! Queues: where batches wait for their technicians, at one location, in the order of their priority.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::status::Category;
use docket_domain::tenant::TenantId;
use docket_domain::time::format_ms;
use docket_store::entity::Entity;
use docket_store::queued;
use docket_store::{Tx, lineage};
use serde_json::{Value, json};

use super::super::draft::{Draft, Drafting};
use super::super::writer::Writer;
use super::locked;
use crate::cycle::rank;
use crate::{Op, Result};

const TOTAL_BATCHES: &str = "total_batches";
const TOTAL_WORK_ORDERS: &str = "total_work_orders";

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    const PRIORITY: &str = "priority";
    drafting.take(&["label"], &json!(""));
    if let Some(given) = drafting.body.get(PRIORITY) {
        rank::take(drafting, PRIORITY, given);
    }
    drafting.refer("location", Role::Location, EntityType::Location).await.map(|_| ())
}

/// Refuses another location while there are batches.
pub(super) async fn may_change(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<()> {
    let stays = before.refs.id(Role::Location) == draft.refs.id(Role::Location);
    if stays || !lineage::any(tx, op.tenant(), &before.id, EntityType::Batch).await? {
        return Ok(());
    }
    Err(locked())
}

/// Refuses the deletion while batches have something to be done.
pub(super) async fn may_delete(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    let load = queued::load(tx, op.tenant(), &before.id).await?;
    if load.active_batches > 0 { Err(locked()) } else { Ok(()) }
}

/// Forgets which work orders have batches in it.
pub(super) async fn deleting(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    Ok(queued::forget(tx, op.tenant(), &before.id).await?)
}

/// Adds what is counted when the queue itself is asked for; inside a batch only [`totals`] are said.
pub(super) async fn add_counts(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    out: &mut Writer,
) -> Result<()> {
    let load = queued::load(tx, tenant, &entity.id).await?;
    out.raw(TOTAL_BATCHES, load.batches.to_string().as_bytes());
    out.raw(TOTAL_WORK_ORDERS, by_category(&load.work_orders).to_string().as_bytes());
    let is_active = |category: &Category| !category.is_final();
    let orders =
        Category::ALL.into_iter().filter(is_active).map(|category| load.work_orders[category as usize]);
    out.raw("active_work_orders", orders.sum::<i64>().to_string().as_bytes());
    out.raw("active_batches", load.active_batches.to_string().as_bytes());
    out.raw("active_cycles", load.active_cycles.to_string().as_bytes());
    out.raw("is_active", if load.active_batches > 0 { b"true" } else { b"false" });
    for (name, due) in
        [("min_due_date", load.due.map(|due| due.0)), ("max_due_date", load.due.map(|due| due.1))]
    {
        match due {
            Some(due) => out.text(name, &format_ms(due)),
            None => out.raw(name, b"null"),
        }
    }
    Ok(())
}

/// What is counted of a queue wherever it is shown, as members that go behind the others of a JSON object.
pub(super) async fn totals(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Vec<u8>> {
    let load = queued::work_orders(tx, tenant, id).await?;
    let (batches, work_orders) = (load.batches, by_category(&load.work_orders));
    Ok(format!(",\"{TOTAL_BATCHES}\":{batches},\"{TOTAL_WORK_ORDERS}\":{work_orders}").into_bytes())
}

/// The work orders with batches in the queue, by category.
fn by_category(work_orders: &[i64; 6]) -> Value {
    let counted = Category::ALL.into_iter();
    counted
        .map(|category| (category.counter().to_owned(), Value::from(work_orders[category as usize])))
        .collect()
}
