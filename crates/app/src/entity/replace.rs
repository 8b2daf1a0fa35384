//! Changing an entity: the members that the body has are replaced, the others stay.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::entity::Entity;

use super::create::Made;
use super::draft::{Draft, Drafting};
use super::view::View;
use super::{access, fields, follow, get, keep, kind, lock_key};
use crate::{Change, Op, Result};

/// Changes an entity by a body whose shape was checked.
pub async fn replace(op: &Op, kind: EntityType, id: &str, body: Object) -> Result<View> {
    let made = op.write(Replace { kind, id: id.to_owned(), body }).await?;
    made.answer(op, kind).await
}

struct Replace {
    kind: EntityType,
    id: String,
    body: Object,
}

impl Change for Replace {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (lock_key(self.kind), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        let before = get::locked(op, tx, self.kind, &self.id).await?;
        access::check(op, tx, Verb::Update, &before).await?;
        op.if_match.check(Some(before.version))?;
        let draft = prepare(op, tx, &before, &self.body).await?;
        let after = apply(op, tx, &before, &self.body, &draft).await?;
        Made::of(op, tx, &after).await
    }
}

/// What an entity, which is locked, is to become by a body whose shape was checked. Nothing is written yet.
pub(crate) async fn prepare(op: &Op, tx: &mut Tx<'_>, before: &Entity, body: &Object) -> Result<Draft> {
    let mut drafting = Drafting::new(op, tx, body, Some(before))?;
    kind::draft(before.kind, &mut drafting).await?;
    fields::take(&mut drafting, before.kind).await?;
    let draft = drafting.end()?;
    kind::check_unique(op, tx, before.kind, Some(&before.id), &draft).await?;
    kind::may_change(op, tx, body, before, &draft).await?;
    Ok(draft)
}

/// Stores what [`prepare`] made, with all that follows from it; the entity as it stands then.
pub(crate) async fn apply(
    op: &Op,
    tx: &mut Tx<'_>,
    before: &Entity,
    body: &Object,
    draft: &Draft,
) -> Result<Entity> {
    let after = keep::update(op, tx, before, draft).await?;
    follow::follow(op, tx, before, &after, follow::MOST).await?;
    kind::changed(op, tx, body, before, after).await
}
