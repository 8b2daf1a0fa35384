//! Making a role.

use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::Tx;

use super::draft::Draft;
use super::view::view;
use crate::entity::View;
use crate::{App, Change, Op, Result};

/// Makes a role from a body whose shape was checked. Nobody gives more than they have.
///
/// # Errors
/// [`crate::Error::Conflict`] if another role has the label.
pub async fn create(op: &Op, body: &Object) -> Result<View> {
    op.allow_effective(Right::RoleCreate)?;
    let draft = Draft::read(op, body)?;
    op.write(Create { id: App::new_id().to_string(), draft }).await
}

struct Create {
    id: String,
    draft: Draft,
}

impl Change for Create {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        ("role", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let made = self.draft.keep(op, tx, &self.id, None).await?;
        view(&made, 0)
    }
}
