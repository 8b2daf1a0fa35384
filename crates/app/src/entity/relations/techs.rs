//! The technicians of a batch or a location: the users with that relation to it.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_store::Tx;
use docket_store::relation;

use super::super::{Listed, get};
use crate::{Change, Op, Result, place, user};

/// A page of the technicians of an entity, by id.
pub async fn techs(op: &Op, of: (EntityType, &str), offset: Option<&str>, limit: i64) -> Result<Listed> {
    op.snapshot(Techs { of: (of.0, of.1.to_owned()), after: place::read(offset)?, limit }).await
}

struct Techs {
    of: (EntityType, String),
    after: String,
    limit: i64,
}

impl Change for Techs {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        (self.of.0.code(), &self.of.1)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        let (kind, id) = (self.of.0, &self.of.1);
        get::readable(op, tx, kind, id).await?;
        let word = Relation::Tech.as_str();
        let mut found = relation::to(tx, op.tenant(), id, (word, &self.after), self.limit + 1).await?;
        // Behind the technicians come relations of other names.
        found.retain(|link| link.relation == Relation::Tech);
        let more = found.len() as i64 > self.limit;
        found.truncate(self.limit as usize);
        let next = found.last().filter(|_| more).map(|last| place::after(&last.source.id));
        let mut entries = Vec::with_capacity(found.len());
        for link in &found {
            entries.push(user::shown(tx, op.tenant(), &link.source.id, link.created).await?);
        }
        let counted = relation::count_to(tx, op.tenant(), id, None).await?;
        let total = counted.iter().filter(|(relation, _)| relation == word).map(|(_, count)| count).sum();
        Ok(Listed { entries, total, next })
    }
}
