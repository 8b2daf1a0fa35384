//! Changing a role.

use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::Tx;

use super::draft::Draft;
use super::get::locked;
use super::view::{users_of, view};
use crate::access::giving;
use crate::entity::View;
use crate::{Change, Op, Result};

/// Changes a role by a body whose shape was checked. Nobody gives more than they have, or changes a role that allows more.
///
/// # Errors
/// [`crate::Error::Conflict`] if another role has the label.
pub async fn replace(op: &Op, id: &str, body: &Object) -> Result<View> {
    op.allow_effective(Right::RoleUpdate)?;
    let draft = Draft::read(op, body)?;
    let view = op.write(Replace { id: id.to_owned(), draft }).await?;
    op.app.sessions.forget();
    Ok(view)
}

struct Replace {
    id: String,
    draft: Draft,
}

impl Change for Replace {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        ("role", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let before = locked(op, tx, &self.id).await?;
        op.if_match.check(Some(before.version))?;
        giving::check_role(op, tx, &self.id).await?;
        let after = self.draft.keep(op, tx, &self.id, Some(&before)).await?;
        view(&after, users_of(tx, op.tenant(), &self.id).await?)
    }
}
