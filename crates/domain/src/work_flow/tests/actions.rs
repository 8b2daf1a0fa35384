//! Lists of actions, on a pass step.

use serde_json::json;

use super::*;
use crate::work_flow::{Action, Call, Notice};

fn on_start(actions: Value) -> Value {
    let pass = json!({"step_type": "pass", "label": "Pass", "goto": "done"});
    with(&pass, "/on_start", Some(actions))
}

#[test]
fn a_list_may_be_bare_or_in_an_object_with_members_of_an_error_handler() {
    let list = json!([{"function": "notify", "options": {"message": "go"}}]);
    for spelled in [
        list.clone(),
        json!({"actions": list}),
        json!({"actions": list, "retry": 0, "finally": {"actions": []}}),
    ] {
        assert_eq!(canonical(&on_start(spelled))["on_start"], list);
    }
}

#[test]
fn the_actions_after_the_last_retry_may_be_in_such_an_object_too() {
    let finally = json!({"actions": {"actions": [{"type": "email", "options": {"to": "a@b.c"}}], "retry": 0, "finally": {}}});
    let step =
        json!({"type": "pass", "label": "Pass", "goto": "done", "onError": {"retry": 3, "finally": finally}});
    let email = json!([{"function": "email", "options": {"to": "a@b.c"}}]);
    assert_eq!(canonical(&step)["on_error"], json!({"retry": 3, "finally": {"actions": email}}));
}

#[test]
fn every_action_has_a_model() {
    let step = on_start(json!([
        {"type": "email", "options": {"to": ["a@b.c", "$.boss"], "from": "d@e.f", "colour": "red"}},
        {"function": "notify", "options": {"message": "done", "subject": "unit"}},
        {"function": "set-entity-status", "options": {"status": {"status": "In Progress", "category": "IN_PROGRESS"}}},
        {"function": "set-entity-location", "options": {"location_type": "context"}},
        {"function": "allocate-units-to-project", "options": {"part_id": "p", "project_id": "$.project"}},
        {"function": "dispatch-job", "options": {"job": {"Subject": "$.subject"}}},
    ]));
    let actions = accepted(&flow(&step)).definition.steps.get("s").expect("it is there").on_start.clone();
    assert_eq!(
        actions[0],
        Action::Email(Notice {
            to: vec!["a@b.c".into(), "$.boss".into()],
            from: Some("d@e.f".into()),
            further: object(json!({"colour": "red"})),
            ..Notice::default()
        })
    );
    assert_eq!(
        actions[1],
        Action::Notify(Notice {
            subject: Some("unit".into()),
            message: Some("done".into()),
            ..Notice::default()
        })
    );
    assert!(matches!(actions[2], Action::Call(Call::SetStatus(_))));
    assert!(matches!(actions[3], Action::Call(Call::SetLocation(_))));
    assert!(matches!(actions[4], Action::Call(Call::Allocate(_))));
    assert!(matches!(actions[5], Action::Call(Call::DispatchJob(_))));
}

#[test]
fn what_is_no_action_is_refused() {
    let good = on_start(json!([{"function": "notify", "options": {"message": "go"}}]));
    check_table(
        &good,
        vec![
            ("/on_start", Some("go".into()), "type", ".on_start"),
            ("/on_start", Some(json!({})), "required", ".on_start"),
            ("/on_start", Some(json!({"actions": {"actions": []}})), "type", ".on_start.actions"),
            ("/on_start", Some(json!({"actions": [], "more": 1})), "additionalProperties", ".on_start"),
            (
                "/on_start",
                Some(json!(vec![json!({"function": "notify", "options": {"message": ""}}); 11])),
                "maxItems",
                ".on_start",
            ),
            ("/on_start/0", Some("notify".into()), "type", ".on_start[0]"),
            ("/on_start/0/function", None, "required", ".on_start[0]"),
            ("/on_start/0/function", Some("shout".into()), "enum", ".on_start[0].function"),
            ("/on_start/0/options", None, "required", ".on_start[0]"),
            ("/on_start/0/payload", Some(json!({})), "additionalProperties", ".on_start[0]"),
            ("/on_start/0/options/message", None, "required", ".on_start[0].options"),
            ("/on_start/0/options/to", Some(json!([])), "minItems", ".on_start[0].options.to"),
            ("/on_start/0/options/to", Some(json!({})), "type", ".on_start[0].options.to"),
            ("/on_start/0/options/from", Some(json!(1)), "type", ".on_start[0].options.from"),
            (
                "/on_start/0",
                Some(json!({"function": "email", "options": {}})),
                "required",
                ".on_start[0].options",
            ),
            (
                "/on_start/0",
                Some(
                    json!({"function": "set-entity-status", "options": {"status": {"status": "x", "category": "PENDING"}}}),
                ),
                "pattern",
                ".on_start[0].options.status.status",
            ),
        ],
    );
}
