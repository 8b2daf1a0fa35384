//! What was changed in an entity, property by property: the same operation below every kind that documents it.

mod each;

pub(super) use each::routes;

use axum::response::Response;
use docket_app::Op;
use docket_app::log::{Diff, diff};
use docket_domain::entity::EntityType;
use serde_json::json;

use super::base::Base;
use super::paging::Asked;
use crate::failure::Result;
use crate::place::escape;

async fn list(op: &Op, base: &Base, asked: &Asked, of: (EntityType, &str)) -> Result<Response> {
    let diffs = diff(op, of, asked.offset(), asked.limit()?).await?;
    let root = format!("{}/{}/{}/diff", base.0, of.0.plural(), escape(of.1));
    let entries = diffs.entries.iter().map(|diff| written(&root, diff));
    asked.page(base, "nter:diffs", entries, (diffs.total, diffs.next.as_deref()))
}

/// A changed property. Its address is that of the page that begins with it.
fn written(root: &str, diff: &Diff) -> Vec<u8> {
    let shown = json!({
        "diff_id": diff.diff_id,
        "property": diff.property,
        "old_value": diff.old_value,
        "new_value": diff.new_value,
        "by_user": diff.by_user,
        "date": diff.date,
        "_links": {"self": {"href": format!("{root}?limit=1&offset={}", diff.offset)}},
    });
    shown.to_string().into_bytes()
}
