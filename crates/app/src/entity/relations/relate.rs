//! Making a relation.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::relation::{Power, Relation};
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::relation::{self, End as Stored, Link};
use serde_json::{Value, json};

use super::end::{self, End};
use super::file;
use super::named::named;
use super::shown::{Direction, Shown, show};
use crate::{Change, Error, Op, Result};

/// Relates an entity to the one that a body names, whose shape was checked.
pub async fn relate(op: &Op, of: (EntityType, &str), body: &Object) -> Result<Shown> {
    let part = |name: &str| body.get("entity").and_then(|entity| entity.get(name)).and_then(Value::as_str);
    let relation = body.get("relation").and_then(Value::as_str).and_then(Relation::parse);
    let kind = part("entity_type").and_then(EntityType::parse);
    let (Some(relation), Some(kind), Some(id)) = (relation, kind, part("entity_id")) else {
        // A kind that has a code but no entities here, such as a tenant.
        return Err(nothing_there());
    };
    if relation.is_automatic() {
        return Err(Error::NotAllowed("only the server makes this relation".to_owned()));
    }
    op.write(Relate { this: end::stored(of.0, of.1), relation, other: end::stored(kind, id) }).await
}

/// What it takes on an entity to relate it; any of these.
fn attaching(relation: Relation) -> &'static [Verb] {
    match relation {
        Relation::Tech => &[Verb::AttachTech, Verb::Attach],
        _ => &[Verb::Attach],
    }
}

fn nothing_there() -> Error {
    let message = "should name something that exists";
    Error::Messages(vec![Message::own("exists", ".entity.entity_id", json!({}), message)])
}

struct Relate {
    this: Stored,
    relation: Relation,
    other: Stored,
}

impl Change for Relate {
    type Out = Shown;

    fn subject(&self) -> (&str, &str) {
        (self.this.kind.code(), &self.this.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Shown> {
        let verbs = attaching(self.relation);
        let this = end::at_path(op, tx, (self.this.kind, &self.this.id), verbs).await?;
        let other = self.readable_other(op, tx).await?;
        let inward = self.relation.other_is_source(self.this.kind, self.other.kind);
        let (from, target) = if inward { (&other, &this) } else { (&this, &other) };
        if from.is_user() {
            // Whichever side it is made from: it lets the user do something with the target.
            target.check_any(op, tx, verbs).await?;
            self.check_power(op, tx, target).await?;
        }
        if self.relation == Relation::File {
            file::check(op, tx, from, target).await?;
        }
        let (source, target) = if inward { (&self.other, &self.this) } else { (&self.this, &self.other) };
        let link =
            Link { source: source.clone(), relation: self.relation, target: target.clone(), created: op.now };
        if !relation::add(tx, op.tenant(), &link).await? {
            return Err(Error::Conflict("similar", "A similar resource exists".to_owned()));
        }
        this.tell(op, tx, "relation-added", &named(self.relation, &self.other)).await?;
        other.tell(op, tx, "relation-added", &named(self.relation, &self.this)).await?;
        let direction = if inward { Direction::Inward } else { Direction::Outward };
        show(op, tx, &link, direction).await
    }
}

impl Relate {
    async fn readable_other(&self, op: &Op, tx: &mut Tx<'_>) -> Result<End> {
        let Some(other) = end::find(op, tx, self.other.kind, &self.other.id).await? else {
            return Err(nothing_there());
        };
        match other.check(op, tx, Verb::Read).await {
            Ok(()) => Ok(other),
            Err(Error::Forbidden(_) | Error::NotAllowed(_)) => Err(nothing_there()),
            Err(error) => Err(error),
        }
    }

    /// Nobody gives a power over an entity by a relation that they don't have themselves.
    async fn check_power(&self, op: &Op, tx: &mut Tx<'_>, target: &End) -> Result<()> {
        let verbs: &[Verb] = match (self.relation, self.relation.power()) {
            // Assigning a technician is a right of its own.
            (Relation::Tech, _) | (_, Power::Read) => &[Verb::Read],
            (_, Power::Change) => &[Verb::Update],
            (_, Power::All) => &[Verb::Update, Verb::Delete],
        };
        for verb in verbs {
            target.check(op, tx, *verb).await?;
        }
        Ok(())
    }
}
