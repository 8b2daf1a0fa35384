use docket_domain::work_flow::accept;
use serde_json::json;

use super::*;
use crate::world::World;

/// The outcome of closing a step that has these members with this body.
fn close_with(step: &Value, body: &Value, data: &Value) -> Result<Closed, Shut> {
    let mut step = step.clone();
    step["label"] = json!("It");
    step["goto"] = json!("done");
    let work_flow = json!({"label": "W", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "it",
        "steps": {"it": step, "done": {"step_type": "success", "label": "Done"}}});
    let definition = accept(work_flow.as_object().unwrap()).unwrap().definition;
    let data = data.as_object().unwrap();
    let sees = Sees { data, world: &World::default(), event: None };
    check(definition.steps.get("it").unwrap(), body.as_object().unwrap(), &sees)
}

fn close(step: &Value, body: &Value) -> Result<Closed, Shut> {
    close_with(step, body, &json!({}))
}

/// Where a body is wrong, and which rule it breaks.
fn wrong(step: &Value, body: &Value) -> Vec<String> {
    match close(step, body) {
        Err(Shut::Wrong(messages)) => {
            messages.iter().map(|message| format!("{} {}", message.data_path, message.keyword)).collect()
        }
        other => panic!("{body} is not wrong: {other:?}"),
    }
}

fn user(component: &str, payload: &Value) -> Value {
    json!({"step_type": "user", "options": {"component": component, "payload": payload}})
}

fn write(path: &[&str], value: &str, from: &str) -> FieldWrite {
    let path = path.iter().map(|&member| member.to_owned()).collect();
    FieldWrite { path, value: json!(value), from: from.to_owned() }
}

fn failed(reason: &str) -> Result<Closed, Shut> {
    Ok(Closed { failed: Some(reason.to_owned()), ..Closed::default() })
}

mod a_document {
    use super::*;

    fn pdf(id: &str) -> Value {
        user("follow-pdf-instructions", &json!({"attachment_id": id}))
    }

    #[test]
    fn must_be_named_by_whoever_closes_the_step() {
        assert_eq!(close(&pdf("f1"), &json!({"attachment_id": "f1"})), Ok(Closed::default()));
        assert_eq!(wrong(&pdf("f1"), &json!({"attachment_id": "f2"})), [".attachment_id const"]);
        assert_eq!(wrong(&pdf("f1"), &json!({"attachment_id": 1})), [".attachment_id type"]);
        assert_eq!(wrong(&pdf("f1"), &json!({})), [" required"]);
        assert_eq!(wrong(&pdf("f1"), &json!({"attachment_id": "f1", "x": 1})), [" additionalProperties"]);
    }

    #[test]
    fn may_be_told_by_a_path() {
        let body = json!({"attachment_id": "f1"});
        assert_eq!(close_with(&pdf("$.manual"), &body, &json!({"manual": "f1"})), Ok(Closed::default()));
        assert_eq!(close(&pdf("$.manual"), &body), failed("there is nothing at $.manual"));
        assert_eq!(close(&pdf("$.work_order.manual"), &body), Err(Shut::Need(Root::WorkOrder)));
    }
}

mod a_form {
    use super::*;

    fn form() -> Value {
        let paths = [
            "serial_number",
            "input_filter[?(@.key = 'tag')]",
            "$.color",
            "$._entity.label",
            "$.cycle.x",
            "a[0]",
        ];
        let field =
            |path| json!({"input_type": "input", "label": "L", "required": true, "entity_field": path});
        user("manual-data-entry", &json!({"fields": paths.map(field)}))
    }

    fn body(path: &str) -> Value {
        json!({"fields": [{"value": "v", "label": "L", "entity_field": path}]})
    }

    #[test]
    fn writes_to_the_entity_and_to_variables() {
        let from = ".fields[0].value";
        for (path, members) in [
            ("serial_number", vec!["serial_number"]),
            ("input_filter[?(@.key = 'tag')]", vec!["input_filter", "tag"]),
            ("$._entity.label", vec!["label"]),
        ] {
            let expected = Closed { writes: vec![write(&members, "v", from)], ..Closed::default() };
            assert_eq!(close(&form(), &body(path)), Ok(expected), "{path}");
        }
        let variables = vec![("$.color".to_owned(), json!("v"))];
        assert_eq!(close(&form(), &body("$.color")), Ok(Closed { variables, ..Closed::default() }));
    }

    #[test]
    fn may_be_left_empty() {
        assert_eq!(close(&form(), &json!({"fields": []})), Ok(Closed::default()));
        let cleared =
            close(&form(), &json!({"fields": [{"value": null, "entity_field": "$.color"}]})).unwrap();
        assert_eq!(cleared.variables, [("$.color".to_owned(), Value::Null)]);
    }

