//! Bodies that are too large, too deep or too wrong.

use serde_json::json;

use super::*;
use crate::work_flow::{MAX_BYTES, MAX_STEPS};

fn pass() -> Value {
    json!({"step_type": "pass", "label": "Pass", "goto": "done"})
}

#[test]
fn the_steps_of_branches_count_against_the_limit() {
    let branch = |first: usize| {
        let steps: Object = (first..first + 100).map(|n| (format!("s{n}"), pass())).collect();
        json!({"starts_at": format!("s{first}"), "steps": steps})
    };
    let branches: Vec<Value> = (0..5).map(|n| branch(n * 100)).collect();
    let step = json!({"step_type": "parallel", "label": "All", "goto": "done", "branches": branches});
    let messages = refused(&flow(&step));
    assert_eq!(messages.len(), 1);
    assert_eq!((messages[0].keyword.as_str(), messages[0].data_path.as_str()), ("maxSteps", ".steps"));
    assert_eq!(messages[0].params, json!({"limit": MAX_STEPS}));
}

#[test]
fn a_body_beyond_a_mebibyte_is_refused_whatever_makes_it_large() {
    let mut body = flow(&pass());
    body.insert("ignored".to_owned(), "x".repeat(MAX_BYTES).into());
    assert_eq!(wrong(&body), [("maxBytes".to_owned(), String::new())]);
}

#[test]
fn a_body_that_is_nested_too_deep_is_refused() {
    let mut deep = json!([]);
    for _ in 0..130 {
        deep = Value::Array(vec![deep]);
    }
    let step = with(&pass(), "/context", Some(json!([{"key": "a", "value": deep}])));
    assert_eq!(wrong(&flow(&step)), [("maxDepth".to_owned(), String::new())]);
}

#[test]
fn no_more_than_a_hundred_messages_are_told() {
    let noise = (0..1_000).map(|n| (format!("n{n}"), Value::Null));
    let mut step = object(pass());
    step.extend(noise);
    assert_eq!(refused(&flow(&Value::Object(step))).len(), 100);
}
