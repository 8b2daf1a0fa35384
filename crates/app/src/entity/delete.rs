//! Deleting an entity.

use docket_domain::entity::EntityType;
use docket_domain::permission::Verb;
use docket_store::Tx;

use super::{access, get, keep, kind, lock_key};
use crate::{Change, Op, Result};

/// Deletes an entity, unless something locks it.
pub async fn delete(op: &Op, kind: EntityType, id: &str) -> Result<()> {
    op.write(Delete { kind, id: id.to_owned() }).await
}

struct Delete {
    kind: EntityType,
    id: String,
}

impl Change for Delete {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (lock_key(self.kind), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        kind::hold(op, tx, self.kind, &self.id).await?;
        let before = get::locked(op, tx, self.kind, &self.id).await?;
        access::check(op, tx, Verb::Delete, &before).await?;
        op.if_match.check(Some(before.version))?;
        kind::may_delete(op, tx, &before).await?;
        kind::deleting(op, tx, &before).await?;
        keep::delete(op, tx, &before).await
    }
}
