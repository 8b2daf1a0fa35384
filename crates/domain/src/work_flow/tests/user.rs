//! User steps.

use serde_json::json;

use super::*;
use crate::work_flow::{ConfirmAction, Field, FollowPdf, InputType, ManualEntry, User};

fn user(component: &str, payload: Value) -> Value {
    let step = json!({"step_type": "user", "label": "Ask", "goto": "done", "goto_fail": "failed",
        "options": {"component": component}});
    with(&step, "/options/payload", Some(payload))
}

fn task(label: &str) -> Value {
    json!({"label": label, "evaluated": true, "na_field": false})
}

#[test]
fn the_component_that_shows_a_document_was_once_misspelled() {
    let wanted = user("follow-pdf-instructions", json!({"attachment_id": "fil1"}));
    assert_eq!(canonical(&user("follow-pds-instructions", json!({"attachment_id": "fil1"}))), wanted);
    assert_eq!(kind(&wanted), StepKind::User(User::FollowPdf(FollowPdf { attachment_id: "fil1".into() })));
}

#[test]
fn a_payload_beside_the_options_is_moved_into_them() {
    let wanted = user("follow-pdf-instructions", json!({"attachment_id": "fil1"}));
    let both = with(&wanted, "/payload", Some(json!({"attachment_id": "fil1"})));
    assert_eq!(canonical(&both), wanted);
    assert_eq!(canonical(&with(&both, "/options/payload", None)), wanted);
    let torn = with(&wanted, "/payload", Some(json!({"attachment_id": "fil2"})));
    assert_eq!(wrong(&flow(&torn)), [("additionalProperties".to_owned(), ".steps['s']".to_owned())]);
}

#[test]
fn a_form_has_a_model() {
    let field = json!({"input_type": "input", "label": "Tag", "required": true, "entity_field": "input_filter[?(@.key = 'tag')]"});
    let expected = Field {
        input_type: InputType::Input,
        label: "Tag".into(),
        required: true,
        entity_field: "input_filter[?(@.key = 'tag')]".into(),
    };
    let step = user("manual-data-entry", json!({"fields": [field]}));
    assert_eq!(kind(&step), StepKind::User(User::ManualEntry(ManualEntry { fields: vec![expected] })));
}

#[test]
fn a_question_has_a_model() {
    let step = user("confirm-action", json!({"message": "Sure?", "negative_message": null}));
    let expected = ConfirmAction { message: "Sure?".into(), negative_message: None };
    assert_eq!(kind(&step), StepKind::User(User::ConfirmAction(expected)));
}

#[test]
fn the_slugs_of_tasks_come_from_their_labels_and_differ() {
    let labels = ["Tag straight!", "tag  Straight", "Tag straight 2", "螺丝", "--", "Tag straight"];
    let items: Vec<Value> = labels.iter().map(|label| task(label)).collect();
    let StepKind::User(User::TaskList(list)) =
        kind(&user("task-list", json!({"is_qc": true, "items": items})))
    else {
        panic!("it is no task list");
    };
    assert!(list.is_qc);
    let slugs: Vec<&str> = list.items.iter().map(|task| task.slug.as_str()).collect();
    assert_eq!(
        slugs,
        ["tag-straight", "tag-straight-2", "tag-straight-2-2", "task-4", "task-5", "tag-straight-3"]
    );
}

#[test]
fn a_slug_that_was_sent_is_made_anew() {
    let items = json!([{"label": "Wipe", "slug": "mine", "evaluated": false}]);
    let expected = json!([{"label": "Wipe", "slug": "wipe", "evaluated": false, "na_field": false}]);
    assert_eq!(
        canonical(&user("task-list", json!({"items": items})))["options"]["payload"]["items"],
        expected
    );
}

#[test]
fn not_applicable_may_be_allowed_under_its_mistaken_name_or_under_both() {
    for (item, allowed) in [
        (json!({"label": "Wipe", "evaluated": false, "na_option": true}), true),
        (json!({"label": "Wipe", "evaluated": false, "na_option": true, "na_field": false}), false),
        (json!({"label": "Wipe", "evaluated": false}), false),
    ] {
        let step = canonical(&user("task-list", json!({"items": [item]})));
        let item = &step["options"]["payload"]["items"][0];
        assert_eq!((&item["na_field"], item.get("na_option")), (&json!(allowed), None));
    }
}

#[test]
fn what_no_person_can_be_asked_is_refused() {
    let guide = user("follow-pdf-instructions", json!({"attachment_id": "fil1"}));
    check_table(
        &guide,
        vec![
            ("/options", None, "required", ""),
            ("/options/component", None, "required", ".options"),
            ("/options/component", Some("dance".into()), "enum", ".options.component"),
            ("/options/payload", None, "required", ".options"),
        ],
    );
    check_below(
        &guide,
        "/options/payload",
        vec![
            ("/attachment_id", None, "required", ""),
            ("/attachment_id", Some("../x".into()), "pattern", ".attachment_id"),
            ("/page", Some(1.into()), "additionalProperties", ""),
        ],
    );
    let question = user("confirm-action", json!({"message": "Sure?"}));
    check_below(
        &question,
        "/options/payload",
        vec![
            ("/message", None, "required", ""),
            ("/negative_message", Some(1.into()), "type", ".negative_message"),
        ],
    );
}

#[test]
fn what_is_no_form_or_list_is_refused() {
    let field = json!({"input_type": "textbox", "label": "Tag", "required": false, "entity_field": "label"});
    let many = vec![field.clone(); 101];
    let form = user("manual-data-entry", json!({"fields": [field]}));
    check_below(
        &form,
        "/options/payload",
        vec![
            ("/fields", None, "required", ""),
            ("/fields", Some(many.into()), "maxItems", ".fields"),
            ("/fields/0/input_type", Some("dial".into()), "enum", ".fields[0].input_type"),
            ("/fields/0/required", None, "required", ".fields[0]"),
            ("/fields/0/value", Some(1.into()), "additionalProperties", ".fields[0]"),
        ],
    );
    let list = user("task-list", json!({"items": [task("a")]}));
    check_below(
        &list,
        "/options/payload",
        vec![
            ("/items", None, "required", ""),
            ("/is_qc", Some("no".into()), "type", ".is_qc"),
            ("/items/0/label", None, "required", ".items[0]"),
            ("/items/0/evaluated", None, "required", ".items[0]"),
            ("/items/0/help", Some(1.into()), "type", ".items[0].help"),
            ("/items/0/colour", Some(1.into()), "additionalProperties", ".items[0]"),
        ],
    );
}
