//! `/actions`: what is done on an event, and what follows from it.

mod after;
mod before;
mod bodies;

use serde_json::{Value, json};

use super::world::{make, post};
use crate::harness::{Answer, Client};

/// The body of an action on an entity that does one thing.
pub fn action(on: (&str, &str), when: (&str, &str), effect: Value) -> Value {
    let mut action = json!({
        "label": "The rule", "entity": {"entity_type": on.0, "entity_id": on.1}, "sequence": when.0, "event": when.1,
        "criteria": [],
    });
    action["effect"] = Value::Array(vec![effect]);
    action
}

/// A message to somebody.
pub fn notify(whom: &str, label: &str) -> Value {
    let options = json!({"contacts": [whom], "label": label, "message": "Look at it", "severity": "issue"});
    json!({"effect_type": "notify", "options": options})
}

/// A property that is set.
pub fn update(kind: &str, property: &str, value: &str) -> Value {
    json!({"effect_type": "update", "options": {"entity": kind, "property": property, "value": value}})
}

/// A copy with other members.
#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
pub fn with(body: &Value, more: Value) -> Value {
    let mut body = body.clone();
    body.as_object_mut().expect("members").extend(more.as_object().expect("members").clone());
    body
}

/// Makes an action; its path.
#[track_caller]
pub fn made(client: &Client, body: Value) -> String {
    format!("/actions/{}", make(client, "actions", body))
}

/// Tries to make one.
pub fn tried(client: &Client, body: Value) -> Answer {
    post(client, "actions", body)
}

/// The labels of somebody's notifications.
#[track_caller]
pub fn told(client: &Client) -> Vec<String> {
    let page = client.ask("GET", "/me/notifications").send().expect(200).json();
    let entries = page["_embedded"]["nter:notifications"].as_array().expect("entries").clone();
    entries.iter().map(|one| one["label"].as_str().expect("a label").to_owned()).collect()
}