    #[test]
    fn takes_texts_for_its_own_fields_only() {
        for (body, expected) in [
            (json!({}), vec![" required"]),
            (json!({"fields": {}}), vec![".fields type"]),
            (json!({"fields": [1]}), vec![".fields[0] type"]),
            (json!({"fields": [{}]}), vec![".fields[0] required", ".fields[0] required"]),
            (json!({"fields": [{"value": 1, "entity_field": "$.color"}]}), vec![".fields[0].value type"]),
            (body("nope"), vec![".fields[0].entity_field enum"]),
            (json!({"fields": [], "more": 1}), vec![" additionalProperties"]),
            (
                json!({"fields": [{"value": "", "entity_field": "$.color", "x": 1, "label": 5}]}),
                vec![".fields[0] additionalProperties", ".fields[0].label type"],
            ),
        ] {
            assert_eq!(wrong(&form(), &body), expected, "{body}");
        }
        let many = vec![json!({"value": "v", "entity_field": "$.color"}); 101];
        assert_eq!(wrong(&form(), &json!({"fields": many})), [".fields maxItems"]);
    }

    #[test]
    fn that_wants_to_write_what_can_not_be_written_fails_the_step() {
        assert_eq!(
            close(&form(), &body("$.cycle.x")),
            failed("only variables and fields of the entity can be written, nothing of cycle")
        );
        assert_eq!(
            close(&form(), &body("a[0]")),
            failed("on the entity only its members and custom fields can be written")
        );
    }
}

mod a_task_list {
    use super::*;

    fn list() -> Value {
        let task = |label, evaluated, na_field| json!({"label": label, "evaluated": evaluated, "na_field": na_field});
        user(
            "task-list",
            &json!({"items": [task("Wipe it", true, true), task("Box it", true, false), task("Smile", false, true)]}),
        )
    }

    fn answers(items: &[(&str, Value)]) -> Value {
        json!({"items": items.iter().map(|(slug, value)| json!({"slug": slug, "value": value})).collect::<Vec<_>>()})
    }

    #[test]
    fn is_done_when_all_tasks_that_count_are() {
        for smile in [json!("ok"), json!("bad"), json!("na"), Value::Null] {
            let body = answers(&[("smile", smile), ("wipe-it", json!("ok")), ("box-it", json!("ok"))]);
            assert_eq!(close(&list(), &body), Ok(Closed::default()), "{body}");
        }
    }

    #[test]
    fn fails_by_a_task_that_counts() {
        for (wipe, reason) in [
            (json!("bad"), "Wipe it: bad"),
            (json!("na"), "Wipe it: not applicable"),
            (Value::Null, "Wipe it: not done"),
        ] {
            let body = answers(&[("wipe-it", wipe), ("box-it", json!("ok"))]);
            assert_eq!(close(&list(), &body), failed(reason), "{body}");
        }
        assert_eq!(close(&list(), &answers(&[])), failed("Wipe it: not done; Box it: not done"));
    }

    #[test]
    fn takes_answers_to_its_own_tasks_only() {
        for (body, expected) in [
            (json!({}), vec![" required"]),
            (json!({"items": [], "fields": []}), vec![" additionalProperties"]),
            (json!({"items": ["ok"]}), vec![".items[0] type"]),
            (json!({"items": [{}]}), vec![".items[0] required", ".items[0] required"]),
            (answers(&[("nope", json!("ok"))]), vec![".items[0].slug enum"]),
            (answers(&[("smile", json!("OK"))]), vec![".items[0].value enum"]),
            (answers(&[("box-it", json!("na"))]), vec![".items[0].value enum"]),
            (answers(&[("smile", json!("ok")), ("smile", json!("ok"))]), vec![".items[1].slug uniqueAnswer"]),
        ] {
            assert_eq!(wrong(&list(), &body), expected, "{body}");
        }
    }

    #[test]
    fn tells_at_most_a_hundred_mistakes() {
        let body = answers(&vec![("nope", json!(1)); 100]);
        assert_eq!(wrong(&list(), &body).len(), 100);
    }
}

mod a_question {
    use super::*;

    #[test]
    fn is_answered_with_yes_or_no() {
        let question =
            user("confirm-action", &json!({"message": "Clean?", "negative_message": "It is dirty"}));
        assert_eq!(close(&question, &json!({"acknowledge": true})), Ok(Closed::default()));
        assert_eq!(close(&question, &json!({"acknowledge": false})), failed("It is dirty"));
        assert_eq!(wrong(&question, &json!({})), [" required"]);
        assert_eq!(wrong(&question, &json!({"acknowledge": "yes"})), [".acknowledge type"]);
        let question = user("confirm-action", &json!({"message": "Clean?"}));
        assert_eq!(close(&question, &json!({"acknowledge": false})), failed("it was not confirmed"));
    }
}

