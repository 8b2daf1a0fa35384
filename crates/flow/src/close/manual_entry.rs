//! `manual-data-entry`: values for the fields of a form.

use docket_domain::json::Object;
use docket_domain::work_flow::ManualEntry;
use serde_json::json;

use super::fields::Given;
use super::{Closed, Place, Report};
use crate::world::{Sees, Unread};

/// How many values there may be.
const MAX_FIELDS: usize = 100;

/// Which fields must be filled in is a matter of the form; what the entity demands holds anyway.
pub(super) fn check(
    form: &ManualEntry,
    body: &Object,
    sees: &Sees<'_>,
    report: &mut Report,
) -> Result<Closed, Unread> {
    let top = Place::default();
    report.only(&["fields"], body, &top);
    let at = top.member("fields");
    let fields = report.needed("fields", body, &top).and_then(|fields| report.list(fields, MAX_FIELDS, &at));
    let mut closed = Closed::default();
    for (index, item) in fields.into_iter().flatten().enumerate() {
        let at = at.item(index);
        if let Some(item) = item.as_object() {
            report.needed("entity_field", item, &at);
        }
        let Some(given) = Given::read(item, &at, report) else { continue };
        let Some(wanted) = given.entity_field else { continue };
        if form.fields.iter().any(|field| field.entity_field == wanted) {
            closed.take(wanted, &given, sees)?;
        } else {
            let known: Vec<_> = form.fields.iter().map(|field| json!(field.entity_field)).collect();
            report.none_of(&at.member("entity_field"), &known);
        }
    }
    Ok(closed)
}
