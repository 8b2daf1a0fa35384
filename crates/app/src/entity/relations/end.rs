//! The end of a relation: an entity with a row of its own, or a user.

use docket_domain::entity::{EntityType, is_id, user_id};
use docket_domain::event::entity::USER;
use docket_domain::master::{Key, Kind};
use docket_domain::permission::{Right, Verb};
use docket_store::entity::{self, Entity};
use docket_store::relation::End as Stored;
use docket_store::{Tx, event, master};
use serde_json::{Value, json};

use super::super::{access, keep, missing, own};
use crate::{Error, Op, Result};

/// What can stand at the end of a relation.
pub(super) enum End {
    Entity(Box<Entity>),
    /// A user, who may be known by the name on a token alone.
    User {
        id: String,
        known: Option<(String, i64)>,
    },
}

/// The end that a caller names: a user may be named by the alias.
pub(super) fn stored(kind: EntityType, id: &str) -> Stored {
    Stored { kind, id: user_id::meant(kind, id).into_owned() }
}

/// The living thing of a kind with this id; `None` if there is none.
pub(super) async fn find(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<Option<End>> {
    if kind == EntityType::User {
        let known = user(op, tx, id).await?;
        return Ok(known.map(|known| End::User { id: id.to_owned(), known: Some(known) }));
    }
    if !is_id(id) {
        return Ok(None);
    }
    let found = entity::find(tx, op.tenant(), kind, id).await?;
    Ok(found.filter(|found| !found.deleted).map(|found| End::Entity(Box::new(found))))
}

/// A user's label and version.
async fn user(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Option<(String, i64)>> {
    let Ok(key) = Key::user(id) else { return Ok(None) };
    let Some(found) = master::find(tx, op.tenant(), Kind::User, &key).await? else { return Ok(None) };
    let doc = crate::job::stored_object(&found.doc)?;
    let part = |name: &str| doc.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = format!("{} {}", part("FirstName"), part("LastName"));
    let label = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(Some((label.unwrap_or_else(|| id.to_owned()), found.version)))
}

/// The thing of a path, if the caller may do this with it.
pub(super) async fn at_path(
    op: &Op,
    tx: &mut Tx<'_>,
    (kind, id): (EntityType, &str),
    verbs: &[Verb],
) -> Result<End> {
    let found = find(op, tx, kind, id).await?.ok_or_else(|| missing(id))?;
    found.check_any(op, tx, verbs).await?;
    Ok(found)
}

impl End {
    /// Whether it is of this kind.
    pub(super) fn is(&self, kind: EntityType) -> bool {
        match self {
            End::Entity(entity) => entity.kind == kind,
            End::User { .. } => kind == EntityType::User,
        }
    }

    /// Whether it is a user, whom relations let do things.
    pub(super) fn is_user(&self) -> bool {
        matches!(self, End::User { .. })
    }

    /// Refuses a caller who may do none of these with it.
    pub(super) async fn check_any(&self, op: &Op, tx: &mut Tx<'_>, verbs: &[Verb]) -> Result<()> {
        let mut refused = Error::NotAllowed("nobody may do this".to_owned());
        for verb in verbs {
            match self.check(op, tx, *verb).await {
                Ok(()) => return Ok(()),
                Err(error @ (Error::Forbidden(_) | Error::NotAllowed(_))) => refused = error,
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }

    /// Refuses a caller who may not do this with it.
    pub(super) async fn check(&self, op: &Op, tx: &mut Tx<'_>, verb: Verb) -> Result<()> {
        match self {
            End::Entity(entity) => access::check(op, tx, verb, entity).await,
            End::User { id, .. } if verb == Verb::Read && id == op.actor() => Ok(()),
            End::User { .. } => {
                // Users have no rights to relate them; changing one is what it takes.
                let verb = if verb == Verb::Read { Verb::Read } else { Verb::Update };
                match Right::of(EntityType::User, verb) {
                    Some(right) => op.allow(right),
                    None => Err(access::refused(EntityType::User, verb)),
                }
            }
        }
    }

    /// Whether the caller may read it.
    pub(super) async fn is_readable(&self, op: &Op, tx: &mut Tx<'_>) -> Result<bool> {
        match self.check(op, tx, Verb::Read).await {
            Ok(()) => Ok(true),
            // The note of something that was deleted is gone with it.
            Err(Error::Forbidden(_) | Error::NotAllowed(_) | Error::NotFound(..)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The kinds of thing with which the caller, who may read it, sees its relations; `None` for all. To read a thing is to
    /// see which users it has to do with, and
    /// which files are attached to it.
    pub(super) async fn sees_with(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Option<Vec<EntityType>>> {
        let End::Entity(entity) = self else { return Ok(None) };
        let of_customer =
            entity.kind == EntityType::Customer && op.caller.effective.has(Right::CustomerRelationsRead);
        if of_customer || access::may(op, tx, Verb::RelationsReadAll, entity).await? {
            return Ok(None);
        }
        let mut kinds = vec![EntityType::User, EntityType::File];
        if access::may(op, tx, Verb::RelationsReadPart, entity).await? {
            kinds.push(EntityType::Part);
        }
        Ok(Some(kinds))
    }

    /// It as the entity of a relation is shown; `since` stands for times that are not known.
    pub(super) fn summary(&self, since: &str) -> Result<Value> {
        Ok(match self {
            End::Entity(entity) => {
                let label = own(entity)?.get("label").cloned().unwrap_or_else(|| json!(""));
                json!({
                    "entity_type": entity.kind.code(),
                    "entity_id": entity.id,
                    "label": label,
                    "created": docket_domain::time::format_ms(entity.created),
                    "updated": docket_domain::time::format_ms(entity.updated),
                })
            }
            End::User { id, known } => json!({
                "entity_type": EntityType::User.code(),
                "entity_id": user_id::alias(id),
                "label": known.as_ref().map_or(id.as_str(), |(label, _)| label),
                "created": since,
                "updated": since,
            }),
        })
    }

    /// Appends an event that speaks of it.
    pub(super) async fn tell(&self, op: &Op, tx: &mut Tx<'_>, what: &str, data: &Value) -> Result<()> {
        match self {
            End::Entity(entity) => keep::tell(op, tx, entity, what, Some(data)).await,
            End::User { id, known } => {
                let version = known.as_ref().map_or(0, |(_, version)| *version);
                let (name, data) = (format!("USER.{what}"), data.to_string());
                let new = event::New { data: Some(data.as_bytes()), ..op.event(USER, id, version, &name) };
                Ok(event::append(tx, op.tenant(), 0, &new).await?)
            }
        }
    }
}