mod a_machine {
    use super::*;

    fn machine(configuration: &Value) -> Value {
        let application = json!({"application_id": "ace-ios"});
        json!({"step_type": "machine", "options": {"application": application, "configuration": configuration}})
    }

    fn told(options: &Value) -> Value {
        json!({"options": options})
    }

    #[test]
    fn without_conditions_has_nothing_to_tell() {
        for body in [json!({}), told(&json!({})), told(&json!({"application": {}, "battery_charge": 5}))] {
            assert_eq!(close(&machine(&json!({})), &body), Ok(Closed::default()), "{body}");
        }
    }

    #[test]
    fn is_done_when_all_that_is_waited_for_is_there() {
        let wanted = machine(
            &json!({"wait_for_battery_charge": 80, "wait_for_apps": ["a", "b"], "restore_device": true,
            "wait_for_icon_layout": [["x", "y"], ["z"]], "automated_enrollment": true}),
        );
        let done = json!({"battery_charge": 80, "installed_apps": ["b", "c", "a"], "icon_layout": ["x", "y", "z"],
            "restore_device": true, "automated_enrollment": {"should_mdm_enroll": true}});
        assert_eq!(close(&wanted, &told(&done)), Ok(Closed::default()));
        for (name, value, expected) in [
            ("battery_charge", json!(79.9), "minimum"),
            ("battery_charge", json!(101), "percentage"),
            ("battery_charge", json!("80"), "type"),
            ("installed_apps", json!(["a"]), "installedApps"),
            ("icon_layout", json!(["y", "x", "z"]), "const"),
            ("restore_device", json!(false), "const"),
            ("restore_device", json!(1), "type"),
            ("automated_enrollment", json!(false), "const"),
            ("automated_enrollment", json!("x"), "type"),
        ] {
            let mut not_yet = done.clone();
            not_yet[name] = value;
            assert_eq!(wrong(&wanted, &told(&not_yet)), [format!(".options.{name} {expected}")], "{not_yet}");
        }
        let required = [".options required"; 3];
        assert_eq!(wrong(&wanted, &json!({})), required);
    }

    #[test]
    fn tells_only_what_is_known() {
        let wanted = machine(&json!({}));
        assert_eq!(wrong(&wanted, &json!({"x": 1})), [" additionalProperties"]);
        assert_eq!(wrong(&wanted, &told(&json!({"x": 1}))), [".options additionalProperties"]);
        assert_eq!(wrong(&wanted, &told(&json!([]))), [".options type"]);
        assert_eq!(
            wrong(&wanted, &told(&json!({"installed_apps": [1]}))),
            [".options.installed_apps[0] type"]
        );
    }

    #[test]
    fn gives_what_was_read_to_where_it_is_wanted() {
        let wanted = machine(&json!({"field_mappings": [
            {"from": "serial_number", "to": "serial_number"},
            {"from": "imei", "to": "$._entity.input_filter[?(@.key = 'imei')]"},
            {"from": "model", "to": "$.model"}, {"from": "ecid", "to": "$.ecid"}, {"from": "udid"}]}));
        let fields = json!([{"label": "serial_number", "value": "S"}, {"entity_field": "imei", "value": "I"},
            {"label": "model", "value": "M"}, {"label": "udid", "value": "U"}, {"label": "other", "value": "O"}]);
        let expected = Closed {
            writes: vec![
                write(&["serial_number"], "S", ".options.fields[0].value"),
                write(&["input_filter", "imei"], "I", ".options.fields[1].value"),
            ],
            variables: vec![("$.model".to_owned(), json!("M"))],
            failed: None,
        };
        assert_eq!(close(&wanted, &told(&json!({"fields": fields}))), Ok(expected));
    }
}

#[test]
fn a_step_that_asks_for_nothing_takes_nothing() {
    let step = json!({"step_type": "pass"});
    assert_eq!(close(&step, &json!({})), Ok(Closed::default()));
    assert_eq!(wrong(&step, &json!({"x": 1})), [" additionalProperties"]);
}

#[test]
fn a_message_has_the_form_of_the_validator() {
    let step = user("task-list", &json!({"items": [{"label": "Wipe it", "evaluated": true}]}));
    let Err(Shut::Wrong(messages)) = close(&step, &json!({"items": [{"slug": "x", "value": "ok"}]})) else {
        panic!("it is wrong")
    };
    let expected = json!([{"keyword": "enum", "dataPath": ".items[0].slug",
        "schemaPath": "#/properties/items/items/properties/slug/enum", "params": {"allowedValues": ["wipe-it"]},
        "message": "should be equal to one of the allowed values"}]);
    assert_eq!(json!(messages), expected);
}
