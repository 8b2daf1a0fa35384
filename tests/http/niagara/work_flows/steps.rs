//! What the steps of a work flow may be, in every spelling.

use serde_json::{Value, json};

use super::super::world::post;
use super::{flow, made, with, wrong};
use crate::both;

/// A work flow that runs through every kind of step, as the newest documents spell it.
fn every_kind() -> Value {
    let user = |component: &str, payload: Value| json!({"component": component, "payload": payload});
    let function = |function: &str, payload: Value| json!({"function": function, "payload": payload});
    json!({
        "reserve": step("function", "begin", json!({"options": function("allocate-unit-to-project",
            json!({"part_id": "p", "project_id": "j", "allow_replacement": false}))})),
        "begin": step("function", "move", json!({"options": function("set-entity-status",
            json!({"status": {"status": "In Progress", "category": "IN_PROGRESS"}}))})),
        "move": step("function", "guide", json!({"options": function("set-entity-location",
            json!({"location_type": "location_id", "location_id": "bench"}))})),
        "guide": step("user", "enter", json!({"options": user("follow-pdf-instructions", json!({"attachment_id": "f"}))})),
        "enter": step("user", "sure", json!({"options": user("manual-data-entry", json!({"fields": [
            {"input_type": "input", "label": "Tag", "required": true, "entity_field": "input_filter[?(@.key = 'tag')]"}]}))})),
        "sure": step("user", "check", json!({"options": user("confirm-action", json!({"message": "Sure?"}))})),
        "check": step("user", "image", json!({"options": user("task-list", json!({"is_qc": true, "items": [
            {"label": "Tag straight", "evaluated": true, "na_field": false}]}))})),
        "image": step("machine", "settle", json!({"options": {"application": {"application_id": "ace-ios"},
            "configuration": {"wait_for_battery_charge": 60}}})),
        "settle": step("wait", "enough", json!({"time": 30, "stop_at": 300, "listen_for": [{"event": "UNIT.changed"}]})),
        "enough": step("decision", "both", json!({"decision": [
            {"variable": "$.battery", "operator": "greater_than_equals", "operand": "60"}]})),
        "both": step("parallel", "ship", json!({"fail_condition": "ANY", "fail_fast": true, "branches": [
            {"starts_at": "left", "steps": {"left": step("pass", "ship", json!({}))}},
            {"starts_at": "right", "steps": {"right": step("pass", "ship", json!({}))}}]})),
        "ship": step("pass", "done", json!({"context": [{"key": "shipped", "value": true}]})),
        "done": {"step_type": "success", "label": "Done", "on_start": [], "on_complete": []},
        "failed": {"step_type": "fail", "label": "Failed", "on_start": [], "on_complete": []},
    })
}

fn step(kind: &str, goto: &str, more: Value) -> Value {
    let step = json!({
        "step_type": kind, "label": kind, "goto": goto, "goto_fail": "failed", "on_start": [], "on_complete": [],
        "on_error": {"retry": 1, "finally": {"actions": []}}, "on_timeout": {}
    });
    with(&step, more)
}

/// The same in the spelling of the older documents.
fn in_older_spelling(steps: &Value) -> Value {
    let names = [
        ("\"step_type\"", "\"type\""),
        ("\"goto_fail\"", "\"goto-fail\""),
        ("\"on_start\"", "\"onStart\""),
        ("\"on_complete\"", "\"onComplete\""),
        ("\"on_error\"", "\"onError\""),
        ("\"on_timeout\"", "\"onTimeout\""),
        ("follow-pdf-instructions", "follow-pds-instructions"),
        ("UNIT.changed", "UNIT.updated"),
    ];
    let text = names.iter().fold(steps.to_string(), |text, (newer, older)| {
        assert!(text.contains(newer), "{newer}");
        text.replace(newer, older)
    });
    serde_json::from_str(&text).expect("JSON")
}

#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
fn through(steps: Value) -> Value {
    with(&flow("Stage"), json!({"starts_at": "reserve", "steps": steps}))
}

