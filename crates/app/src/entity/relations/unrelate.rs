//! Ending a relation.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::relation::{self, End as Stored};

use super::super::missing;
use super::end;
use super::named::named as in_words;
use super::shown::{Direction, Named, Shown, show};
use crate::{Change, Error, Op, Result};

/// Ends a relation of an entity; the relation as it was.
pub async fn unrelate(op: &Op, of: (EntityType, &str), relation_id: &str) -> Result<Shown> {
    let named = Named::of_id(relation_id);
    op.write(Unrelate { of: end::stored(of.0, of.1), named, asked: relation_id.to_owned() }).await
}

/// Takes a technician off an entity.
pub async fn remove_tech(op: &Op, of: (EntityType, &str), user: &str) -> Result<()> {
    let other = end::stored(EntityType::User, user);
    let named = Named { direction: Direction::Inward, relation: Relation::Tech, other };
    // A name that no user can have names no relation.
    let named = Some(named).filter(|_| !user.contains('\0'));
    op.write(Unrelate { of: end::stored(of.0, of.1), named, asked: user.to_owned() }).await?;
    Ok(())
}

struct Unrelate {
    of: Stored,
    /// The relation; `None` if what was asked for can be none.
    named: Option<Named>,
    /// How it was asked for.
    asked: String,
}

impl Change for Unrelate {
    type Out = Shown;

    fn subject(&self) -> (&str, &str) {
        (self.of.kind.code(), &self.of.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Shown> {
        let named = self.named.as_ref();
        let verbs: &[Verb] = match named.map(|named| named.relation) {
            Some(Relation::Tech) => &[Verb::DetachTech, Verb::Detach],
            _ => &[Verb::Detach],
        };
        let this = end::at_path(op, tx, (self.of.kind, &self.of.id), verbs).await?;
        let named = named.ok_or_else(|| missing(&self.asked))?;
        let (source, target) = named.ends(&self.of.id);
        let link = relation::find(tx, op.tenant(), source, named.relation, target).await?;
        let link = link.ok_or_else(|| missing(&self.asked))?;
        // A relation is made and ended, never changed.
        op.if_match.check(Some(1))?;
        if named.relation.is_automatic() {
            return Err(Error::NotAllowed("only the server ends this relation".to_owned()));
        }
        let other = end::find(op, tx, named.other.kind, &named.other.id).await?;
        if let (true, Direction::Outward, Some(target)) = (this.is_user(), named.direction, &other) {
            // Whichever side it is ended from: it let the user do something with the target.
            target.check_any(op, tx, verbs).await?;
        }
        let shown = show(op, tx, &link, named.direction).await?;
        relation::remove(tx, op.tenant(), source, named.relation, target).await?;
        this.tell(op, tx, "relation-removed", &in_words(named.relation, &named.other)).await?;
        if let Some(other) = other {
            other.tell(op, tx, "relation-removed", &in_words(named.relation, &self.of)).await?;
        }
        Ok(shown)
    }
}
