//! What is below an entity goes with it: the work orders of a project that moves to another program.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_store::entity::Entity;
use docket_store::{Tx, entity, lineage};

use super::keep;
use super::kind::locked;
use crate::{Op, Result};

/// What may be above something that is above others.
const ROLES: [Role; 3] = [Role::Customer, Role::Program, Role::Location];
/// How many things may go with one that moves, in one unit of work.
pub(super) const MOST: usize = 10_000;
/// How many are read at once.
const PAGE: i64 = 200;

/// Moves everything below an entity that belongs to something else now.
///
/// # Errors
/// [`crate::Error::Locked`] when more than `most` things go with it.
pub(super) async fn follow(
    op: &Op,
    tx: &mut Tx<'_>,
    before: &Entity,
    after: &Entity,
    most: usize,
) -> Result<()> {
    let moved: Vec<Role> =
        ROLES.into_iter().filter(|role| before.refs.get(*role) != after.refs.get(*role)).collect();
    if moved.is_empty() {
        return Ok(());
    }
    let mut gone = 0;
    for kind in going_along(after.kind) {
        let mut last = String::new();
        loop {
            let page = lineage::page(tx, op.tenant(), &after.id, *kind, &last, PAGE).await?;
            let Some(end) = page.last() else { break };
            last.clone_from(end);
            gone += page.len();
            if gone > most {
                return Err(locked());
            }
            for id in page {
                let Some(child) = entity::lock(tx, op.tenant(), *kind, &id).await? else { continue };
                let refs = moved_with(&child.refs, &before.refs, &after.refs, &moved);
                if refs != child.refs {
                    keep::relocate(op, tx, &child, refs).await?;
                }
            }
        }
    }
    Ok(())
}

/// What goes along with an entity of a kind, in the order in which rows are locked. A unit stays with its part and a batch in
/// the place of its queue, whatever else they are below; a work order takes its batches along itself.
const fn going_along(kind: EntityType) -> &'static [EntityType] {
    match kind {
        EntityType::Program => &[EntityType::Project, EntityType::WorkOrder, EntityType::Batch],
        EntityType::Project => &[EntityType::WorkOrder, EntityType::Batch],
        EntityType::Resource => &[EntityType::SubResource],
        _ => &[],
    }
}

/// The references of something below: where it belonged to the same as the entity did, it belongs to what the entity does now.
fn moved_with(child: &Refs, before: &Refs, after: &Refs, moved: &[Role]) -> Refs {
    let mut refs = child.clone();
    for role in moved {
        if child.get(*role) != before.get(*role) {
            continue;
        }
        match after.get(*role) {
            Some(now) => refs.set(*role, now.kind, now.id.as_str()),
            None => refs.clear(*role),
        }
    }
    refs
}

#[cfg(test)]
mod tests;
