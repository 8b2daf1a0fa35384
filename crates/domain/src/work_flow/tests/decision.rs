//! Decision steps.

use serde_json::json;

use super::*;
use crate::work_flow::{Choice, Condition, Decision, Join, Operand, Operator};

fn decision(conditions: Value) -> Value {
    let step = json!({"step_type": "decision", "label": "Enough?", "goto": "done", "goto_fail": "failed"});
    with(&step, "/decision", Some(conditions))
}

fn choices(choices: Value) -> Value {
    let step = json!({"step_type": "decision", "label": "Which?", "goto": "done"});
    with(&step, "/choices", Some(choices))
}

#[test]
fn a_condition_may_name_its_operator_as_a_member() {
    let canonical_form =
        json!([{"variable": "$.battery", "operator": "greater_than_equals", "operand": "60"}]);
    for spelled in [
        canonical_form.clone(),
        json!([{"variable": "$.battery", "greater_than_equals": "60"}]),
        json!([{"variable": "$.battery", "greater_than_equals": 60}]),
        json!([{"variable": "$.battery", "operator": "greater_than_equals", "operand": 60}]),
    ] {
        assert_eq!(canonical(&decision(spelled))["decision"], canonical_form);
    }
}

#[test]
fn choice_is_an_older_word_for_decision() {
    let older = with(&decision(json!([])), "/step_type", Some("choice".into()));
    assert_eq!(canonical(&older), decision(json!([])));
}

#[test]
fn a_decision_has_a_model_in_both_forms() {
    let battery = Condition {
        variable: "battery".into(),
        operator: Operator::LessThan,
        operand: Operand::Path("$.least".into()),
    };
    let spelled = json!({"variable": "battery", "less_than": "$.least"});
    assert_eq!(kind(&decision(json!([spelled]))), StepKind::Decision(Decision::All(vec![battery.clone()])));
    let step = choices(
        json!([{"and": [spelled], "goto": "failed"}, {"or": [spelled], "goto": "done"}, {"not": [spelled], "goto": "s"}]),
    );
    let choice = |join, goto: &str| Choice { join, conditions: vec![battery.clone()], goto: goto.into() };
    let expected = vec![choice(Join::And, "failed"), choice(Join::Or, "done"), choice(Join::Not, "s")];
    assert_eq!(kind(&step), StepKind::Decision(Decision::Choices(expected)));
}

#[test]
fn every_operator_is_read() {
    for (word, operator) in [
        ("greater_than_equals", Operator::GreaterThanEquals),
        ("less_than_equals", Operator::LessThanEquals),
        ("greater_than", Operator::GreaterThan),
        ("less_than", Operator::LessThan),
        ("equals", Operator::Equals),
        ("not_equals", Operator::NotEquals),
    ] {
        let StepKind::Decision(Decision::All(conditions)) =
            kind(&decision(json!([{"variable": "a", word: true}])))
        else {
            panic!("{word} made no conditions");
        };
        assert_eq!(conditions[0].operator, operator);
        assert_eq!(conditions[0].operand, Operand::Literal("true".into()));
    }
}

#[test]
fn what_is_no_decision_is_refused() {
    let good = decision(json!([{"variable": "a", "operator": "equals", "operand": "b"}]));
    check_table(
        &good,
        vec![
            ("/decision", None, "required", ""),
            ("/decision", Some(json!({})), "type", ".decision"),
            ("/choices", Some(json!([])), "additionalProperties", ""),
            ("/decision/0", Some("a".into()), "type", ".decision[0]"),
            ("/decision/0/variable", None, "required", ".decision[0]"),
            ("/decision/0/operator", None, "required", ".decision[0]"),
            ("/decision/0/operator", Some("like".into()), "enum", ".decision[0].operator"),
            ("/decision/0/operand", None, "required", ".decision[0]"),
            ("/decision/0/operand", Some(json!([])), "type", ".decision[0].operand"),
            ("/decision/0/equals", Some("b".into()), "additionalProperties", ".decision[0]"),
            (
                "/decision/0",
                Some(json!({"variable": "a", "equals": "b", "less_than": "c"})),
                "additionalProperties",
                ".decision[0]",
            ),
            ("/decision/0", Some(json!({"variable": "a", "equals": null})), "type", ".decision[0].equals"),
            ("/decision/0", Some(json!({"equals": "b"})), "required", ".decision[0]"),
        ],
    );
}

#[test]
fn what_is_no_choice_is_refused() {
    let condition = json!({"variable": "a", "equals": "b"});
    let good = choices(json!([{"or": [condition], "goto": "failed"}]));
    check_table(
        &good,
        vec![
            (
                "/choices",
                Some(json!(vec![json!({"or": [condition], "goto": "done"}); 21])),
                "maxItems",
                ".choices",
            ),
            ("/choices/0/or", Some(json!(vec![condition.clone(); 6])), "maxItems", ".choices[0].or"),
            ("/choices/0/or", Some(json!([])), "minItems", ".choices[0].or"),
            ("/choices/0/or", None, "required", ".choices[0]"),
            ("/choices/0/not", Some(json!([condition])), "additionalProperties", ".choices[0]"),
            ("/choices/0/goto", None, "required", ".choices[0]"),
            ("/choices/0/goto", Some("nowhere".into()), "stepExists", ".choices[0].goto"),
            ("/goto", None, "required", ""),
        ],
    );
}
