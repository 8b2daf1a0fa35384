//! Work flows made by chance, each of which has one way to go.

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::harness::Client;

/// What the runs need.
pub struct Ground {
    /// The part of the units that work flows run on.
    pub part: String,
    /// The part of the units that are allocated.
    pub spare: String,
    pub location: String,
    yard: String,
    project: String,
}

/// A work flow, and what each run of it does to the world.
#[derive(Clone)]
pub struct Flow {
    pub id: String,
    pub allocations: usize,
    pub jobs: usize,
}

/// Makes something and takes its id.
pub fn make(client: &Client, collection: &str, member: &str, body: Value) -> String {
    let made = client.ask("POST", &format!("/{collection}")).json(body).send().expect(200).json();
    made[member].as_str().expect("an id").to_owned()
}

/// Makes a unit; its id.
pub fn unit(client: &Client, part: &str, location: &str) -> Result<String, ureq::Error> {
    let body = json!({"label": "Tablet", "part": {"part_id": part}, "current_location": {"location_id": location},
        "current_status": {"status": "Pending", "category": "PENDING"}});
    let made = client.ask("POST", "/units").json(body).try_send()?.expect(200).json();
    Ok(made["unit_id"].as_str().expect("an id").to_owned())
}

impl Ground {
    /// Makes it.
    pub fn new(client: &Client) -> Self {
        let customer =
            make(client, "customers", "customer_id", json!({"label": "Acme", "allowed_statuses": []}));
        let maker = make(client, "manufacturers", "manufacturer_id", json!({"label": "Zeta"}));
        let part = |number: &str| {
            let body = json!({"label": number, "customer": {"customer_id": customer}, "serial_prefix": null,
                "input_filter": [], "manufacturer": {"manufacturer_id": maker, "part_number": number}});
            make(client, "parts", "part_id", body)
        };
        let location = |label: &str| {
            let address = json!({"country": "USA", "administrative_area": "NY", "locality": "Menands",
                "postal_code": "12204", "thoroughfare": "431 Broadway"});
            let body = json!({"label": label, "location_type": "facility", "address": address});
            make(client, "locations", "location_id", body)
        };
        let program = json!({"label": "North", "customer": {"customer_id": customer}});
        let program = make(client, "programs", "program_id", program);
        let project = json!({"label": "Stores", "program": {"program_id": program}});
        let project = make(client, "projects", "project_id", project);
        Self {
            part: part("T-1"),
            spare: part("S-1"),
            location: location("Dock"),
            yard: location("Yard"),
            project,
        }
    }

    /// A step of some kind that leads to the next; how many units it allocates and jobs it makes.
    fn step(&self, dice: &mut Dice, key: &str, next: &str, takes: usize) -> (Value, usize, usize) {
        let person = |goto: &str| {
            json!({"step_type": "user", "label": "Ask", "goto": goto, "goto_fail": "failed",
                "options": {"component": "confirm-action", "payload": {"message": "Ready?"}}})
        };
        let function = |name: &str, payload: Value| {
            json!({"step_type": "function", "label": name, "goto": next, "goto_fail": "failed",
                "options": {"function": name, "payload": payload}})
        };
        let status = json!({"status": {"status": "In Progress", "category": "IN_PROGRESS"}});
        let take = |part: &str| json!({"part_id": part, "project_id": self.project, "force": true});
        let set = |step: Value, value: Value| with(step, "context", json!([{"key": key, "value": value}]));
        match dice.below(11) {
            0 => (
                set(json!({"step_type": "pass", "label": "Pass", "goto": next}), json!("$._entity.label")),
                0,
                0,
            ),
            1 => (function("set-entity-status", status), 0, 0),
            2 | 3 if takes < 2 => (function("allocate-unit-to-project", take(&self.spare)), 1, 0),
            4 => {
                let there = json!({"location_type": "location_id", "location_id": self.yard});
                (function("set-entity-location", there), 0, 0)
            }
            5 => {
                let step = with(
                    function("allocate-unit-to-project", take("no-such-part")),
                    "goto_fail",
                    next.into(),
                );
                (with(step, "on_error", json!({"retry": 1})), 0, 0)
            }
            6 => (json!({"step_type": "wait", "label": "Rest", "goto": next, "time": 1, "stop_at": 1}), 0, 0),
            7 => {
                let side = |side: &str| {
                    let key = format!("{key}-{side}");
                    json!({"starts_at": key, "steps": {key.as_str(): person(next)}})
                };
                let step = json!({"step_type": "parallel", "label": "Both", "goto": next, "goto_fail": "failed",
                    "branches": [side("left"), side("right")]});
                (step, 0, 0)
            }
            8 => (function("dispatch-job", json!({"job": {"Title": "$._entity.unit_id"}})), 0, 1),
            9 => {
                let options = json!({"application": {"application_id": "ace-ios"}, "configuration": {}});
                let step = json!({"step_type": "machine", "label": "Image", "goto": next, "goto_fail": "failed",
                    "options": options});
                (set(step, json!(true)), 0, 0)
            }
            _ => (set(person(next), json!("asked")), 0, 0),
        }
    }
}

fn with(mut step: Value, member: &str, value: Value) -> Value {
    step[member] = value;
    step
}

impl Flow {
    /// A chain of steps.
    pub fn new(client: &Client, ground: &Ground, dice: &mut Dice, number: u32) -> Self {
        let count = 4 + dice.below(5);
        let mut flow = Self { id: String::new(), allocations: 0, jobs: 0 };
        let mut steps = Map::new();
        for n in 0..count {
            let next = if n + 1 < count { format!("s{}", n + 1) } else { "done".to_owned() };
            let key = format!("s{n}");
            let (step, takes, jobs) = ground.step(dice, &key, &next, flow.allocations);
            flow.allocations += takes;
            flow.jobs += jobs;
            steps.insert(key, step);
        }
        steps.insert("done".to_owned(), json!({"step_type": "success", "label": "Done"}));
        steps.insert("failed".to_owned(), json!({"step_type": "fail", "label": "Failed"}));
        let body = json!({"label": format!("Flow {number}"), "schema_version": "1.0", "applies_to": "UNIT",
            "starts_at": "s0", "steps": steps});
        flow.id = make(client, "work-flows", "work_flow_id", body);
        flow
    }
}
