//! A shop floor: a work order with cycles, a queue to put its batches into.

use serde_json::{Value, json};

use super::world::{location, make, order, post, project};
use crate::harness::{Answer, Client};

/// What a test of batches starts from.
pub struct Floor {
    pub project: String,
    pub location: String,
    pub queue: String,
    pub flow: String,
    pub order: String,
}

/// A work order that needs this many cycles of one work flow, and a queue.
#[track_caller]
pub fn floor(client: &Client, needed: i64) -> Floor {
    let project = project(client);
    let location = location(client, "Dock 1");
    let queue = queue(client, &location, "Staging", json!(1));
    let flow = flow(client, "Stage");
    let order = order_of(client, &project, json!([{"needed": needed, "work_flow": {"work_flow_id": flow}}]));
    Floor { project, location, queue, flow, order }
}

impl Floor {
    /// The body of a batch of this many cycles.
    pub fn batch(&self, number: i64) -> Value {
        json!({
            "work_order": {"work_order_id": self.order}, "queue": {"queue_id": self.queue}, "number_cycles": number
        })
    }
}

/// Makes a work flow.
#[track_caller]
pub fn flow(client: &Client, label: &str) -> String {
    let body = json!({
        "label": label, "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "done",
        "steps": {"done": {"step_type": "success", "label": label}}
    });
    make_named(client, "work-flows", body, "work_flow_id")
}

/// Makes a work order with these cycles.
#[track_caller]
pub fn order_of(client: &Client, project: &str, cycles: Value) -> String {
    let mut body = order(project, "Tablets");
    body["cycles"] = cycles;
    make_named(client, "work-orders", body, "work_order_id")
}

/// Makes a queue.
#[track_caller]
pub fn queue(client: &Client, location: &str, label: &str, priority: impl Into<Value>) -> String {
    let priority: Value = priority.into();
    make(
        client,
        "queues",
        json!({"label": label, "location": {"location_id": location}, "priority": priority}),
    )
}

/// Makes a batch; its id.
#[track_caller]
pub fn batch(client: &Client, body: Value) -> String {
    make_named(client, "batches", body, "batch_id")
}

#[track_caller]
fn make_named(client: &Client, collection: &str, body: Value, member: &str) -> String {
    let made = post(client, collection, body).expect(200).json();
    made[member].as_str().unwrap_or_else(|| panic!("no {member} in {made}")).to_owned()
}

/// Reads something that exists.
#[track_caller]
pub fn read(client: &Client, path: &str) -> Value {
    client.ask("GET", path).send().expect(200).json()
}

/// Sends a body that changes something.
pub fn change(client: &Client, method: &str, path: &str, body: Value) -> Answer {
    client.ask(method, path).json(body).send()
}

/// Sends many batches at once.
pub fn many(client: &Client, body: &Value) -> Answer {
    let ask = client.ask("PATCH", "/batches").header("content-type", "application/multi-batch+json");
    ask.body(body.to_string()).send()
}

/// Keyword, place and limit of what is wrong first.
#[track_caller]
pub fn wrong(answer: Answer) -> (String, String, Value) {
    let first = answer.expect(400).json()["validation_messages"][0].clone();
    let text = |name: &str| first[name].as_str().unwrap_or_default().to_owned();
    (text("keyword"), text("dataPath"), first["params"]["limit"].clone())
}

/// The six counters in their order: pending, in progress, verifying, complete, blocked, cancelled.
pub fn counters(counted: &Value) -> [i64; 6] {
    ["pending", "in_progress", "verifying", "complete", "blocked", "cancelled"]
        .map(|name| counted[name].as_i64().expect("a counter"))
}

/// The entries of a page.
#[track_caller]
pub fn entries(page: &Value) -> Vec<Value> {
    let embedded = page["_embedded"].as_object().expect("what is embedded");
    embedded.values().next().and_then(Value::as_array).expect("entries").clone()
}
