//! Manufacturers and vendors: a label, unique in the tenant, and custom fields.

use serde_json::json;

use super::super::draft::Drafting;
use super::super::keep::folded;
use crate::Result;

pub(super) fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.draft.unique_key = drafting.text("label").map(folded);
    Ok(())
}
