//! Making an entity.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use docket_store::tally::Tally;
use serde::{Deserialize, Serialize};

use super::draft::{Draft, Drafting};
use super::view::{self, View};
use super::{access, fields, keep, kind, lock_key, missing};
use crate::{App, Change, Op, Result};

/// Makes an entity from a body whose shape was checked.
pub async fn create(op: &Op, kind: EntityType, body: Object) -> Result<View> {
    let made = op.write(Create { kind, id: App::new_id().to_string(), body }).await?;
    made.answer(op, kind).await
}

/// What making or changing an entity came to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(super) id: String,
    /// What the caller is shown, if a repeat must be shown the same.
    pub(super) shown: Option<View>,
    /// What was made, as it stood then, with its tallies.
    #[serde(skip)]
    fresh: Option<(Entity, Vec<Tally>)>,
}

impl Made {
    pub(crate) async fn of(op: &Op, tx: &mut Tx<'_>, entity: &Entity) -> Result<Self> {
        let shown = match op.once {
            Some(_) => Some(view::whole(tx, op.tenant(), entity).await?),
            None => None,
        };
        Ok(Self { id: entity.id.clone(), shown, fresh: None })
    }

    /// The same for what is new: the caller is shown it as it was made, without another look.
    async fn of_new(op: &Op, tx: &mut Tx<'_>, fresh: (Entity, Vec<Tally>)) -> Result<Self> {
        let made = Self::of(op, tx, &fresh.0).await?;
        Ok(Self { fresh: Some(fresh), ..made })
    }

    /// What the caller is shown. A repeat is shown what the first was, if the caller may still read it.
    pub(crate) async fn answer(self, op: &Op, kind: EntityType) -> Result<View> {
        if self.shown.is_some() {
            let mut tx = op.reader().await?;
            if let Some(found) = entity::find(&mut tx, op.tenant(), kind, &self.id).await? {
                access::check(op, &mut tx, Verb::Read, &found).await?;
            }
        }
        self.told(op, kind).await
    }

    /// The same for what whoever may write it may see.
    pub(super) async fn told(self, op: &Op, kind: EntityType) -> Result<View> {
        if let Some(shown) = self.shown {
            return Ok(shown);
        }
        let mut tx = op.reader().await?;
        if let Some((made, tallies)) = self.fresh {
            return view::counted(&mut tx, op.tenant(), &made, Some(tallies)).await;
        }
        // Somebody may have deleted it since: it was written all the same, and can still be shown.
        let found = entity::find(&mut tx, op.tenant(), kind, &self.id).await?;
        view::whole(&mut tx, op.tenant(), &found.ok_or_else(|| missing(&self.id))?).await
    }
}

struct Create {
    kind: EntityType,
    /// The id that it gets.
    id: String,
    body: Object,
}

impl Change for Create {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (lock_key(self.kind), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        let made = make(op, tx, self.kind, &self.id, &self.body).await?;
        Made::of_new(op, tx, made).await
    }
}

/// Makes an entity within a unit of work, if the caller may; it and its tallies, if it has any.
pub(super) async fn make(
    op: &Op,
    tx: &mut Tx<'_>,
    kind: EntityType,
    id: &str,
    body: &Object,
) -> Result<(Entity, Vec<Tally>)> {
    let draft = plan(op, tx, kind, id, body).await?;
    begin(op, tx, (kind, id), body, &draft).await
}

/// What a new entity is to be, if the caller may make it. Nothing is written yet.
pub(crate) async fn plan(
    op: &Op,
    tx: &mut Tx<'_>,
    kind: EntityType,
    id: &str,
    body: &Object,
) -> Result<Draft> {
    let mut drafting = Drafting::new(op, tx, body, None)?;
    kind::draft(kind, &mut drafting).await?;
    fields::take(&mut drafting, kind).await?;
    // Who may not make it anyway is not told what is wrong with it.
    let planned = Entity { refs: drafting.draft.refs.clone(), ..planned(op, kind, id) };
    access::check_create(op, drafting.tx, &planned).await?;
    drafting.end()
}

/// Stores what [`plan`] made, with all that follows from it.
pub(crate) async fn begin(
    op: &Op,
    tx: &mut Tx<'_>,
    (kind, id): (EntityType, &str),
    body: &Object,
    draft: &Draft,
) -> Result<(Entity, Vec<Tally>)> {
    kind::check_unique(op, tx, kind, None, draft).await?;
    let made = keep::insert(op, tx, kind, id, draft).await?;
    let tallies = kind::made(op, tx, body, draft, &made).await?;
    Ok((made, tallies))
}

/// An entity that is yet to be made and belongs to nothing: what the right to make it is asked for.
pub(crate) fn planned(op: &Op, kind: EntityType, id: &str) -> Entity {
    Entity {
        kind,
        id: id.to_owned(),
        version: 0,
        deleted: false,
        xid: 0,
        created: op.now,
        updated: op.now,
        rank: None,
        category: None,
        notes: [0; 3],
        refs: Refs::default(),
        doc: bytes::Bytes::new(),
        facet: None,
        fields: None,
    }
}
