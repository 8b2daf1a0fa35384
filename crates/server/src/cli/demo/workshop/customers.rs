//! Whom the workshop works for: customers of the company, with the programs and projects that they run.

use docket_domain::entity::EntityType;
use docket_domain::time::format_ms;
use serde_json::json;

use super::{FOUNDED, Made};
use crate::cli::demo::company::Company;
use crate::cli::demo::plan::DAY;

/// A customer, its number in the master data, and its programs.
type Customer = (&'static str, &'static str, &'static [Program]);

/// A program and its projects.
type Program = (&'static str, &'static [Project]);

/// A project: label, description, first and last day from now.
type Project = (&'static str, &'static str, i64, i64);

#[rustfmt::skip]
const CUSTOMERS: [Customer; 4] = [
    ("Fulton Fresh Markets", "10020", &[
        ("Checkout renewal", &[
            ("Self-checkout tablets", "A tablet for each self-checkout of the three stores", -45, 40),
            ("Shelf scanners", "Hand scanners for the night shift", -20, 90),
        ]),
    ]),
    ("Summit Ridge Hotels", "10050", &[
        ("Guest rooms", &[
            ("Room tablets Downtown", "Room service, lights and blinds from one tablet", -30, 45),
            ("Room tablets Airport", "The same for the house at the airport", -5, 120),
        ]),
        ("Front desks", &[("Registration terminals", "Two terminals a desk, signature on glass", -10, 30)]),
    ]),
    ("Northside Medical Offices", "10090", &[
        ("Vaccine monitoring", &[("Temperature loggers", "A logger in each refrigerator, calibrated", -25, 20)]),
    ]),
    ("Riverbend Apartments", "10030", &[
        ("Smart access", &[("Building A locks", "Battery locks for 48 flats and the common rooms", -15, 60)]),
    ]),
];

/// Makes them.
pub(super) async fn fill(company: &Company, made: &mut Made) -> anyhow::Result<()> {
    let at = company.now - FOUNDED;
    let day = |day: i64| format_ms(company.now + day * DAY);
    for (customer, account, programs) in CUSTOMERS {
        let platform = json!({"servicemobility": account});
        let body = json!({"label": customer, "allowed_statuses": [], "external_platform": platform});
        made.make(company, at, EntityType::Customer, body).await?;
        for (program, projects) in programs {
            let first = projects.iter().map(|project| project.2).min().unwrap_or_default();
            let last = projects.iter().map(|project| project.3).max().unwrap_or_default();
            let body = json!({
                "label": program, "customer": made.to(EntityType::Customer, customer)?,
                "start_date": day(first), "end_date": day(last),
            });
            made.make(company, at, EntityType::Program, body).await?;
            for (project, description, first, last) in *projects {
                let body = json!({
                    "label": project, "description": description, "program": made.to(EntityType::Program, program)?,
                    "start_date": day(*first), "end_date": day(*last),
                });
                made.make(company, at, EntityType::Project, body).await?;
            }
        }
    }
    Ok(())
}
