//! Changing a user.

use docket_domain::entity::user_id;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, accept};
use docket_domain::permission::Right;
use docket_store::{Tx, master};

use super::create::email;
use super::email_turn::take_turn;
use super::{draft, living, view, with_email};
use crate::entity::View;
use crate::job::stored_object;
use crate::master::keep;
use crate::{Change, Error, Op, Result};

/// Changes a user by a body whose shape was checked: what the body names is replaced, the rest stays.
///
/// # Errors
/// [`Error::Conflict`] if another user has the address.
pub async fn replace(op: &Op, id: &str, body: Object) -> Result<View> {
    op.allow_effective(Right::UserUpdate)?;
    let email = email(&body)?;
    let key = Key::user(&user_id::of_alias(id)).map_err(|_| crate::entity::missing(id))?;
    op.write(Replace { key, email, body }).await
}

struct Replace {
    key: Key,
    email: String,
    body: Object,
}

impl Change for Replace {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        (Kind::User.as_str(), &self.key.first)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        let id = &self.key.first;
        take_turn(op, tx, &self.email).await?;
        let row = master::lock(tx, op.tenant(), Kind::User, &self.key).await?.filter(|row| !row.deleted);
        let row = row.ok_or_else(|| crate::entity::missing(id))?;
        op.if_match.check(Some(row.found.version))?;
        let before = stored_object(&row.found.doc)?;
        let mut doc = before.clone();
        draft::put(&mut doc, &self.body);
        if doc.get("Email") != before.get("Email")
            && with_email(op, tx, &self.email).await?.is_some_and(|other| other.id != *id)
        {
            return Err(Error::Conflict("similar", "A similar resource exists".to_owned()));
        }
        let doc = accept(Kind::User, &self.key, doc)?;
        keep(op, tx, Kind::User, &self.key, Some(&row), Some(&doc)).await?;
        view(&living(op, tx, id).await?)
    }
}
