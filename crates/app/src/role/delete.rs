//! Deleting a role that nobody has.

use docket_domain::permission::Right;
use docket_store::{Tx, role};

use super::get::locked;
use super::view::users_of;
use crate::access::giving;
use crate::{Change, Error, Op, Result};

/// Deletes a role. Nobody deletes a role that allows more than they may.
///
/// # Errors
/// [`Error::Locked`] while users have it.
pub async fn delete(op: &Op, id: &str) -> Result<()> {
    op.allow_effective(Right::RoleDelete)?;
    op.write(Delete { id: id.to_owned() }).await
}

struct Delete {
    id: String,
}

impl Change for Delete {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("role", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let before = locked(op, tx, &self.id).await?;
        op.if_match.check(Some(before.version))?;
        giving::check_role(op, tx, &self.id).await?;
        if users_of(tx, op.tenant(), &self.id).await? > 0 {
            return Err(Error::Locked("This resource is currently locked from editing".to_owned()));
        }
        role::remove(tx, op.tenant(), &self.id).await?;
        Ok(())
    }
}
