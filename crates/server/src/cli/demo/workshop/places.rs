//! Where the workshop is: locations, the benches and racks in them, and the queues in which batches wait.

use docket_domain::entity::EntityType;
use serde_json::json;

use super::{FOUNDED, Made};
use crate::cli::demo::company::Company;

/// Where devices are made ready.
pub(super) const WORKSHOP: &str = "Summitfield workshop";
/// Where they wait before and after.
pub(super) const DEPOT: &str = "Summitfield depot";
/// Where they are handed over to carriers.
const DOCK: &str = "Perimeter cross-dock";

/// The queues, the most urgent first.
pub(super) const QUEUES: [&str; 3] = ["Staging line 1", "Staging line 2", "Returns bench"];

/// Label, type, street, town, ZIP code.
const LOCATIONS: [[&str; 5]; 3] = [
    [WORKSHOP, "facility", "1450 Chattahoochee Ave NW", "Atlanta", "30318"],
    [DEPOT, "warehouse", "3800 Wendell Dr SW", "Atlanta", "30336"],
    [DOCK, "other", "5775 Glenridge Dr NE", "Sandy Springs", "30328"],
];

/// Label, type, location, how many slots it has.
const RESOURCES: [(&str, &str, &str, usize); 5] = [
    ("Bench 1", "bench", WORKSHOP, 4),
    ("Bench 2", "bench", WORKSHOP, 4),
    ("Returns table", "bench", WORKSHOP, 2),
    ("Rack A", "rack", DEPOT, 6),
    ("Rack B", "rack", DEPOT, 6),
];

/// Makes them.
pub(super) async fn fill(company: &Company, made: &mut Made) -> anyhow::Result<()> {
    let at = company.now - FOUNDED;
    for [label, kind, street, town, zip] in LOCATIONS {
        let address = json!({
            "country": "USA", "administrative_area": "GA", "locality": town, "postal_code": zip, "thoroughfare": street,
        });
        let body = json!({"label": label, "location_type": kind, "address": address});
        made.make(company, at, EntityType::Location, body).await?;
    }
    for (label, kind, location, slots) in RESOURCES {
        let location = made.to(EntityType::Location, location)?;
        let body = json!({"label": label, "resource_type": kind, "location": location});
        made.make(company, at, EntityType::Resource, body).await?;
        for slot in 1..=slots {
            let body = json!({
                "label": format!("{label}, slot {slot}"), "resource_type": "slot", "location": location,
                "resource": made.to(EntityType::Resource, label)?,
            });
            made.make(company, at, EntityType::SubResource, body).await?;
        }
    }
    for (place, label) in QUEUES.into_iter().enumerate() {
        let location = made.to(EntityType::Location, WORKSHOP)?;
        let body = json!({"label": label, "priority": place + 1, "location": location});
        made.make(company, at, EntityType::Queue, body).await?;
    }
    Ok(())
}
