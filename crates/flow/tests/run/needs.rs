//! What a run must see, and when it looks again.

use docket_flow::{Next, Outcome, Root, Turn};
use serde_json::json;

use crate::bench::*;

fn decide(variable: &str, goto: &str) -> serde_json::Value {
    step(
        "decision",
        goto,
        json!({"goto_fail": "scrap",
        "decision": [{"variable": variable, "operator": "equals", "operand": "x"}]}),
    )
}

#[test]
fn a_document_is_asked_for_once_until_something_changes_it() {
    let mut run = Run::new(flow(json!({
        "a": decide("$._entity.label", "b"), "b": decide("$._entity.label", "c"),
        "c": step("pass", "d", json!({"on_start": [notify("hello")]})),
        "d": decide("$._entity.label", "e"), "e": set_status("f", json!({})), "f": decide("$._entity.label", "done"),
    })));
    run.world.insert(Root::Entity, json!({"label": "x"}));
    run.begin(json!({}));
    assert_eq!(run.outcome(), Some(Outcome::Succeeded));
    assert_eq!(run.needed, [Root::Entity, Root::Entity], "once at first, and once after the change");
}

#[test]
fn nothing_changes_while_a_document_is_missing() {
    let definition = flow(json!({"a": decide("$._entity.label", "done")}));
    let mut turn = Turn::begin(&definition, object(json!({})), 1_000);
    for _ in 0..3 {
        assert_eq!(turn.next(), Next::Need(Root::Entity));
    }
    turn.supply(Root::Entity, json!({"label": "x"}));
    assert_eq!(turn.next(), Next::Rest);
    assert_eq!(turn.finish().past.len(), 2);
}

#[test]
fn an_effect_is_asked_for_until_it_is_answered() {
    let definition = flow(json!({"a": set_status("done", json!({}))}));
    let mut turn = Turn::begin(&definition, object(json!({})), 1_000);
    turn.done(Err("nobody asked".to_owned()));
    let asked = turn.next();
    assert!(matches!(asked, Next::Do(_)));
    assert_eq!(turn.next(), asked);
    turn.done(Ok(json!(null)));
    assert_eq!(turn.next(), Next::Rest);
    assert_eq!(turn.next(), Next::Rest);
}
