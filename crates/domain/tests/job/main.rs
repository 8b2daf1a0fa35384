//! Jobs: what PUT and PATCH make of a document, what is joined, who is told.

mod columns;
mod dispatch;
mod join;
mod patch;
mod patch_examples;
mod properties;
mod replace;

use docket_domain::job::{Number, Patch, replace as replace_document};
use docket_domain::json::Object;
use docket_domain::{Fault, Faults};
use serde_json::Value;

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}

fn number() -> Number {
    Number::new("1214").expect("a good number")
}

/// What PUT stores for order 1214.
fn put(body: Value) -> Result<Value, Faults> {
    replace_document(&number(), object(body)).map(Value::Object)
}

/// What a PATCH of order 1214 makes of `stored`.
fn patch(stored: &Value, body: Value) -> Result<Value, Faults> {
    let mut doc = object(stored.clone());
    Patch::compile(&number(), object(body))?.apply(&mut doc)?;
    Ok(Value::Object(doc))
}

fn paths(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.path.as_str()).collect()
}