both! {
    fn every_kind_of_step_is_taken_in_both_spellings_and_answered_in_the_newer(app) {
        let newer = made(app, through(every_kind()));
        assert_eq!(newer["warnings"], json!([]));
        let older = made(app, through(in_older_spelling(&every_kind())));
        assert_eq!(older["steps"], newer["steps"]);
        let kinds: Vec<&str> = newer["steps"].as_object().expect("steps").values()
            .map(|step| step["step_type"].as_str().expect("a kind")).collect();
        for kind in ["decision", "fail", "function", "machine", "parallel", "pass", "success", "user", "wait"] {
            assert!(kinds.contains(&kind), "{kind}");
        }
        let read = app.ask("GET", &super::path(&older)).send().expect(200).json();
        assert_eq!(read["steps"]["check"]["options"]["payload"]["items"][0]["slug"], "tag-straight");
        assert_eq!(read["steps"]["settle"]["listen_for"][0]["event"], "UNIT.changed");
    }

    fn a_wrong_step_is_refused_with_its_place(app) {
        for (pointer, value, keyword, place) in [
            ("/reserve/options/payload/project_id", json!(null), "type", ".steps['reserve'].options.payload.project_id"),
            ("/begin/options/function", json!("fly"), "enum", ".steps['begin'].options.function"),
            ("/move/options/payload/location_type", json!("moon"), "enum", ".steps['move'].options.payload.location_type"),
            ("/guide/options/component", json!("read-mind"), "enum", ".steps['guide'].options.component"),
            ("/enter/options/payload/fields/0/required", json!("yes"), "type",
                ".steps['enter'].options.payload.fields[0].required"),
            ("/sure/options/payload/message", json!(1), "type", ".steps['sure'].options.payload.message"),
            ("/check/options/payload/items", json!({}), "type", ".steps['check'].options.payload.items"),
            ("/image/options/configuration/wait_for_battery_charge", json!(101), "maximum",
                ".steps['image'].options.configuration.wait_for_battery_charge"),
            ("/settle/stop_at", json!(0), "minimum", ".steps['settle'].stop_at"),
            ("/enough/decision/0/operator", json!("like"), "enum", ".steps['enough'].decision[0].operator"),
            ("/both/fail_condition", json!("SOME"), "enum", ".steps['both'].fail_condition"),
            ("/ship/goto", json!("nowhere"), "stepExists", ".steps['ship'].goto"),
            ("/done/on_start", json!(1), "type", ".steps['done'].on_start"),
            ("/failed/label", json!(1), "type", ".steps['failed'].label"),
        ] {
            let mut steps = every_kind();
            *steps.pointer_mut(pointer).expect("a place") = value;
            let problem = post(app, "work-flows", through(steps)).expect(400).json();
            assert_eq!(wrong(&problem), [(keyword, place)], "{problem:#}");
        }
    }

    fn what_is_wrong_with_the_body_and_with_its_steps_is_told_at_once(app) {
        let mut body = flow("A");
        body["applies_to"] = json!("JOB");
        body["label"] = json!(7);
        body["steps"]["look"]["colour"] = json!("red");
        let problem = post(app, "work-flows", body.clone()).expect(400).json();
        assert_eq!(problem["detail"], "Invalid Data");
        let mut found = wrong(&problem);
        found.sort_unstable();
        let expected = [("additionalProperties", ".steps['look']"), ("enum", ".applies_to"), ("type", ".label")];
        assert_eq!(found, expected);
        let path = super::path(&made(app, flow("A")));
        let again = app.ask("PUT", &path).json(body).send().expect(400).json();
        assert_eq!(wrong(&again).len(), 3);
        assert_eq!(app.ask("GET", &path).send().expect(200).json()["workflow_version"], 1);
    }

    fn a_work_flow_has_no_more_than_five_hundred_steps_and_a_mebibyte(app) {
        let chain = |count: usize| {
            let mut body = flow("Long");
            let steps = body["steps"].as_object_mut().expect("steps");
            for n in 0..count - 3 {
                let next = if n == count - 4 { "done".to_owned() } else { format!("s{}", n + 1) };
                steps.insert(format!("s{n}"), json!({"step_type": "pass", "label": "Next", "goto": next, "goto_fail": "failed"}));
            }
            body["steps"]["look"]["goto"] = json!("s0");
            body
        };
        let longest = made(app, chain(500));
        assert_eq!((longest["steps"].as_object().expect("steps").len(), &longest["warnings"]), (500, &json!([])));
        let problem = post(app, "work-flows", chain(501)).expect(400).json();
        assert_eq!(wrong(&problem), [("maxSteps", ".steps")]);

        let heavy = |bytes: usize| {
            let mut body = flow("Heavy");
            body["steps"]["look"]["context"] = json!([{"key": "text", "value": "x".repeat(bytes)}]);
            body
        };
        let heaviest = made(app, heavy(1024 * 1024 - 1024));
        let read = app.ask("GET", &super::path(&heaviest)).send().expect(200).json();
        assert_eq!(read, heaviest);
        let problem = post(app, "work-flows", heavy(1024 * 1024)).expect(400).json();
        assert_eq!(wrong(&problem), [("maxBytes", "")]);
    }
}
