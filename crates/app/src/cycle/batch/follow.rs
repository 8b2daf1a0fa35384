//! Batches belong to what their work order belongs to.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_store::entity::Entity;
use docket_store::{Tx, lineage};

use crate::cycle::settle::drafted;
use crate::entity::{get, keep};
use crate::{Op, Result};

/// What a batch belongs to because its work order does.
const ABOVE: [Role; 3] = [Role::Project, Role::Program, Role::Customer];

/// Takes over what the work order belongs to.
pub(super) fn take_above(refs: &mut Refs, work_order: &Refs) {
    for role in ABOVE {
        match work_order.get(role) {
            Some(above) => refs.set(role, above.kind, above.id.as_str()),
            None => refs.clear(role),
        }
    }
}

/// Moves the batches of a work order, which is locked and was moved to another project.
pub(crate) async fn follow(op: &Op, tx: &mut Tx<'_>, work_order: &Entity) -> Result<()> {
    const AT_ONCE: i64 = 100;
    let mut after = String::new();
    loop {
        let ids = lineage::page(tx, op.tenant(), &work_order.id, EntityType::Batch, &after, AT_ONCE).await?;
        for id in &ids {
            let batch = get::locked(op, tx, EntityType::Batch, id).await?;
            let mut draft = drafted(op, tx, &batch)?;
            take_above(&mut draft.refs, &work_order.refs);
            keep::update(op, tx, &batch, &draft).await?;
        }
        match ids.into_iter().last() {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}
