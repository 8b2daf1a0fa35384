//! `docket user password`, `roles`, `lock` and `unlock`.

use anyhow::{Context, bail};
use docket_app::{IfMatch, Op, access, master};
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind};
use serde_json::Value;

use crate::cli::say::{explain, say};

/// Sets one member of a user's record.
pub(super) async fn set(mut op: Op, name: &str, member: &str, value: Value) -> anyhow::Result<()> {
    let key = Key::user(name).map_err(|fault| explain(fault.into()))?;
    let found = master::get(&op, Kind::User, &key).await.map_err(explain)?;
    let mut doc: Object = serde_json::from_slice(&found.doc).context("the user's record is broken")?;
    let version = found.tag.split('.').next().and_then(|version| version.parse().ok());
    op.if_match = version.map_or(IfMatch::Existing, |version| IfMatch::Versions(vec![version]));
    doc.insert(member.to_owned(), value);
    master::put(&op, Kind::User, key, doc).await.map_err(explain)?;
    say(format!("changed the user \"{name}\""))
}

/// Shows a user's roles, or sets them.
pub(super) async fn roles(op: &Op, name: String, roles: Vec<String>, none: bool) -> anyhow::Result<()> {
    if roles.is_empty() && !none {
        let roles = access::role::of_user(op, &name).await.map_err(explain)?;
        return roles.into_iter().try_for_each(say);
    }
    check_roles(op, &roles).await?;
    access::role::set_of_user(op, name.clone(), roles).await.map_err(explain)?;
    say(format!("changed the user \"{name}\""))
}

/// Refuses roles that do not exist, before anything is changed.
pub(super) async fn check_roles(op: &Op, wanted: &[String]) -> anyhow::Result<()> {
    let known = access::role::all(op).await.map_err(explain)?;
    for role in wanted {
        if !known.iter().any(|(name, _)| name == role) {
            let known: Vec<&str> = known.iter().map(|(name, _)| name.as_str()).collect();
            bail!("there is no role \"{role}\"; roles are {}", known.join(", "));
        }
    }
    Ok(())
}
