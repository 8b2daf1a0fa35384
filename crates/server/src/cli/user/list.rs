//! `docket user list`.

use anyhow::Context;
use docket_app::{Op, access, master};
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, user_flags};
use serde_json::Value;

use crate::cli::say::{explain, say};

/// Users that are read at once.
const PAGE: i64 = 500;

/// Lists all users in the order of their ids.
pub(super) async fn list(op: &Op) -> anyhow::Result<()> {
    let mut after = Key { first: String::new(), second: String::new() };
    loop {
        let page = master::page(op, Kind::User, &after, PAGE).await.map_err(explain)?;
        for (key, doc) in &page {
            let doc: Object = serde_json::from_slice(doc).context("a user's record is broken")?;
            let roles = access::role::of_user(op, &key.first).await.map_err(explain)?;
            say(line(&key.first, &doc, &roles))?;
        }
        match page.into_iter().last() {
            Some((key, _)) => after = key,
            None => return Ok(()),
        }
    }
}

fn line(id: &str, doc: &Object, roles: &[String]) -> String {
    let text = |name: &str| doc.get(name).and_then(Value::as_str).unwrap_or_default();
    let flags = user_flags(doc);
    let mut parts = vec![id.to_owned()];
    let name = format!("{} {}", text("FirstName"), text("LastName"));
    if !name.trim().is_empty() {
        parts.push(name.trim().to_owned());
    }
    if !roles.is_empty() {
        parts.push(roles.join(","));
    }
    for (is, word) in
        [(flags.is_mobile_worker, "mobile"), (flags.locked, "locked"), (!flags.activated, "not activated")]
    {
        if is {
            parts.push(word.to_owned());
        }
    }
    parts.join("  ")
}
