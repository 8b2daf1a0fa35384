//! The caller, as a user.

use docket_domain::json::Object;
use docket_domain::master::Key;
use docket_domain::permission::Right;
use docket_store::{Tx, token, user};
use serde_json::Value;

use super::view::{members, to_view};
use crate::entity::View;
use crate::job::stored_object;
use crate::role::grants;
use crate::{Op, Result, notification};

/// The caller as a user, with all permissions held and the notifications counted. A program's token that is nobody's has a user
/// made of its subject.
pub async fn me(op: &Op) -> Result<View> {
    op.allow(Right::MeProfile)?;
    let mut tx = op.reader().await?;
    let id = op.actor();
    let found = if Key::user(id).is_ok() { user::find(&mut tx, op.tenant(), id).await? } else { None };
    let (version, mut shown) = match found {
        Some(user) => {
            let doc = stored_object(&user.doc)?;
            (user.version, members(id, &doc, (user.created, user.updated)))
        }
        None => {
            let since = since(op, &mut tx).await?;
            (1, members(id, &Object::new(), (since, since)))
        }
    };
    if let Value::Object(shown) = &mut shown {
        // What jobs name the user by: the id itself, whatever it holds.
        shown.insert("user_name".to_owned(), id.into());
        shown.insert("permissions".to_owned(), grants(op.caller.rights, op.caller.located));
        shown.insert("notifications".to_owned(), notification::counted(op, &mut tx).await?);
    }
    to_view(id, version, &shown)
}

/// Since when the caller is known: since its token was made.
async fn since(op: &Op, tx: &mut Tx<'_>) -> Result<i64> {
    let token = token::find(tx, &op.caller.token).await?;
    Ok(token.map_or(op.now, |token| token.created))
}
