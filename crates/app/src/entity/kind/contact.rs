//! Contacts: people who are notified and have no login, known by their e-mail address.

use docket_domain::json::Object;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use super::super::keep::folded;
use crate::Result;

const PHONE: &str = "phone";
/// How much of a phone number lists are sorted by, in characters.
const LONGEST_FACET: usize = 200;

pub(super) fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label", "name", "email"], &json!(""));
    drafting.take(&[PHONE], &Value::Null);
    drafting.draft.unique_key = key(&drafting.draft.doc);
    drafting.draft.facet = drafting.text(PHONE).map(|phone| phone.chars().take(LONGEST_FACET).collect());
    Ok(())
}

/// What must be unique among contacts: the e-mail address, in whatever case.
pub(crate) fn key(doc: &Object) -> Option<String> {
    doc.get("email").and_then(Value::as_str).map(folded)
}

/// The own members as they are shown: a phone number is a text, and who has none has no such member.
pub(super) fn shown(mut doc: Object) -> Object {
    if doc.get(PHONE).is_some_and(Value::is_null) {
        doc.shift_remove(PHONE);
    }
    doc
}
