//! Wait steps.

use serde_json::json;

use super::*;
use crate::work_flow::{Condition, Listen, Operand, Operator, Wait};

fn wait() -> Value {
    json!({"step_type": "wait", "label": "Settle", "goto": "done", "goto_fail": "failed", "time": 30, "stop_at": 300})
}

#[test]
fn an_event_is_kept_under_its_newer_name_and_its_conditions_in_a_list() {
    let condition = json!({"variable": "a", "operator": "equals", "operand": "b"});
    for spelled in [
        condition.clone(),
        json!({"variable": "a", "equals": "b"}),
        json!({"decision": [condition]}),
        json!({"decision": [{"variable": "a", "equals": "b"}]}),
    ] {
        let step =
            with(&wait(), "/listen_for", Some(json!([{"event": "UNIT.updated", "event_value": spelled}])));
        let expected = json!([{"event": "UNIT.changed", "event_value": {"decision": [condition]}}]);
        assert_eq!(canonical(&step)["listen_for"], expected);
    }
}

#[test]
fn a_wait_has_a_model() {
    let step = with(
        &wait(),
        "/listen_for",
        Some(json!([
            {"event": "WOR.attached"}, {"event": "JOB.completed", "event_value": {"variable": "a", "less_than": "$.b"}},
        ])),
    );
    let condition = Condition {
        variable: "a".into(),
        operator: Operator::LessThan,
        operand: Operand::Path("$.b".into()),
    };
    let listen_for = vec![
        Listen { event: "WOR.relation-added".into(), conditions: Vec::new() },
        Listen { event: "JOB.completed".into(), conditions: vec![condition] },
    ];
    assert_eq!(kind(&step), StepKind::Wait(Wait { time: 30, stop_at: 300, listen_for }));
}

#[test]
fn whole_seconds_may_be_written_with_a_point() {
    let step: Value = serde_json::from_str(
        r#"{"step_type": "wait", "label": "Settle", "goto": "done", "goto_fail": "failed", "time": 3e1, "stop_at": 300.0}"#,
    )
    .expect("it is JSON");
    assert_eq!(canonical(&step), wait());
}

#[test]
fn what_is_no_wait_is_refused() {
    let huge: Value = serde_json::from_str("123456789012345678901234567890").expect("it is JSON");
    check_table(
        &wait(),
        vec![
            ("/time", None, "required", ""),
            ("/stop_at", None, "required", ""),
            ("/time", Some(0.into()), "minimum", ".time"),
            ("/time", Some("30".into()), "type", ".time"),
            ("/time", Some(301.into()), "maximum", ".time"),
            ("/stop_at", Some(901.into()), "maximum", ".stop_at"),
            ("/stop_at", Some(huge), "maximum", ".stop_at"),
            ("/listen_for", Some(json!({})), "type", ".listen_for"),
            ("/listen_for", Some(json!([{}])), "required", ".listen_for[0]"),
            ("/listen_for", Some(json!([{"event": "UNIT.painted"}])), "enum", ".listen_for[0].event"),
            (
                "/listen_for",
                Some(json!([{"event": "UNIT.changed", "event_value": {}}])),
                "required",
                ".listen_for[0].event_value",
            ),
            (
                "/listen_for",
                Some(json!([{"event": "UNIT.changed", "event_value": "a"}])),
                "type",
                ".listen_for[0].event_value",
            ),
            (
                "/listen_for",
                Some(json!([{"event": "UNIT.changed", "at": 1}])),
                "additionalProperties",
                ".listen_for[0]",
            ),
            (
                "/listen_for",
                Some(json!(vec![json!({"event": "UNIT.changed"}); 101])),
                "maxItems",
                ".listen_for",
            ),
            ("/options", Some(json!({})), "additionalProperties", ""),
        ],
    );
}

#[test]
fn the_time_is_held_against_when_to_give_up() {
    let messages = refused(&flow(&with(&wait(), "/time", Some(301.into()))));
    assert_eq!(messages[0].message, "should be <= 300");
    assert_eq!(messages[0].params, json!({"comparison": "<=", "limit": 300, "exclusive": false}));
}
