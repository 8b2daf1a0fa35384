//! Rows that become parts.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use serde_json::{Value, json};

use super::member::Member;
use super::names::Names;
use super::row::Row;
use super::run::Known;
use crate::Result;

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("label").or(&["Part", "Name"]),
    Member::key("customer"),
    Member::key("manufacturer"),
    Member::name("part_number").or(&["Part number"]),
    Member::name("serial_prefix"),
];

/// The members that name something by its label or id.
pub(super) const REFERS: &[(&str, EntityType)] =
    &[("customer", EntityType::Customer), ("manufacturer", EntityType::Manufacturer)];

/// The body that says what the row does.
pub(super) fn body(known: &Known<'_>, names: &Names, row: &Row) -> Result<Object> {
    let columns = &known.plan.columns;
    let mut body = super::entities::named(known, names, row, REFERS)?;
    for member in ["label", "serial_prefix"] {
        let text = row.text(columns, member);
        if !text.is_empty() {
            body.insert(member.to_owned(), text.into());
        }
    }
    if let Some(maker) = body.get_mut("manufacturer") {
        maker["part_number"] = row.text(columns, "part_number").into();
    }
    Ok(body)
}

/// Adds what a new part has to say and a row need not.
pub(super) fn complete(body: &mut Object) {
    for (member, usual) in [("serial_prefix", Value::Null), ("input_filter", json!([]))] {
        if !body.contains_key(member) {
            body.insert(member.to_owned(), usual);
        }
    }
}
