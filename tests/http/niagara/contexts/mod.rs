//! Runs of work flows, and closing the steps that they stand at.

mod access;
mod bodies;
mod cycles;
mod effects;
mod following;
mod lists;
mod locks;
mod running;
mod runs;
mod shop;
mod unasked;

use serde_json::{Value, json};

use super::world::{customer, location, make, manufacturer, part, post, unit_body};
use crate::harness::{Answer, Client};

/// Units to be worked on, and where they are.
pub struct Bench {
    pub location: String,
    pub part: String,
}

impl Bench {
    #[track_caller]
    pub fn new(client: &Client) -> Self {
        let customer = customer(client, "Acme");
        let (location, manufacturer) = (location(client, "Dock 1"), manufacturer(client, "Zeta"));
        Self { location, part: part(client, &customer, &manufacturer, "T-1") }
    }

    #[track_caller]
    pub fn unit(&self, client: &Client, label: &str) -> String {
        let made = post(client, "units", unit_body(&self.part, &self.location, label)).expect(200).json();
        made["unit_id"].as_str().expect("an id").to_owned()
    }
}

/// Makes a work flow for units; it begins with the step `first`.
#[track_caller]
pub fn flow(client: &Client, label: &str, steps: Value) -> String {
    let mut body =
        json!({"label": label, "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "first"});
    body["steps"] = steps;
    make_flow(client, body)
}

/// Makes a work flow.
#[track_caller]
pub fn make_flow(client: &Client, body: Value) -> String {
    let made = post(client, "work-flows", body).expect(200).json();
    made["work_flow_id"].as_str().expect("an id").to_owned()
}

/// A step that asks whether something was done; it goes on to a check, or fails.
pub fn asks(goto: &str) -> Value {
    let options = json!({"component": "confirm-action", "payload": {"message": "Is the tag on?"}});
    json!({"step_type": "user", "label": "Tag", "goto": goto, "goto_fail": "failed", "options": options})
}

/// The steps of a work flow that asks once and ends.
pub fn asking() -> Value {
    json!({"first": asks("done"), "done": {"step_type": "success", "label": "Done"}, "failed": {"step_type": "fail", "label": "Failed"}})
}

/// Starts a work flow on a unit.
pub fn starts(client: &Client, flow: &str, unit: &str) -> Answer {
    post(client, &format!("work-flows/{flow}/contexts"), json!({"entity_type": "UNIT", "entity_id": unit}))
}

/// What it takes to close steps of runs on units, but for being a technician.
pub const CLOSING: &str = "context:step,unit:read,part:read,location:read,resource:read,sub-resource:read,vendor:read,customer:read,manufacturer:read";

/// A run that waits for somebody, with all that is around it.
pub struct Run {
    pub bench: Bench,
    pub flow: String,
    pub unit: String,
    pub id: String,
}

/// A run that asks whether the tag is on.
#[track_caller]
pub fn run(client: &Client) -> Run {
    let bench = Bench::new(client);
    let flow = flow(client, "Tag it", asking());
    let unit = bench.unit(client, "Tablet 1");
    let id = id(starts(client, &flow, &unit));
    Run { bench, flow, unit, id }
}

impl Run {
    pub fn path(&self) -> String {
        format!("/contexts/{}", self.id)
    }
}

/// The id of a run that was started.
#[track_caller]
pub fn id(started: Answer) -> String {
    started.expect(200).json()["context_id"].as_str().expect("an id").to_owned()
}

/// Says that the tag is on.
pub fn confirms(client: &Client, id: &str) -> Answer {
    post(client, &format!("contexts/{id}"), json!({"step": "first", "type": "close", "acknowledge": true}))
}

/// Makes a user step fail.
pub fn fails(client: &Client, path: &str, body: &Value) -> Answer {
    let ask = client.ask("POST", path).header("content-type", "application/vnd.fail-step+json");
    ask.body(body.to_string()).send()
}

/// Makes a resource at a location and one below it.
#[track_caller]
pub fn stations(client: &Client, location: &str) -> (String, String) {
    let resource = super::world::resource(client, location, "Line 1");
    let slot = json!({"label": "Slot 1", "resource_type": "slot", "location": {"location_id": location},
        "resource": {"resource_id": resource}});
    let made = post(client, "sub-resources", slot).expect(200).json();
    let slot = made["sub_resource_id"].as_str().expect("an id").to_owned();
    (resource, slot)
}

/// Makes a program's worth of things; its project.
#[track_caller]
pub fn project(client: &Client) -> String {
    let customer = customer(client, "Initech");
    let program = make(client, "programs", json!({"label": "North", "customer": {"customer_id": customer}}));
    super::world::project_of(client, &program)
}

/// What comes out once it is there: on PostgreSQL the log is told a moment after a change.
#[track_caller]
pub fn until<T>(look: impl Fn() -> Option<T>) -> T {
    let tries = (0..200).map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(25));
        look()
    });
    tries.flatten().next().expect("it came within five seconds")
}
