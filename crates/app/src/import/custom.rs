//! Custom fields as columns: `custom.asset-tag`, or by the label `custom.Asset Tag`.

use docket_domain::Message;
use docket_domain::custom_field::key_of_label;
use docket_domain::json::Object;
use serde_json::json;

use super::columns::Columns;
use super::row::Row;
use crate::Error;

/// What the names of such columns begin with.
const PREFIX: &str = "custom.";
/// The member of a body that holds the fields.
const MEMBER: &str = "input_filter";

/// The member that a column of this name is, with the key of the field; `None` for every other.
pub(super) fn path(name: &str) -> Option<String> {
    let (prefix, label) = name.split_at_checked(PREFIX.len())?;
    let key = key_of_label(label);
    (prefix.eq_ignore_ascii_case(PREFIX) && !key.is_empty()).then(|| format!("{PREFIX}{key}"))
}

/// Whether a member is a custom field.
pub(super) fn is(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// Adds the values that a row says to a body: by their keys, so that other fields stay as they are.
pub(super) fn add(columns: &Columns, row: &Row, body: &mut Object) {
    let says = row.says.iter().filter_map(|(at, value)| Some((key_at(columns, *at)?, value)));
    let values: Vec<_> = says.map(|(key, value)| json!({"key": key, "value": value})).collect();
    if !values.is_empty() {
        body.insert(MEMBER.to_owned(), values.into());
    }
}

/// What is wrong with values, at the members that the table calls them by.
pub(super) fn placed(columns: &Columns, row: &Row, error: Error) -> Error {
    let Error::Messages(messages) = error else { return error };
    let keys: Vec<&str> = row.says.iter().filter_map(|(at, _)| key_at(columns, *at)).collect();
    let placed = |message: Message| match key_of(&keys, &message.data_path) {
        Some(key) => Message { data_path: format!(".{PREFIX}{key}"), ..message },
        None => message,
    };
    Error::Messages(messages.into_iter().map(placed).collect())
}

fn key_at(columns: &Columns, at: usize) -> Option<&str> {
    columns.targets.get(at)?.as_ref()?.path.as_str().strip_prefix(PREFIX)
}

/// The key of the field that a place in a body is about: `.input_filter[2].value`.
fn key_of<'k>(keys: &[&'k str], data_path: &str) -> Option<&'k str> {
    let (at, _) = data_path.strip_prefix('.')?.strip_prefix(MEMBER)?.strip_prefix('[')?.split_once(']')?;
    keys.get(at.parse::<usize>().ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_a_field_by_its_key_or_its_label() {
        for (name, wanted) in [
            ("custom.asset-tag", Some("custom.asset-tag")),
            ("Custom.Asset Tag", Some("custom.asset-tag")),
            ("custom.", None),
            ("custom.名前", None),
            ("customer", None),
            ("Größe", None),
        ] {
            assert_eq!(path(name).as_deref(), wanted, "{name}");
        }
    }
}
