//! The members of the work flow itself.

use serde_json::json;

use super::*;
use crate::entity::EntityType;
use crate::work_flow::{Assignment, Operand};

fn good() -> Value {
    json!({"label": "Flow", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "done",
        "steps": {"done": {"step_type": "success", "label": "Done"}}})
}

#[test]
fn what_is_no_part_of_a_definition_is_let_be() {
    let body = with(&with(&good(), "/work_flow_id", Some("w".into())), "/workflow_version", Some(7.into()));
    assert_eq!(Value::Object(accepted(&object(body)).document), good());
}

#[test]
fn triggers_are_kept_once_each_under_their_newer_names() {
    let triggers = json!(["UNIT.created", "UNIT.updated", "UNIT.changed", "BAT.status-changed"]);
    let found = accepted(&object(with(&good(), "/triggered_by", Some(triggers))));
    assert_eq!(found.document["triggered_by"], json!(["UNIT.created", "UNIT.changed", "BAT.status-changed"]));
    assert_eq!(found.definition.triggered_by, ["UNIT.created", "UNIT.changed", "BAT.status-changed"]);
}

#[test]
fn the_variables_that_a_run_begins_with_are_taken() {
    let body = with(&good(), "/context", Some(json!([{"key": "a", "value": 1, "lock": true}])));
    let expected =
        Assignment { key: "a".into(), value: Operand::Literal(json!(1)), lock: true, ignore: false };
    assert_eq!(accepted(&object(body)).definition.context, [expected]);
}

#[test]
fn a_work_flow_may_be_for_six_kinds_of_entity() {
    for code in ["UNIT", "PART", "PGM", "PRJ", "CUS", "CON"] {
        let body = with(&good(), "/applies_to", Some(code.into()));
        assert_eq!(Some(accepted(&object(body)).definition.applies_to), EntityType::parse(code));
    }
}

#[test]
fn what_is_no_work_flow_is_refused_in_the_words_of_ajv() {
    let table = vec![
        ("/label", None, "required", "", "should have required property 'label'"),
        ("/label", Some(json!(1)), "type", ".label", "should be string"),
        (
            "/schema_version",
            Some(json!("2.0")),
            "enum",
            ".schema_version",
            "should be equal to one of the allowed values",
        ),
        (
            "/applies_to",
            Some(json!("JOB")),
            "enum",
            ".applies_to",
            "should be equal to one of the allowed values",
        ),
        (
            "/starts_at",
            Some(json!("-a")),
            "pattern",
            ".starts_at",
            "should match pattern \"^[A-Za-z][A-Za-z0-9_-]*$\"",
        ),
        ("/steps", None, "required", "", "should have required property 'steps'"),
        ("/steps", Some(json!([])), "type", ".steps", "should be object"),
        ("/steps/9a", Some(json!({})), "propertyNames", ".steps", "property name '9a' is invalid"),
        ("/triggered_by", Some(json!("UNIT.created")), "type", ".triggered_by", "should be array"),
        (
            "/triggered_by",
            Some(json!(["x"])),
            "enum",
            ".triggered_by[0]",
            "should be equal to one of the allowed values",
        ),
        (
            "/metadata",
            Some(json!({"a-b": "c"})),
            "propertyNames",
            ".metadata",
            "property name 'a-b' is invalid",
        ),
        ("/metadata", Some(json!({"a": 1})), "type", ".metadata['a']", "should be string"),
        ("/context", Some(json!({"a": 1})), "type", ".context", "should be array"),
    ];
    for (pointer, value, keyword, place, text) in table {
        let messages = refused(&object(with(&good(), pointer, value)));
        assert_eq!(messages.len(), 1, "{messages:#?}");
        let found =
            (messages[0].keyword.as_str(), messages[0].data_path.as_str(), messages[0].message.as_str());
        assert_eq!(found, (keyword, place, text));
    }
}

#[test]
fn an_empty_body_lacks_everything() {
    let lacking: Vec<Value> = refused(&Object::new()).into_iter().map(|message| message.params).collect();
    let required = ["label", "schema_version", "applies_to", "starts_at", "steps"];
    assert_eq!(lacking, required.map(|name| json!({"missingProperty": name})));
}
