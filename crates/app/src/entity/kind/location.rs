//! Locations: warehouses, facilities and others, with a postal address.

use docket_domain::address;
use docket_domain::json::Object;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use super::super::keep::folded_word;
use crate::Result;

pub(super) fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["location_type"], &json!("other"));
    drafting.take(&["address"], &json!({}));
    let address = drafting.draft.doc.get("address").and_then(Value::as_object).cloned().unwrap_or_default();
    let formatted = address::formatted(drafting.text("label").unwrap_or_default(), &address);
    drafting.draft.doc.insert("formatted_address".to_owned(), formatted.into());
    drafting.draft.facet = drafting.text("location_type").map(str::to_owned);
    drafting.draft.rank = country(&address);
    Ok(())
}

/// What lists are searched by beside the label.
pub(super) fn words(doc: &Object) -> Vec<String> {
    let address = doc.get("address").and_then(Value::as_object).cloned().unwrap_or_default();
    address::words(&address).iter().map(|word| folded_word(word)).collect()
}

/// Lists are sorted by country.
fn country(address: &Object) -> Option<i64> {
    address.get("country").and_then(Value::as_str).and_then(address::country_rank)
}
