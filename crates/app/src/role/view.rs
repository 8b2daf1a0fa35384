//! A role as it is shown.

use docket_domain::entity::EntityType;
use docket_domain::permission::Rights;
use docket_domain::tenant::TenantId;
use docket_domain::time::format_ms;
use docket_store::role::Role;
use docket_store::{Tx, user};
use serde_json::{Value, json};

use crate::entity::{Links, View};
use crate::{Error, Result};

/// A role as it is shown, with the number of its users.
pub(super) fn view(role: &Role, users: i64) -> Result<View> {
    let parsed = |list: &str| Rights::parse_list(list).map_err(Error::internal);
    let members = json!({
        "role_id": role.name,
        "label": role.label.as_ref().unwrap_or(&role.name),
        "description": role.description,
        "grants": grants(parsed(&role.allowed.anywhere)?, parsed(&role.allowed.located)?),
        "total_users": users,
        "created": format_ms(role.created),
        "updated": format_ms(role.updated),
    });
    let path = format!("/{}/{}", EntityType::Role.plural(), role.name);
    let members = serde_json::to_vec(&members).map_err(|e| Error::internal(e.to_string()))?;
    let links = Links::to(&[&path]).and("nter:role-users", &[&path, "/users"]).into();
    Ok(View { links, ..View::new(EntityType::Role, role.name.clone(), role.version, members.into(), path) })
}

/// Permissions as the dialect lists them: those that hold anywhere, then those that hold only where the user is.
pub(crate) fn grants(anywhere: Rights, located: Rights) -> Value {
    let grants = |rights: Rights, matched: bool| {
        rights.iter().map(move |right| {
            json!({"permission": right.as_str(), "label": right.label(), "match_location": matched})
        })
    };
    grants(anywhere, false).chain(grants(located, true)).collect()
}

/// How many users have a role.
pub(super) async fn users_of(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<i64> {
    Ok(sum(&user::count_by_roles(tx, tenant).await?, name))
}

/// How many of the users that were counted by their roles have this one.
pub(super) fn sum(counted: &[(Vec<String>, i64)], name: &str) -> i64 {
    let having = counted.iter().filter(|(roles, _)| roles.iter().any(|role| role == name));
    having.map(|(_, users)| users).sum()
}
