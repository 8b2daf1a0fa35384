//! The eight published operations on work orders, as a client that was written for them meets them: codes, media types,
//! members. Every success body is held against the published response schemas, which `schemas.json` restates.

mod conditions;
mod input;
mod orders;
mod refusals;
mod relations;

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::world::{self, post};
use crate::harness::{Answer, Client};

/// Fails unless a value has a published shape.
#[track_caller]
fn fits(shape: &str, value: &Value) {
    static SCHEMAS: OnceLock<Value> = OnceLock::new();
    let schemas = SCHEMAS.get_or_init(|| serde_json::from_str(include_str!("schemas.json")).expect("JSON"));
    let mut schema = schemas.clone();
    schema["allOf"] = json!([{"$ref": format!("#/$defs/{shape}")}]);
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "not the published {shape}: {wrong:#?}\n{value:#}");
}

/// The body of a success, which has a published shape.
#[track_caller]
fn shown(answer: Answer, status: u16, shape: &str) -> Value {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), Some("application/hal+json"), "{}", answer.asked);
    let value = answer.json();
    fits(shape, &value);
    value
}

/// The published problem document of a status.
#[track_caller]
fn problem(answer: Answer, status: u16) -> Value {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.asked);
    let value = answer.json();
    let members: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut wanted = vec!["title", "type", "status", "detail"];
    if status == 400 {
        wanted.push("validation_messages");
    }
    assert_eq!(members, wanted, "{value}");
    assert_eq!(value["status"], status);
    if [400, 401, 403, 404, 423].contains(&status) {
        fits(&status.to_string(), &value);
    }
    value
}

/// A cycle entry in the complete form, with a work flow that nobody has yet.
fn complete_cycle(label: &str) -> Value {
    let end = |kind: &str| json!({"step_type": kind, "label": kind, "on_start": [], "on_complete": []});
    json!({
        "needed": 3, "pending": 3, "in_progress": 0, "verifying": 0, "complete": 0, "blocked": 0, "cancelled": 0,
        "work_flow": {
            "entity_type": "WKF", "entity_id": "theirs", "created": "2019-08-19T00:01:02.000Z",
            "updated": "2020-08-19T01:01:02.000Z", "label": label, "schema_version": "1.0", "workflow_version": 7,
            "applies_to": "UNIT", "starts_at": "work-complete", "metadata": {"meta": "data"},
            "steps": {"work-complete": end("success"), "stop-poking-me": end("fail")},
            "triggered_by": ["UNIT.created"]
        }
    })
}

/// The body of a work order with every member that a client may send.
fn full_order(project: &str) -> Value {
    json!({
        "label": "Tablets", "description": "500 of them", "work_order_type": "device",
        "begin_date": "2026-11-02T08:00:00.000Z", "due_date": "2026-12-01T08:00:00.000Z",
        "start_date": "2026-11-03T08:00:00.000Z", "end_date": "2026-11-30T08:00:00.000Z",
        "current_status": {"status": "Pending", "category": "PENDING", "description": "It waits", "order": 3},
        "project": {"project_id": project}, "cycles": [complete_cycle("Set up")]
    })
}

/// Makes a small work order; its address.
#[track_caller]
fn order_at(client: &Client, project: &str, label: &str) -> String {
    let made = post(client, "work-orders", world::order(project, label)).expect(200).json();
    format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"))
}
