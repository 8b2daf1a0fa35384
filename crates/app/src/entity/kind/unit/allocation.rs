//! Units that are set aside for a project: the relation `allocated` from the unit to the project. A unit is allocated to one
//! project at a time; it belongs to the project then, so that lists of the project's units find it. Only the engine
//! allocates: clients may not make this relation.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::entity::relation::Relation;
use docket_domain::status::Category;
use docket_store::entity::Entity;
use docket_store::relation::{self, End, Link};
use docket_store::{Tx, lineage};

use super::super::super::draft::Draft;
use super::super::super::remains::BITE;
use super::super::super::{get, keep, own};
use super::super::part;
use super::key;
use crate::{Error, Op, Result};

/// Allocates a unit to a project, whatever it was allocated to before; the unit as it stands then. Rights are not asked for.
///
/// # Errors
/// [`Error::NotFound`] if there is no such unit or project.
pub async fn allocate(op: &Op, tx: &mut Tx<'_>, unit: &str, project: &str) -> Result<Entity> {
    let before = get::locked(op, tx, EntityType::Unit, unit).await?;
    if before.refs.id(Role::Project) == Some(project) {
        return Ok(before);
    }
    let project = get::living(op, tx, EntityType::Project, project).await?;
    forget(op, tx, &before).await?;
    let link = Link {
        source: End { kind: EntityType::Unit, id: before.id.clone() },
        relation: Relation::Allocated,
        target: End { kind: EntityType::Project, id: project.id.clone() },
        created: op.now,
    };
    relation::add(tx, op.tenant(), &link).await?;
    tx.count(op.tenant(), counter(&before)?, 1);
    let mut refs = before.refs.clone();
    refs.set(Role::Project, EntityType::Project, project.id);
    keep(op, tx, &before, refs).await
}

/// Releases a unit from the project that it is allocated to, if any; the unit as it stands then. Rights are not asked for.
///
/// # Errors
/// [`Error::NotFound`] if there is no such unit.
pub async fn release(op: &Op, tx: &mut Tx<'_>, unit: &str) -> Result<Entity> {
    let before = get::locked(op, tx, EntityType::Unit, unit).await?;
    if before.refs.get(Role::Project).is_none() {
        return Ok(before);
    }
    forget(op, tx, &before).await?;
    let mut refs = before.refs.clone();
    refs.clear(Role::Project);
    keep(op, tx, &before, refs).await
}

/// Releases some units of a project; whether there may be more.
pub(crate) async fn release_some(op: &Op, tx: &mut Tx<'_>, project: &str) -> Result<bool> {
    let units = lineage::page(tx, op.tenant(), project, EntityType::Unit, "", BITE).await?;
    for unit in &units {
        release(op, tx, unit).await?;
    }
    Ok(units.len() as i64 == BITE)
}

/// Ends the relation to the project before.
async fn forget(op: &Op, tx: &mut Tx<'_>, unit: &Entity) -> Result<()> {
    if let Some(project) = unit.refs.id(Role::Project) {
        relation::remove(tx, op.tenant(), &unit.id, Relation::Allocated, project).await?;
        tx.count(op.tenant(), counter(unit)?, -1);
    }
    Ok(())
}

fn counter(unit: &Entity) -> Result<String> {
    let part = unit.refs.id(Role::Part);
    let part = part.ok_or_else(|| Error::internal(format!("unit {} has no part", unit.id)))?;
    Ok(part::allocated(part))
}

/// Stores the unit with other references and all else as it was.
async fn keep(op: &Op, tx: &mut Tx<'_>, before: &Entity, refs: Refs) -> Result<Entity> {
    let doc = own(before)?;
    let draft = Draft {
        unique_key: key(&refs, &doc),
        rank: before.rank,
        facet: before.facet.clone(),
        fields: before.fields.clone(),
        category: before.category.as_deref().and_then(Category::parse),
        doc,
        refs,
        ..Draft::default()
    };
    keep::update(op, tx, before, &draft).await
}

#[cfg(test)]
mod tests;
