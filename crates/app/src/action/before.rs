//! Actions before an event.

use std::collections::HashSet;

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::entity::Entity;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::happening::{Happening, waiting};
use super::rule::{Effect, Rule};
use super::{criteria, effect, known, set};
use crate::entity::draft::Draft;
use crate::entity::keep::{happenings, logged};
use crate::entity::planned;
use crate::{Op, Result};

/// Does the actions that wait for what is about to be written: a new entity, or a version of the one `before`. What is to be written
/// instead, if actions change it.
///
/// # Errors
/// [`crate::Error::Messages`] that name the action which sets something that cannot be.
pub(crate) async fn before(
    op: &Op,
    tx: &mut Tx<'_>,
    of: (EntityType, &str),
    before: Option<&Entity>,
    draft: &Draft,
) -> Result<Option<Draft>> {
    if !known::any(op).await? {
        return Ok(None);
    }
    act(op, tx, of, before, draft).await
}

/// Does the actions that wait for the deletion of an entity; they cannot change it any more.
pub(crate) async fn before_deletion(op: &Op, tx: &mut Tx<'_>, entity: &Entity) -> Result<()> {
    let name = format!("{}.deleted", entity.kind);
    if !known::any(op).await? || !known::has(op, &name) {
        return Ok(());
    }
    let happening = happening(entity, logged(entity)?);
    for rule in waiting(op, tx, (true, &name), &ids(None, entity)).await? {
        if !criteria::hold(&rule.criteria, &happening.doc) {
            continue;
        }
        for (place, done) in rule.effects.iter().enumerate() {
            if let Effect::Notify(notify) = done {
                effect::notify(op, tx, &rule, (place, notify), &happening).await?;
            }
        }
    }
    Ok(())
}

/// Boxed: what an action sets is drafted, and drafting may make other entities.
fn act<'a>(
    op: &'a Op,
    tx: &'a mut Tx<'_>,
    (kind, id): (EntityType, &'a str),
    before: Option<&'a Entity>,
    draft: &'a Draft,
) -> BoxFuture<'a, Result<Option<Draft>>> {
    async move {
        let new = planned(op, kind, id);
        let mut changed: Option<Draft> = None;
        let (mut rules, mut asked, mut done) = (Vec::new(), HashSet::new(), HashSet::new());
        loop {
            let entity = changed.as_ref().unwrap_or(draft).over(before.unwrap_or(&new))?;
            let doc = logged(&entity)?;
            // What an action changes can make an event that there would not have been.
            for name in names(before, &entity, &doc)? {
                if known::has(op, &name) && asked.insert(name.clone()) {
                    rules.extend(waiting(op, tx, (true, &name), &ids(before, &entity)).await?);
                    rules.sort_by(Rule::compare);
                }
            }
            let Some(rule) = rules.iter().find(|rule| !done.contains(&rule.id)) else { return Ok(changed) };
            done.insert(rule.id.clone());
            let happening = happening(&entity, doc);
            if criteria::hold(&rule.criteria, &happening.doc)
                && let Some(draft) = all_of(op, tx, rule, entity, &happening).await?
            {
                changed = Some(draft);
            }
        }
    }
    .boxed()
}

/// Does all that an action does, one after the other.
async fn all_of(
    op: &Op,
    tx: &mut Tx<'_>,
    rule: &Rule,
    mut entity: Entity,
    happening: &Happening,
) -> Result<Option<Draft>> {
    let mut changed = None;
    for (place, one) in rule.effects.iter().enumerate() {
        match one {
            Effect::Notify(notify) => effect::notify(op, tx, rule, (place, notify), happening).await?,
            Effect::Update(update) => {
                let (_, draft) = set::set(op, tx, &entity, rule, update).await?;
                entity = draft.over(&entity)?;
                changed = Some(draft);
            }
        }
    }
    Ok(changed)
}

/// The names of the events that are about to be.
fn names(before: Option<&Entity>, entity: &Entity, doc: &Object) -> Result<Vec<String>> {
    let what = match before {
        None => vec!["created"],
        Some(before) => happenings(entity.kind, &logged(before)?, doc),
    };
    Ok(what.into_iter().map(|what| format!("{}.{what}", entity.kind)).collect())
}

/// The ids of an entity and of what it belongs to, and did.
fn ids(before: Option<&Entity>, entity: &Entity) -> Vec<String> {
    let above = before.into_iter().chain([entity]).flat_map(|entity| entity.refs.iter());
    std::iter::once(entity.id.clone()).chain(above.map(|one| one.id.clone())).collect()
}

fn happening(entity: &Entity, doc: Object) -> Happening {
    let mark = format!("{}:{}:{}", entity.kind, entity.id, entity.version);
    Happening { kind: entity.kind, id: entity.id.clone(), doc, mark }
}
