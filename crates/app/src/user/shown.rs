//! Users as others show them: who wrote a note, who changed a project. They may have been deleted, or be known by the name on
//! a token alone.

use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, title};
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::user::{self, User};
use serde_json::Value;

use super::view;
use super::view::{members, to_view};
use crate::Result;
use crate::entity::View;
use crate::job::stored_object;

/// A user, who is called by the id if there is no record any more; `since` stands for the times then.
pub(crate) async fn shown(tx: &mut Tx<'_>, tenant: TenantId, id: &str, since: i64) -> Result<View> {
    match known(tx, tenant, id).await? {
        Some(user) => view(&user),
        None => to_view(id, 1, &members(id, &Object::new(), (since, since))),
    }
}

/// A user in short: id, name, address and times.
pub(crate) async fn summary(tx: &mut Tx<'_>, tenant: TenantId, id: &str, since: i64) -> Result<Value> {
    let mut shown = match known(tx, tenant, id).await? {
        Some(user) => members(id, &stored_object(&user.doc)?, (user.created, user.updated)),
        None => members(id, &Object::new(), (since, since)),
    };
    if let Value::Object(shown) = &mut shown {
        shown.retain(|name, _| ["user_id", "name", "email", "created", "updated"].contains(&name.as_str()));
    }
    Ok(shown)
}

/// What a user is called; `None` for who has no record, or no name but the id.
pub(crate) async fn name(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<String>> {
    let Some(user) = known(tx, tenant, id).await? else { return Ok(None) };
    let name = title(Kind::User, &stored_object(&user.doc)?);
    Ok(Some(name).filter(|name| !name.is_empty() && name != id))
}

async fn known(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<User>> {
    Ok(if Key::user(id).is_ok() { user::find(tx, tenant, id).await? } else { None })
}
