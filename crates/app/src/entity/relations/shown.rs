//! A relation as one of its sides shows it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use docket_domain::entity::relation::Relation;
use docket_domain::entity::{EntityType, user_id};
use docket_domain::time::format_ms;
use docket_store::Tx;
use docket_store::entity;
use docket_store::relation::{End as Stored, Link};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::end::{self, End};
use crate::{Op, Result};

/// Which way a relation goes, seen from one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Direction {
    /// This entity points to the other.
    Outward,
    /// The other points to this one.
    Inward,
}

/// A relation as it is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shown {
    /// Its id, opaque.
    pub relation_id: String,
    /// The word for it.
    pub relation: String,
    /// The label for it.
    pub label: String,
    /// Which way it goes.
    pub direction: Direction,
    /// When it was made.
    pub created: String,
    /// When it was changed last: relations never are.
    pub updated: String,
    /// The entity at the other end.
    pub entity: Value,
    /// The kind of the other end.
    #[serde(skip)]
    pub other: Option<(EntityType, String)>,
}

/// A relation by its id, seen from one side.
pub(super) struct Named {
    pub direction: Direction,
    pub relation: Relation,
    pub other: Stored,
}

impl Named {
    /// Reads an id as [`show`] gave it.
    pub(super) fn of_id(id: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
        let mut parts = text.splitn(4, '#');
        let direction = match parts.next()? {
            "O" => Direction::Outward,
            "I" => Direction::Inward,
            _ => return None,
        };
        let relation = Relation::parse(parts.next()?)?;
        let kind = EntityType::parse(parts.next()?)?;
        let id = parts.next().filter(|id| !id.contains('\0'))?.to_owned();
        Some(Self { direction, relation, other: Stored { kind, id } })
    }

    /// Source and target, seen from `this`.
    pub(super) fn ends<'a>(&'a self, this: &'a str) -> (&'a str, &'a str) {
        match self.direction {
            Direction::Outward => (this, &self.other.id),
            Direction::Inward => (&self.other.id, this),
        }
    }
}

/// What is told of an entity that the caller may not read: that there is one.
fn nameless(other: &Stored, since: &str) -> Value {
    let id = user_id::shown(other.kind, &other.id);
    json!({"entity_type": other.kind.code(), "entity_id": id, "label": "", "created": since, "updated": since})
}

/// Shows a relation from the side that is not `other`.
pub(super) async fn show(op: &Op, tx: &mut Tx<'_>, link: &Link, direction: Direction) -> Result<Shown> {
    let (letter, other) = match direction {
        Direction::Outward => ('O', &link.target),
        Direction::Inward => ('I', &link.source),
    };
    let created = format_ms(link.created);
    let end = match end::find(op, tx, other.kind, &other.id).await? {
        Some(end) => end,
        // Deleted, or a user by the name on a token alone.
        None => match entity::find(tx, op.tenant(), other.kind, &other.id).await? {
            Some(gone) => End::Entity(Box::new(gone)),
            None => End::User { id: other.id.clone(), known: None },
        },
    };
    let id = format!("{letter}#{}#{}#{}", link.relation.as_str(), other.kind.code(), other.id);
    Ok(Shown {
        relation_id: URL_SAFE_NO_PAD.encode(id),
        relation: link.relation.as_str().to_owned(),
        label: link.relation.label().to_owned(),
        direction,
        entity: match end.is_readable(op, tx).await? {
            true => end.summary(&created)?,
            false => nameless(other, &created),
        },
        updated: created.clone(),
        created,
        other: Some((other.kind, other.id.clone())),
    })
}
