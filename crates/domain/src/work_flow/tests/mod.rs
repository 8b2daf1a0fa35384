//! Work flows as clients write them: what is taken, in which form it is kept, and what is refused in which words.

mod actions;
mod body;
mod decision;
mod examples;
mod function;
mod graph;
mod limits;
mod machine;
mod model;
mod mutations;
mod parallel;
mod plain;
mod user;
mod wait;

use serde_json::{Value, json};

use super::{Accepted, StepKind, accept};
use crate::Message;
use crate::json::Object;

/// The object that a test wrote.
fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// A work flow whose first step is `s`, with an end of each kind.
fn flow(step: &Value) -> Object {
    object(json!({
        "label": "Flow", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "s",
        "steps": {
            "s": step,
            "done": {"step_type": "success", "label": "Done"},
            "failed": {"step_type": "fail", "label": "Failed"},
        }
    }))
}

fn accepted(body: &Object) -> Accepted {
    accept(body).unwrap_or_else(|messages| panic!("{messages:#?}"))
}

/// The canonical form of a step.
fn canonical(step: &Value) -> Value {
    accepted(&flow(step)).document["steps"]["s"].clone()
}

/// The model of what a step does.
fn kind(step: &Value) -> StepKind {
    accepted(&flow(step)).definition.steps.get("s").expect("it is there").kind.clone()
}

fn refused(body: &Object) -> Vec<Message> {
    accept(body).expect_err("it should be refused")
}

/// Keyword and place of everything that is wrong with a work flow.
fn wrong(body: &Object) -> Vec<(String, String)> {
    refused(body).into_iter().map(|message| (message.keyword, message.data_path)).collect()
}

/// A copy in which the place of the JSON pointer holds something else, or is gone.
fn with(base: &Value, pointer: &str, value: Option<Value>) -> Value {
    let mut copy = base.clone();
    let (holder, name) = pointer.rsplit_once('/').expect("it has a slash");
    match (copy.pointer_mut(holder).expect("it is there"), value) {
        (Value::Object(object), Some(value)) => drop(object.insert(name.to_owned(), value)),
        (Value::Object(object), None) => drop(object.shift_remove(name).expect("it was there")),
        (Value::Array(list), Some(value)) => list[name.parse::<usize>().expect("it is an index")] = value,
        (other, _) => panic!("{other} holds no members"),
    }
    copy
}

/// A change to a good step, and the one complaint that it earns: keyword and place below the step.
type Case = (&'static str, Option<Value>, &'static str, &'static str);

/// Holds every change of a table against its complaint.
fn check_table(base: &Value, table: Vec<Case>) {
    check_below(base, "", table);
}

/// Holds every change of a table against its complaint; the pointers and places of the table are below a member.
fn check_below(base: &Value, member: &str, table: Vec<Case>) {
    for (pointer, value, keyword, place) in table {
        let step = with(base, &format!("{member}{pointer}"), value);
        let place = format!(".steps['s']{}{place}", member.replace('/', "."));
        assert_eq!(wrong(&flow(&step)), [(keyword.to_owned(), place)], "{member}{pointer} of {step}");
    }
}
