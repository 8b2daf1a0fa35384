//! What all clients work on.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::harness::Client;

/// A project with work orders that come and go, two queues, and a work flow that may wait, succeed or fail.
#[derive(Clone)]
pub struct Floor {
    project: String,
    pub queues: Vec<String>,
    flow: String,
    part: String,
    location: String,
    orders: Arc<Mutex<Vec<String>>>,
}

/// Makes something; its id.
fn make(client: &Client, collection: &str, member: &str, body: Value) -> String {
    let made = client.ask("POST", &format!("/{collection}")).json(body).send().expect(200).json();
    made[member].as_str().expect("an id").to_owned()
}

/// The steps of the work flow: the variable `how` says where it goes.
fn steps() -> Value {
    let asks = |label: &str, wanted: &str, goto: &str, goto_fail: &str| {
        json!({"step_type": "decision", "label": label, "goto": goto, "goto_fail": goto_fail,
            "decision": [{"variable": "$.how", "operator": "equals", "operand": wanted}]})
    };
    json!({
        "waits": asks("Wait?", "waits", "ask", "well"),
        "well": asks("Well?", "well", "done", "failed"),
        "ask": {"step_type": "user", "label": "Tag", "goto": "done", "goto_fail": "failed",
            "options": {"component": "confirm-action", "payload": {"message": "Is the tag on?"}}},
        "done": {"step_type": "success", "label": "Done"},
        "failed": {"step_type": "fail", "label": "Failed"},
    })
}

impl Floor {
    pub fn new(client: &Client) -> Self {
        let customer =
            make(client, "customers", "customer_id", json!({"label": "Acme", "allowed_statuses": []}));
        let body = json!({"label": "North", "customer": {"customer_id": customer}});
        let program = make(client, "programs", "program_id", body);
        let body = json!({"label": "Stores", "program": {"program_id": program}});
        let project = make(client, "projects", "project_id", body);
        let maker = make(client, "manufacturers", "manufacturer_id", json!({"label": "Zeta"}));
        let body = json!({"label": "Tablet", "customer": {"customer_id": customer}, "serial_prefix": null,
            "input_filter": [], "manufacturer": {"manufacturer_id": maker, "part_number": "T-1"}});
        let part = make(client, "parts", "part_id", body);
        let address = json!({"country": "USA", "administrative_area": "NY", "locality": "Menands",
            "postal_code": "12204", "thoroughfare": "431 Broadway"});
        let at = |label: &str| {
            let body = json!({"label": label, "location_type": "facility", "address": address});
            make(client, "locations", "location_id", body)
        };
        let queue = |label: &str| {
            let body = json!({"label": label, "location": {"location_id": at(label)}, "priority": 1});
            make(client, "queues", "queue_id", body)
        };
        let queues = ["Staging", "Packing"].map(queue).to_vec();
        let body = json!({"label": "Stage", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "waits",
            "steps": steps()});
        let flow = make(client, "work-flows", "work_flow_id", body);
        let floor = Self { project, queues, flow, part, location: at("Dock"), orders: Arc::default() };
        for _ in 0..3 {
            floor.add(make(client, "work-orders", "work_order_id", floor.order(40, false)));
        }
        floor
    }

    /// The body of a work order, which may reopen one that is done.
    pub fn order(&self, needed: u64, reopens: bool) -> Value {
        let mut body = json!({
            "label": "Tablets", "project": {"project_id": self.project},
            "cycles": [{"needed": needed, "work_flow": {"work_flow_id": self.flow}}]
        });
        if reopens {
            body["current_status"] = json!({"status": "In Progress", "category": "IN_PROGRESS"});
        }
        body
    }

    /// Makes a unit; its id.
    pub fn unit(&self, client: &Client) -> String {
        let body = json!({"label": "Tablet", "part": {"part_id": self.part},
            "current_location": {"location_id": self.location},
            "current_status": {"status": "Pending", "category": "PENDING"}});
        make(client, "units", "unit_id", body)
    }

    /// The work orders that there are.
    pub fn orders(&self) -> Vec<String> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One of them.
    pub fn pick(&self, dice: &mut Dice) -> String {
        dice.pick(&self.orders()).expect("there are always some").clone()
    }

    pub fn add(&self, order: String) {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).push(order);
    }

    /// Takes one away, unless there would be too few; whether it was taken away.
    pub fn take(&self, order: &str, fewest: usize) -> bool {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let place = orders.iter().position(|one| one == order).filter(|_| orders.len() > fewest);
        place.map(|place| orders.swap_remove(place)).is_some()
    }
}
