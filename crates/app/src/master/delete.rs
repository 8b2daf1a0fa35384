//! Deleting a record; an account goes with its locations, a user with the way to sign in.

use docket_domain::entity::EntityType;
use docket_domain::master::{Key, Kind};
use docket_store::{Tx, login, master, notification, relation, token};

use super::keep::keep;
use super::missing;
use crate::{Change, Op, Result};

/// Deletes a record.
pub async fn delete(op: &Op, kind: Kind, key: Key) -> Result<()> {
    op.allow(kind.delete_right())?;
    op.write(Delete { kind, key }).await?;
    if kind == Kind::User {
        op.app.sessions.forget();
    }
    Ok(())
}

struct Delete {
    kind: Kind,
    key: Key,
}

impl Change for Delete {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (
            if self.kind == Kind::Location { Kind::Account.as_str() } else { self.kind.as_str() },
            &self.key.first,
        )
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let row = master::lock(tx, op.tenant(), self.kind, &self.key).await?.filter(|row| !row.deleted);
        let row = row.ok_or_else(|| missing(self.kind, &self.key))?;
        op.if_match.check(Some(row.found.version))?;
        keep(op, tx, self.kind, &self.key, Some(&row), None).await?;
        match self.kind {
            Kind::Account => self.delete_locations(op, tx).await,
            Kind::User => {
                login::remove(tx, op.tenant(), &self.key.first).await?;
                relation::remove_all(tx, op.tenant(), EntityType::User, &self.key.first).await?;
                notification::forget_of_user(tx, op.tenant(), &self.key.first).await?;
                token::revoke_sessions(tx, op.tenant(), &self.key.first, op.now).await?;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl Delete {
    async fn delete_locations(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        for num in master::children(tx, op.tenant(), Kind::Location, &self.key.first).await? {
            let key = Key::location(&self.key.first, &num)?;
            if let Some(row) = master::lock(tx, op.tenant(), Kind::Location, &key).await? {
                keep(op, tx, Kind::Location, &key, Some(&row), None).await?;
            }
        }
        Ok(())
    }
}
