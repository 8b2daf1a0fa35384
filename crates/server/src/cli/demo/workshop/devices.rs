//! What the workshop works on: the manufacturers' parts, and the units of them, each with its serial number.

use anyhow::Context;
use docket_app::entity;
use docket_domain::entity::EntityType;
use serde_json::{Value, json};

use super::places::{DEPOT, WORKSHOP};
use super::{FOUNDED, Made};
use crate::cli::demo::company::{Company, object, together};
use crate::cli::demo::dice::Dice;
use crate::cli::demo::plan::DAY;
use crate::cli::say::explain;

const MANUFACTURERS: [&str; 4] = ["Brightslate", "Corvid Devices", "Northgauge Instruments", "Lockwell"];
const VENDORS: [&str; 3] = ["Piedmont Distribution", "Open Crate Supply", "Harrier Components"];

/// A part.
struct Part {
    label: &'static str,
    customer: &'static str,
    /// Its place in [`MANUFACTURERS`].
    manufacturer: usize,
    number: &'static str,
    /// What every serial number begins with.
    prefix: &'static str,
}

#[rustfmt::skip]
const PARTS: [Part; 6] = [
    Part { label: "Tablet 10 inch, checkout", customer: "Fulton Fresh Markets", manufacturer: 0, number: "BS-T10C", prefix: "BST" },
    Part { label: "Hand scanner", customer: "Fulton Fresh Markets", manufacturer: 1, number: "CD-880", prefix: "CDH" },
    Part { label: "Tablet 8 inch, room", customer: "Summit Ridge Hotels", manufacturer: 0, number: "BS-T08R", prefix: "BSR" },
    Part { label: "Registration terminal", customer: "Summit Ridge Hotels", manufacturer: 1, number: "CD-RT2", prefix: "CDR" },
    Part { label: "Temperature logger", customer: "Northside Medical Offices", manufacturer: 2, number: "NG-40", prefix: "NGL" },
    Part { label: "Battery lock", customer: "Riverbend Apartments", manufacturer: 3, number: "LW-B6", prefix: "LWB" },
];

/// How many units there are of each part.
const UNITS: usize = 50;

/// Makes them; the number of units.
pub(super) async fn fill(company: &Company, made: &mut Made) -> anyhow::Result<usize> {
    let at = company.now - FOUNDED;
    for label in MANUFACTURERS {
        made.make(company, at, EntityType::Manufacturer, json!({"label": label})).await?;
    }
    for label in VENDORS {
        made.make(company, at, EntityType::Vendor, json!({"label": label})).await?;
    }
    let mut bodies = Vec::with_capacity(PARTS.len() * UNITS);
    for (place, part) in PARTS.iter().enumerate() {
        let mut manufacturer = made.to(EntityType::Manufacturer, MANUFACTURERS[part.manufacturer])?;
        manufacturer["part_number"] = part.number.into();
        let body = json!({
            "label": part.label, "customer": made.to(EntityType::Customer, part.customer)?,
            "manufacturer": manufacturer, "serial_prefix": part.prefix, "input_filter": [field("Asset tag"), field("Firmware")],
        });
        made.make(company, at, EntityType::Part, body).await?;
        for number in 0..UNITS {
            bodies.push(unit(made, part, place * UNITS + number)?);
        }
    }
    let count = bodies.len();
    together(bodies.into_iter().enumerate().map(|(place, body)| {
        let op = company.office(company.now - 30 * DAY + place as i64 * 60_000);
        async move { entity::create(&op, EntityType::Unit, object(body)).await.map(|_| ()) }
    }))
    .await?;
    Ok(count)
}

/// A field that every unit of a part has.
fn field(label: &str) -> Value {
    json!({"label": label, "filters": [], "validators": []})
}

/// A further unit of a part, which lies on the bench; its id.
pub(super) async fn another(
    company: &Company,
    made: &Made,
    part: &str,
    number: usize,
) -> anyhow::Result<String> {
    let place = PARTS.iter().position(|one| one.label == part);
    let place = place.with_context(|| format!("there is no part \"{part}\""))?;
    let body = unit(made, &PARTS[place], (PARTS.len() + place) * UNITS + number)?;
    let op = company.office(company.now - 2 * DAY);
    Ok(entity::create(&op, EntityType::Unit, object(body)).await.map_err(explain)?.id)
}

/// One unit in three is in the workshop already.
fn unit(made: &Made, part: &Part, place: usize) -> anyhow::Result<Value> {
    let mut dice = Dice::of(200_000 + place as u64);
    let (location, resource, status, category) = match dice.below(6) {
        0 => (WORKSHOP, "Bench 1", "In Progress", "IN_PROGRESS"),
        1 => (WORKSHOP, "Bench 2", "Verifying", "VERIFYING"),
        2 => (DEPOT, "Rack B", "Complete", "COMPLETE"),
        _ => (DEPOT, "Rack A", "Pending", "PENDING"),
    };
    let mut vendor = made.to(EntityType::Vendor, VENDORS[dice.below(VENDORS.len())])?;
    vendor["part_number"] = format!("{}-{}", part.number, 100 + dice.below(900)).into();
    // The places differ, so the numbers do.
    let serial = format!("{:02}{:05}", 20 + dice.below(6), 10_000 + place);
    Ok(json!({
        "label": format!("{} {serial}", part.label),
        "raw_serial_number": format!("{}{serial}", part.prefix),
        "tenant_part_number": format!("SF-{}", part.number),
        "part": made.to(EntityType::Part, part.label)?,
        "current_location": made.to(EntityType::Location, location)?,
        "resource": made.to(EntityType::Resource, resource)?,
        "current_status": {"status": status, "category": category},
        "vendor": vendor,
        "input_filter": [],
    }))
}
