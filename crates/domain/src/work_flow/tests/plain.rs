//! What all steps have, on the plainest of them: pass, success and fail.

use serde_json::json;

use super::*;
use crate::work_flow::{Assignment, Handler, Operand};

fn pass() -> Value {
    json!({"step_type": "pass", "label": "Pass", "goto": "done", "goto_fail": "failed"})
}

#[test]
fn every_spelling_of_a_step_becomes_the_same_canonical_step() {
    let wanted = json!({
        "step_type": "pass", "label": "Pass", "goto": "done", "goto_fail": "failed",
        "context": [{"key": "$.fizz", "value": "$.buzz", "lock": true}],
        "on_start": [], "on_complete": [{"function": "notify", "options": {"message": "hi"}}],
        "on_error": {"retry": 2, "finally": {"actions": []}}, "on_timeout": {"retry": 0, "finally": {"actions": []}},
    });
    assert_eq!(canonical(&wanted), wanted);
    for (newer, older) in [
        ("step_type", "type"),
        ("goto_fail", "goto-fail"),
        ("goto_fail", "gotoFail"),
        ("on_start", "onStart"),
        ("on_complete", "onComplete"),
        ("on_error", "onError"),
        ("on_timeout", "onTimeout"),
    ] {
        let mut step = object(wanted.clone());
        let value = step.shift_remove(newer).expect("it is there");
        step.insert(older.to_owned(), value);
        assert_eq!(canonical(&Value::Object(step)), wanted, "{older}");
    }
}

#[test]
fn load_is_an_older_word_for_pass() {
    assert_eq!(canonical(&with(&pass(), "/step_type", Some("load".into()))), pass());
}

#[test]
fn two_spellings_of_a_member_must_agree() {
    let twice = with(&pass(), "/type", Some("pass".into()));
    assert_eq!(canonical(&twice), pass());
    let torn = with(&pass(), "/goto-fail", Some("done".into()));
    let messages = refused(&flow(&torn));
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].keyword, "additionalProperties");
    assert_eq!(messages[0].params, json!({"additionalProperty": "goto-fail"}));
}

#[test]
fn a_handler_may_be_empty_and_then_does_not_retry() {
    let step = with(&pass(), "/on_error", Some(json!({})));
    assert_eq!(canonical(&step)["on_error"], json!({"retry": 0, "finally": {"actions": []}}));
    let definition = accepted(&flow(&step)).definition;
    assert_eq!(definition.steps.get("s").map(|step| &step.on_error), Some(&Handler::default()));
}

#[test]
fn an_assignment_reads_a_path_or_holds_any_value() {
    let context =
        json!([{"key": "a", "value": "$.b"}, {"key": "c", "value": {"d": [1, null]}, "ignore": true}]);
    let definition = accepted(&flow(&with(&pass(), "/context", Some(context)))).definition;
    let expected = [
        Assignment { key: "a".into(), value: Operand::Path("$.b".into()), lock: false, ignore: false },
        Assignment {
            key: "c".into(),
            value: Operand::Literal(json!({"d": [1, null]})),
            lock: false,
            ignore: true,
        },
    ];
    assert_eq!(definition.steps.get("s").expect("it is there").context, expected);
}

#[test]
fn what_any_step_must_not_say_is_refused() {
    check_table(
        &pass(),
        vec![
            ("/step_type", None, "required", ""),
            ("/step_type", Some("jump".into()), "enum", ".step_type"),
            ("/step_type", Some(7.into()), "type", ".step_type"),
            ("/label", None, "required", ""),
            ("/label", Some(Value::Null), "type", ".label"),
            ("/goto", None, "required", ""),
            ("/goto", Some("1st".into()), "pattern", ".goto"),
            ("/goto_fail", Some("a b".into()), "pattern", ".goto_fail"),
            ("/colour", Some("red".into()), "additionalProperties", ""),
            ("/options", Some(json!({})), "additionalProperties", ""),
            ("/context", Some(json!({})), "type", ".context"),
            ("/context", Some(json!([{"value": 1}])), "required", ".context[0]"),
            ("/context", Some(json!([{"key": "a", "value": 1, "lock": "yes"}])), "type", ".context[0].lock"),
            (
                "/context",
                Some(json!([{"key": "a", "value": 1, "by": "me"}])),
                "additionalProperties",
                ".context[0]",
            ),
            ("/context", Some(json!(vec![json!({"key": "a", "value": 1}); 101])), "maxItems", ".context"),
            ("/on_error", Some(json!({"retry": 11})), "maximum", ".on_error.retry"),
            ("/on_error", Some(json!({"retry": -1})), "minimum", ".on_error.retry"),
            ("/on_error", Some(json!({"retry": 1.5})), "type", ".on_error.retry"),
            ("/on_error", Some(json!({"again": 1})), "additionalProperties", ".on_error"),
            (
                "/on_timeout",
                Some(json!({"finally": {"goto": "done"}})),
                "additionalProperties",
                ".on_timeout.finally",
            ),
            ("/onTimeout", Some(json!([])), "type", ".onTimeout"),
        ],
    );
}

#[test]
fn a_step_must_be_an_object() {
    assert_eq!(wrong(&flow(&json!(["pass"]))), [("type".to_owned(), ".steps['s']".to_owned())]);
}

#[test]
fn an_end_goes_nowhere() {
    for step_type in ["success", "fail"] {
        let end = json!({"step_type": step_type, "label": "End", "options": {"component": "banner"}});
        assert_eq!(canonical(&end), end);
        assert!(kind(&end).is_end());
        check_table(
            &end,
            vec![
                ("/goto", Some("done".into()), "additionalProperties", ""),
                ("/on_error", Some(json!({})), "additionalProperties", ""),
                ("/options", Some(json!({"payload": {}})), "additionalProperties", ".options"),
                ("/label", None, "required", ""),
            ],
        );
    }
}
