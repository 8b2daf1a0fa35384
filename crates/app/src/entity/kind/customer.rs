//! Customers: the top of the tree.

use docket_domain::entity::refs::Refs;
use serde_json::json;

use super::super::draft::Drafting;
use super::super::keep::folded;
use super::allowed;
use crate::Result;

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["external_platform"], &json!({}));
    drafting.draft.unique_key = drafting.text("label").map(folded);
    allowed::take(drafting, &Refs::default()).await
}
