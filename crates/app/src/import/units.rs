//! Rows that become units.

use docket_domain::Fault;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use serde_json::json;

use super::member::Member;
use super::names::Names;
use super::row::Row;
use super::run::Known;
use crate::Result;

/// The members that columns are known by.
pub(super) const MEMBERS: &[Member] = &[
    Member::key("label").or(&["Unit", "Name"]),
    Member::key("raw_serial_number").or(&["serial_number", "Serial", "Serial number"]),
    Member::key("part"),
    Member::key("current_location").or(&["Location"]),
    Member::key("current_status").or(&["Status"]),
    Member::name("resource"),
    Member::name("sub_resource"),
    Member::name("vendor"),
    Member::name("vendor_part_number"),
    Member::name("tenant_part_number"),
];

/// The members that name something by its label or id.
pub(super) const REFERS: &[(&str, EntityType)] = &[
    ("part", EntityType::Part),
    ("current_location", EntityType::Location),
    ("resource", EntityType::Resource),
    ("sub_resource", EntityType::SubResource),
    ("vendor", EntityType::Vendor),
];

/// The body that says what the row does.
pub(super) fn body(known: &Known<'_>, names: &Names, row: &Row) -> Result<Object> {
    let columns = &known.plan.columns;
    let mut body = super::entities::named(known, names, row, REFERS)?;
    for member in ["label", "raw_serial_number", "tenant_part_number"] {
        let text = row.text(columns, member);
        if !text.is_empty() {
            body.insert(member.to_owned(), text.into());
        }
    }
    let number = row.text(columns, "vendor_part_number");
    match body.get_mut("vendor") {
        Some(vendor) if !number.is_empty() => vendor["part_number"] = number.into(),
        None if !number.is_empty() => {
            return Err(Fault::at("$.vendor_part_number", "needs a vendor, whose number it is").into());
        }
        _ => {}
    }
    let status = names.status(row.text(columns, "current_status"));
    let status = status.map_err(|reason| Fault::at("$.current_status", reason))?;
    body.insert(
        "current_status".to_owned(),
        json!({"status": status.status, "category": status.category.as_str()}),
    );
    Ok(body)
}
