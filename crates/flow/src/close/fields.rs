//! Values that come with a body, and where they go.

use docket_domain::json::Object;
use serde_json::Value;

use super::{Closed, Place, Report};
use crate::path::{Path, Target, target};
use crate::world::{Sees, Unread};

/// A value of a body.
pub(super) struct Given<'v> {
    pub(super) value: &'v Value,
    pub(super) label: Option<&'v str>,
    pub(super) entity_field: Option<&'v str>,
    /// Where the value stands in the body.
    pub(super) at: Place,
}

impl<'v> Given<'v> {
    /// Reads `{value, label, entity_field}`.
    pub(super) fn read(item: &'v Value, at: &Place, report: &mut Report) -> Option<Self> {
        let item = report.object(item, at)?;
        report.only(&["value", "label", "entity_field"], item, at);
        let value = report.needed("value", item, at);
        let label = optional_text("label", item, at, report);
        let entity_field = optional_text("entity_field", item, at, report);
        let (value, at) = (value?, at.member("value"));
        if !(value.is_string() || value.is_null()) {
            report.wrong_type(&at, "string,null");
            return None;
        }
        Some(Self { value, label, entity_field, at })
    }
}

fn optional_text<'v>(name: &str, item: &'v Object, at: &Place, report: &mut Report) -> Option<&'v str> {
    item.get(name).and_then(|value| report.text(value, &at.member(name)))
}

impl Closed {
    /// Takes a value for where a definition wants it: a path on the entity or, with a leading `$`, in the context.
    pub(super) fn take(&mut self, to: &str, given: &Given<'_>, sees: &Sees<'_>) -> Result<(), Unread> {
        let path = if to.starts_with('$') { Path::parse(to) } else { Path::on_entity(to) };
        let value = given.value.clone();
        match target(path.map_err(Unread::Broken)?, sees.world)? {
            Target::Variable(_) => self.variables.push((to.to_owned(), value)),
            Target::Entity(path) => {
                let from = given.at.data_path().to_owned();
                self.writes.push(crate::effect::FieldWrite { path, value, from });
            }
        }
        Ok(())
    }
}
