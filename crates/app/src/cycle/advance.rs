//! Moving a cycle from one category to another, with everything that counts it.

use docket_domain::entity::EntityType;
use docket_domain::permission::Verb;
use docket_domain::status::Category;
use docket_store::cycle::{self, Cycle};
use docket_store::entity::Entity;
use docket_store::tally::{self, Delta};
use docket_store::{Tx, event};
use serde_json::json;

use super::settle::{Cause, settle, settle_batch};
use crate::entity::kind;
use crate::entity::{access, get, missing};
use crate::{Op, Result};

/// A cycle of a work order by its id, locked until the unit ends. The work order is locked before it.
pub(crate) async fn locked(op: &Op, tx: &mut Tx<'_>, work_order: &str, id: &str) -> Result<Cycle> {
    let found = match cycle::of_id(id) {
        Some((of, n)) if of == work_order => cycle::lock(tx, op.tenant(), work_order, n).await?,
        _ => None,
    };
    found.ok_or_else(|| missing(id))
}

/// A work order and a cycle of it that the caller wants to change, both locked, if the caller may and has the versions right.
pub(super) async fn to_be_changed(
    op: &Op,
    tx: &mut Tx<'_>,
    (work_order, id): (&str, &str),
) -> Result<(Entity, Cycle)> {
    let work_order = get::locked(op, tx, EntityType::WorkOrder, work_order).await?;
    access::check(op, tx, Verb::Update, &work_order).await?;
    let cycle = locked(op, tx, &work_order.id, id).await?;
    op.if_match.check(Some(cycle.version))?;
    Ok((work_order, cycle))
}

/// Moves a cycle to a category and stores what the caller changed in it (context, user, location, resource): the tallies, the
/// batch and the work order follow. Both the work order and the cycle are locked; they as they stand then.
///
/// # Errors
/// 423 if a cycle is begun while its work order is complete or cancelled.
pub(crate) async fn advance(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: Entity,
    cycle: Cycle,
    to: Category,
) -> Result<(Entity, Cycle)> {
    let from = cycle.category;
    if kind::work_order::is_done(&work_order) && from == Category::Pending && !to.is_final() {
        return Err(kind::locked());
    }
    let after = Cycle { category: to, ..cycle };
    cycle::set(tx, op.tenant(), &after, op.now).await?;
    let after = Cycle { version: after.version + 1, updated: op.now, ..after };
    if from == to {
        return Ok((work_order, after));
    }
    tell(op, tx, &after, "status-changed", Some(from)).await?;
    let by = Delta::moved(from, to, 1);
    tally::change(tx, op.tenant(), (&work_order.id, after.part), &by).await?;
    if let Some(id) = &after.batch {
        let batch = get::locked(op, tx, EntityType::Batch, id).await?;
        tally::change(tx, op.tenant(), (id, 0), &by).await?;
        settle_batch(op, tx, batch).await?;
    }
    let work_order = settle(op, tx, work_order, Cause::Moved).await?;
    Ok((work_order, after))
}

/// Appends an event about a cycle: `created`, `status-changed`. It says the category, and the one before.
pub(crate) async fn tell(
    op: &Op,
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    what: &str,
    from: Option<Category>,
) -> Result<()> {
    let code = EntityType::Cycle.code();
    let id = cycle.id();
    let name = format!("{code}.{what}");
    let data = json!({
        "work_order_id": cycle.work_order,
        "batch_id": cycle.batch,
        "from": from.map(Category::as_str),
        "to": cycle.category.as_str(),
        "is_retry": cycle.is_retry,
    });
    let data = data.to_string();
    let new = event::New { data: Some(data.as_bytes()), ..op.event(code, &id, cycle.version, &name) };
    Ok(event::append(tx, op.tenant(), cycle.xid, &new).await?)
}
