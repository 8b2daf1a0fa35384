//! Arrows that lead nowhere, and steps that nothing leads to.

use serde_json::json;

use super::*;

fn steps(starts_at: &str, steps: &Value) -> Object {
    object(
        json!({"label": "Flow", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at, "steps": steps}),
    )
}

fn pass(goto: &str) -> Value {
    json!({"step_type": "pass", "label": "Pass", "goto": goto})
}

fn end() -> Value {
    json!({"step_type": "success", "label": "Done"})
}

#[test]
fn every_arrow_must_lead_to_a_step_and_is_named_as_it_was_sent() {
    for (spelling, place) in [
        ("goto_fail", ".goto_fail"),
        ("goto-fail", "['goto-fail']"),
        ("gotoFail", ".gotoFail"),
        ("goto", ".goto"),
    ] {
        let step = with(&pass("done"), &format!("/{spelling}"), Some("nowhere".into()));
        let messages = refused(&steps("a-1", &json!({"a-1": step, "done": end()})));
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0].keyword, "stepExists");
        assert_eq!(messages[0].data_path, format!(".steps['a-1']{place}"));
        assert_eq!(messages[0].params, json!({"step": "nowhere"}));
        assert_eq!(messages[0].message, "should be the key of a step");
    }
}

#[test]
fn the_first_step_must_be_there() {
    let body = steps("a", &json!({"done": end()}));
    assert_eq!(wrong(&body), [("stepExists".to_owned(), ".starts_at".to_owned())]);
    assert_eq!(wrong(&steps("a", &json!({}))), [("stepExists".to_owned(), ".starts_at".to_owned())]);
}

#[test]
fn a_work_flow_must_be_able_to_end() {
    let body = steps("a", &json!({"a": pass("b"), "b": pass("a"), "done": end()}));
    assert_eq!(wrong(&body), [("endReachable".to_owned(), ".steps".to_owned())]);
    let looping = steps(
        "a",
        &json!({"a": pass("b"), "b": {"step_type": "decision", "label": "B", "goto": "a",
        "choices": [{"or": [{"variable": "x", "equals": "1"}], "goto": "done"}]}, "done": end()}),
    );
    assert_eq!(accepted(&looping).warnings, []);
}

#[test]
fn a_step_that_no_run_reaches_is_warned_of() {
    let body = steps("a", &json!({"a": pass("done"), "b": pass("a"), "done": end()}));
    let warnings = accepted(&body).warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!(
        (warnings[0].keyword.as_str(), warnings[0].data_path.as_str()),
        ("stepReachable", ".steps['b']")
    );
}

#[test]
fn all_broken_arrows_are_told_at_once() {
    let body = steps("x", &json!({"a": pass("y"), "b": pass("z"), "done": end()}));
    assert_eq!(wrong(&body).len(), 3);
}

#[test]
fn a_chain_of_the_most_steps_is_walked() {
    let last = crate::work_flow::MAX_STEPS - 1;
    let mut chain: Object = (0..last).map(|n| (format!("s{n}"), pass(&format!("s{}", n + 1)))).collect();
    chain.insert(format!("s{last}"), end());
    assert_eq!(accepted(&steps("s0", &Value::Object(chain))).warnings, []);
}
