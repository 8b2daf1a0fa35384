//! What work orders belong to: made over HTTP, like by any client.

use anyhow::Result;
use serde_json::{Value, json};

use super::requests::make;
use crate::server::Server;

/// The ids of what work orders belong to.
pub struct Setting {
    project: String,
    location: String,
    work_flow: String,
    /// Where batches wait.
    pub queue: String,
}

impl Setting {
    #[cfg(test)]
    pub fn of(project: &str, location: &str, work_flow: &str, queue: &str) -> Self {
        let [project, location, work_flow, queue] = [project, location, work_flow, queue].map(str::to_owned);
        Self { project, location, work_flow, queue }
    }

    /// Makes a customer with a program and a project, a location with a queue, and a work flow.
    ///
    /// # Errors
    /// When one is refused.
    pub fn make(server: &Server) -> Result<Self> {
        let customer = json!({"label": "Harbor Retail", "allowed_statuses": []});
        let customer = make(server, "customers", &customer)?;
        let program = json!({
            "label": "North east stores", "start_date": "2030-01-01T00:00:00.000Z",
            "end_date": "2030-12-31T00:00:00.000Z", "customer": {"customer_id": customer},
        });
        let program = make(server, "programs", &program)?;
        let project = json!({
            "label": "New York stores", "description": "Registers and tablets of all stores",
            "start_date": "2030-01-01T00:00:00.000Z", "end_date": "2030-06-30T00:00:00.000Z",
            "program": {"program_id": program},
        });
        let project = make(server, "projects", &project)?;
        let address = json!({
            "country": "USA", "administrative_area": "NY", "locality": "Menands", "postal_code": "12204",
            "thoroughfare": "431 Broadway", "premise": "Suite C",
        });
        let location = json!({"label": "Albany depot", "location_type": "warehouse", "address": address});
        let location = make(server, "locations", &location)?;
        let queue = json!({"label": "Bench 1", "priority": 1, "location": {"location_id": location}});
        let queue = make(server, "queues", &queue)?;
        let work_flow = make(server, "work-flows", &work_flow())?;
        Ok(Self { project, location, work_flow, queue })
    }

    /// The body of a work order that needs so many cycles.
    pub fn work_order(&self, number: &str, cycles: usize) -> Value {
        json!({
            "label": format!("Stage tablets {number}"),
            "description": "Unpack, charge, enrol and label the tablets of a store",
            "work_order_type": "device",
            "begin_date": "2030-01-07T08:00:00.000Z",
            "due_date": "2030-02-01T17:00:00.000Z",
            "project": {"project_id": self.project},
            "location": {"location_id": self.location},
            "cycles": [{"needed": cycles, "work_flow": {"work_flow_id": self.work_flow}}],
        })
    }
}

/// A work flow of a few steps.
fn work_flow() -> Value {
    let step = |kind: &str, label: &str, goto: &str| json!({"step_type": kind, "label": label, "goto": goto, "goto_fail": "failed"});
    json!({
        "label": "Stage tablet", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "begin",
        "steps": {
            "begin": step("pass", "Begin", "announce"),
            "announce": step("pass", "Announce", "done"),
            "done": {"step_type": "success", "label": "Done"},
            "failed": {"step_type": "fail", "label": "Failed"},
        },
    })
}
