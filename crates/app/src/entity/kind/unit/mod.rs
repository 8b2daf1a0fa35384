//! Units: instances of a part, each at a location.

pub mod allocation;
pub(crate) mod free;
mod place;
mod shown;

pub(super) use shown::add_members;

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Refs, Role};
use docket_domain::json::Object;
use docket_domain::{Message, serial};
use docket_store::entity::{self, Entity};
use docket_store::{Tx, context};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::draft::{Draft, Drafting};
use super::super::keep::folded_word;
use super::super::own;
use super::{allowed, locked};
use crate::{Error, Op, Result};

/// The own member that holds the vendor's number of the unit; it is shown inside the vendor.
pub(super) const HIDDEN: &str = "vendor";

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label", "tenant_part_number"], &json!(""));
    drafting.take(&["raw_serial_number"], &Value::Null);
    take_part(drafting).await?;
    place::take(drafting).await?;
    take_vendor(drafting).await?;
    drafting.draft.facet = drafting.text("tenant_part_number").map(folded_word);
    drafting.draft.unique_key = key(&drafting.draft.refs, &drafting.draft.doc);
    let customer = of_customer(&drafting.draft.refs);
    allowed::take_current(drafting, &customer).await
}

/// The numbers that are on a unit, folded: lists are searched by them. What a scanner reads has the prefix of the part.
pub(super) fn numbers(doc: &Object) -> String {
    let number = |name: &str| doc.get(name).and_then(Value::as_str).map(folded_word).unwrap_or_default();
    [number("raw_serial_number"), number("tenant_part_number")].join(" ").trim().to_owned()
}

/// Takes the part, what the unit belongs to through it, and the serial number without the part's prefix.
async fn take_part(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let named = drafting.refer("part", Role::Part, EntityType::Part).await?;
    if let Some(part) = &named {
        for role in [Role::Customer, Role::Manufacturer] {
            drafting.draft.refs.clear(role);
        }
        drafting.draft.refs.inherit(&part.refs);
    }
    if named.is_none() && !drafting.body.contains_key("raw_serial_number") {
        return Ok(());
    }
    let part = match (named, drafting.draft.refs.get(Role::Part)) {
        (Some(part), _) => Some(part),
        (None, Some(one)) => entity::find(drafting.tx, drafting.op.tenant(), one.kind, &one.id).await?,
        (None, None) => None,
    };
    let prefix = part.as_ref().map(own).transpose()?.and_then(|part| part.get("serial_prefix").cloned());
    let raw = drafting.text("raw_serial_number");
    let number = raw.map(|raw| serial::without_prefix(raw, prefix.as_ref().and_then(Value::as_str)));
    let number = number.map_or(Value::Null, Value::from);
    drafting.draft.doc.insert("serial_number".to_owned(), number);
    Ok(())
}

/// Takes the vendor and the vendor's number; without one, that of the same vendor stays.
async fn take_vendor(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let before = drafting.draft.refs.id(Role::Vendor).map(str::to_owned);
    let Some(vendor) = drafting.refer("vendor", Role::Vendor, EntityType::Vendor).await? else {
        return Ok(());
    };
    let given = drafting.body.get(HIDDEN).and_then(|given| given.get("part_number"));
    if given.is_some() || before.as_deref() != Some(vendor.id.as_str()) {
        let number = given.cloned().unwrap_or(Value::Null);
        drafting.draft.doc.insert(HIDDEN.to_owned(), json!({"part_number": number}));
    }
    Ok(())
}

/// What must be unique among units: the part and the serial number, of which a long one is kept as its hash.
fn key(refs: &Refs, doc: &Object) -> Option<String> {
    const LONGEST: usize = 200;
    let serial = doc.get("serial_number").and_then(Value::as_str).filter(|serial| !serial.is_empty())?;
    let part = refs.id(Role::Part)?;
    if serial.len() <= LONGEST {
        return Some(format!("{part}:{serial}"));
    }
    let hash: String = Sha256::digest(serial.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("{part}#{hash}"))
}

/// The statuses of units are those that the part's customer allows.
fn of_customer(refs: &Refs) -> Refs {
    let mut only = Refs::default();
    if let Some(customer) = refs.get(Role::Customer) {
        only.set(Role::Customer, customer.kind, customer.id.as_str());
    }
    only
}

/// The error for a serial number that another unit of the part has.
pub(super) fn similar() -> Error {
    Error::Messages(vec![Message::own(
        "uniqueSerial",
        ".raw_serial_number",
        json!({}),
        "should not be the serial number of another unit of the part",
    )])
}

/// A unit that is allocated, or processed by a run, stays one of its part.
pub(super) async fn may_change(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<()> {
    let moved = before.refs.id(Role::Part) != draft.refs.id(Role::Part);
    if moved && is_held(op, tx, before).await? { Err(locked()) } else { Ok(()) }
}

/// A unit that is allocated, or processed by a run, is not deleted.
pub(super) async fn may_delete(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    if is_held(op, tx, before).await? { Err(locked()) } else { Ok(()) }
}

async fn is_held(op: &Op, tx: &mut Tx<'_>, unit: &Entity) -> Result<bool> {
    let is_allocated = unit.refs.get(Role::Project).is_some();
    Ok(is_allocated || context::active_on_entity(tx, op.tenant(), &unit.id).await?.is_some())
}
