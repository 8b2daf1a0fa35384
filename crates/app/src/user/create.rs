//! Making a user.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::job::fold;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, accept};
use docket_domain::permission::Right;
use docket_store::relation::{self, End, Link};
use docket_store::user::{self, User};
use docket_store::{Tx, master};
use serde_json::{Value, json};

use super::email_turn::take_turn;
use super::{draft, living, view};
use crate::entity::View;
use crate::job::stored_object;
use crate::master::keep;
use crate::{App, Change, Error, Op, Result};

/// Users that one word is looked for in.
const MOST: i64 = 1_000;

/// Makes a user from a body whose shape was checked.
///
/// # Errors
/// [`Error::Conflict`] if another user has the address.
pub async fn create(op: &Op, body: Object) -> Result<View> {
    op.allow_effective(Right::UserCreate)?;
    let email = email(&body)?;
    op.write(Create { id: App::new_id().to_string(), email, body }).await
}

/// The address in a body, case-folded; it has no blanks.
pub(crate) fn email(body: &Object) -> Result<String> {
    let email = body.get("email").and_then(Value::as_str).unwrap_or_default();
    if email.is_empty() || email.contains(char::is_whitespace) {
        let params = json!({"format": "email"});
        let wrong = Message::own("format", ".email", params, "should match format \"email\"");
        return Err(Error::Messages(vec![wrong]));
    }
    Ok(fold(email))
}

struct Create {
    id: String,
    email: String,
    body: Object,
}

impl Change for Create {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        ("user_email", &self.email)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        take_turn(op, tx, &self.email).await?;
        if with_email(op, tx, &self.email).await?.is_some() {
            return Err(Error::Conflict("similar", "A similar resource exists".to_owned()));
        }
        view(&insert(op, tx, &self.id, &self.body).await?)
    }
}

/// The user with this address (case-folded, without blanks).
pub(crate) async fn with_email(op: &Op, tx: &mut Tx<'_>, email: &str) -> Result<Option<User>> {
    for found in user::with_word(tx, op.tenant(), email, MOST).await? {
        let doc = stored_object(&found.doc)?;
        if doc.get("Email").and_then(Value::as_str).is_some_and(|known| fold(known) == email) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Stores a new user under an id that no other has, and who made it.
pub(crate) async fn insert(op: &Op, tx: &mut Tx<'_>, id: &str, body: &Object) -> Result<User> {
    let key = Key::user(id)?;
    let mut doc = Object::new();
    draft::put(&mut doc, body);
    let doc = accept(Kind::User, &key, doc)?;
    let row = master::lock(tx, op.tenant(), Kind::User, &key).await?;
    keep(op, tx, Kind::User, &key, row.as_ref(), Some(&doc)).await?;
    let made = Link {
        source: End { kind: EntityType::User, id: op.actor().to_owned() },
        relation: Relation::Created,
        target: End { kind: EntityType::User, id: id.to_owned() },
        created: op.now,
    };
    relation::add(tx, op.tenant(), &made).await?;
    living(op, tx, id).await
}
