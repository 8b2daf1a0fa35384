//! Who may do what with which entity: by right, by right at a place, or by relation.

mod file;
mod lists;
mod note;

pub(crate) use lists::{check_actions, check_below, relations_only, seer, sees_all};

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::{Power, Relation};
use docket_domain::permission::{Right, Rights, Verb};
use docket_store::entity::Entity;
use docket_store::{Tx, relation};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::{Error, Op, Result};

/// Refuses a caller who may not do this with the entity.
pub(crate) async fn check(op: &Op, tx: &mut Tx<'_>, verb: Verb, entity: &Entity) -> Result<()> {
    if may(op, tx, verb, entity).await? { Ok(()) } else { Err(refused(entity.kind, verb)) }
}

/// The error for a caller who may not do this.
pub(crate) fn refused(kind: EntityType, verb: Verb) -> Error {
    match Right::of(kind, verb) {
        Some(right) => Error::Forbidden(right),
        None => Error::NotAllowed("nobody may do this".to_owned()),
    }
}

/// Whether the caller may do this with the entity. Most callers have the right with all that it needs; only for the others
/// are relations looked up.
pub(crate) fn may<'a>(
    op: &'a Op,
    tx: &'a mut Tx<'_>,
    verb: Verb,
    entity: &'a Entity,
) -> BoxFuture<'a, Result<bool>> {
    async move {
        let Some(right) = Right::of(entity.kind, verb) else { return Ok(false) };
        if entity.kind == EntityType::Note {
            return note::may(op, tx, right, entity).await;
        }
        if op.caller.effective.has(right) {
            return Ok(true);
        }
        if by_relation(op, tx, verb, entity).await? {
            return Ok(true);
        }
        let held = op.caller.rights.has(right) || at_place(op, tx, right, entity).await?;
        if held && has_needs(op, tx, right, entity).await? {
            return Ok(true);
        }
        let is_reading = entity.kind == EntityType::File && verb == Verb::Read && !entity.deleted;
        Ok(is_reading && file::is_led_to(op, tx, &entity.id).await?)
    }
    .boxed()
}

/// Whether a relation of the caller to the entity, or to something above it, lets it do this.
pub(crate) async fn by_relation(op: &Op, tx: &mut Tx<'_>, verb: Verb, entity: &Entity) -> Result<bool> {
    let wanted = power_for(verb);
    let relations = relation::held(tx, op.tenant(), op.actor(), (entity.kind, &entity.id)).await?;
    if relations.into_iter().any(|relation| relation.power() >= wanted || lets(relation, verb)) {
        return Ok(true);
    }
    owns_above_it(op, tx, entity).await
}

/// Whether a thing, or something above it, is the caller's own.
async fn owns_tree(op: &Op, tx: &mut Tx<'_>, entity: &Entity) -> Result<bool> {
    Ok(owns(op, tx, (entity.kind, &entity.id)).await? || owns_above_it(op, tx, entity).await?)
}

async fn owns_above_it(op: &Op, tx: &mut Tx<'_>, entity: &Entity) -> Result<bool> {
    for above in entity.refs.iter().filter(|above| entity.kind.owners().contains(&above.kind)) {
        if owns(op, tx, (above.kind, &above.id)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a thing is the caller's own.
async fn owns(op: &Op, tx: &mut Tx<'_>, thing: (EntityType, &str)) -> Result<bool> {
    let relations = relation::held(tx, op.tenant(), op.actor(), thing).await?;
    Ok(relations.into_iter().any(|relation| relation.power() == Power::All))
}

/// What a relation allows beyond its power: a technician completes steps.
fn lets(relation: Relation, verb: Verb) -> bool {
    relation == Relation::Tech && verb == Verb::Step
}

/// The power that a relation must give for this.
fn power_for(verb: Verb) -> Power {
    match verb {
        Verb::Read | Verb::RelationsReadUser | Verb::RelationsReadTech => Power::Read,
        Verb::Update => Power::Change,
        _ => Power::All,
    }
}

/// Whether the caller has the right at the places where it is at work, and the entity is at one of them.
async fn at_place(op: &Op, tx: &mut Tx<'_>, right: Right, entity: &Entity) -> Result<bool> {
    if !op.caller.located.has(right) {
        return Ok(false);
    }
    if entity.kind == EntityType::Location && is_at(op, tx, &entity.id).await? {
        return Ok(true);
    }
    for place in entity.refs.iter().filter(|one| one.kind == EntityType::Location) {
        if is_at(op, tx, &place.id).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the caller is at work at a place: has any relation to it.
pub(crate) async fn is_at(op: &Op, tx: &mut Tx<'_>, place: &str) -> Result<bool> {
    let place = (EntityType::Location, place);
    Ok(!relation::held(tx, op.tenant(), op.actor(), place).await?.is_empty())
}

/// Whether what the right needs is held too, for the entities that this one belongs to: reading a work order needs
/// reading its project.
async fn has_needs(op: &Op, tx: &mut Tx<'_>, right: Right, entity: &Entity) -> Result<bool> {
    for need in right.needs() {
        if op.caller.effective.has(*need) {
            continue;
        }
        if !is_met(op, tx, *need, entity).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn is_met(op: &Op, tx: &mut Tx<'_>, need: Right, entity: &Entity) -> Result<bool> {
    let group = need.as_str().split(':').next().unwrap_or_default();
    if group == entity.kind.word() {
        let held = op.caller.rights.has(need) || at_place(op, tx, need, entity).await?;
        // A right that needs itself would never end; the catalogue has none.
        return Ok(held && Box::pin(has_needs(op, tx, need, entity)).await?);
    }
    let related = entity.refs.iter().filter(|one| one.kind.word() == group);
    for one in related {
        let found = docket_store::entity::find(tx, op.tenant(), one.kind, &one.id).await?;
        let Some(found) = found else { continue };
        if !may(op, tx, Verb::Read, &found).await? {
            return Ok(false);
        }
    }
    // Nothing of that kind above: there is nothing to be needed.
    Ok(true)
}

/// Refuses a caller who may make nothing of this kind below what the new entity is to belong to.
pub(crate) async fn check_create(op: &Op, tx: &mut Tx<'_>, draft: &Entity) -> Result<()> {
    let Some(right) = Right::of(draft.kind, Verb::Create) else {
        return Err(refused(draft.kind, Verb::Create));
    };
    if draft.kind == EntityType::Note {
        let may = note::may(op, tx, right, draft).await?;
        return if may { Ok(()) } else { Err(Error::Forbidden(right)) };
    }
    if op.caller.effective.has(right) {
        return Ok(());
    }
    let held = op.caller.rights.has(right)
        || at_place(op, tx, right, draft).await?
        || owns_above(op, tx, right, draft).await?;
    if held && has_needs(op, tx, right, draft).await? { Ok(()) } else { Err(Error::Forbidden(right)) }
}

/// Whether something above is the caller's own, of a kind whose making includes making this below it.
async fn owns_above(op: &Op, tx: &mut Tx<'_>, right: Right, draft: &Entity) -> Result<bool> {
    for above in draft.refs.iter() {
        let Some(making) = Right::of(above.kind, Verb::Create) else { continue };
        if !Rights::of(&[making]).closed().has(right) {
            continue;
        }
        if owns(op, tx, (above.kind, &above.id)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
