//! Whole work flows.

use serde_json::json;

use super::*;

/// One with every kind of step that stood in the newest documents.
pub(super) fn every_kind() -> Object {
    object(json!({
        "label": "Stage tablet", "schema_version": "1.0", "applies_to": "UNIT", "triggered_by": ["UNIT.created"],
        "starts_at": "reserve", "metadata": {"team": "bench"},
        "steps": {
            "reserve": {"step_type": "function", "label": "Reserve one", "goto": "begin", "goto_fail": "failed",
                "options": {"function": "allocate-unit-to-project",
                    "payload": {"part_id": "prt1", "project_id": "prj1", "allow_replacement": false}},
                "on_error": {"retry": 2, "finally": {"actions": []}}},
            "begin": {"step_type": "function", "label": "Mark started", "goto": "guide", "goto_fail": "failed",
                "options": {"function": "set-entity-status",
                    "payload": {"status": {"status": "In Progress", "category": "IN_PROGRESS"}}}},
            "guide": {"step_type": "user", "label": "Read guide", "goto": "enter", "goto_fail": "failed",
                "options": {"component": "follow-pdf-instructions", "payload": {"attachment_id": "fil1"}}},
            "enter": {"step_type": "user", "label": "Asset tag", "goto": "image", "goto_fail": "failed",
                "options": {"component": "manual-data-entry", "payload": {"fields": [
                    {"input_type": "input", "label": "Asset tag", "required": true,
                        "entity_field": "input_filter[?(@.key = 'asset-tag')]"}]}},
                "context": [{"key": "tagged", "value": true, "lock": true}]},
            "image": {"step_type": "machine", "label": "Image", "goto": "settle", "goto_fail": "failed",
                "options": {"application": {"application_id": "ace-ios"},
                    "configuration": {"wait_for_battery_charge": 60}}},
            "settle": {"step_type": "wait", "label": "Settle", "goto": "enough", "goto_fail": "failed",
                "time": 30, "stop_at": 300, "listen_for": [{"event": "UNIT.changed"}]},
            "enough": {"step_type": "decision", "label": "Battery ok?", "goto": "qc", "goto_fail": "failed",
                "decision": [{"variable": "$.battery", "operator": "greater_than_equals", "operand": "60"}]},
            "qc": {"step_type": "user", "label": "QC", "goto": "ship", "goto_fail": "failed",
                "options": {"component": "task-list", "payload": {"is_qc": true, "items": [
                    {"label": "Tag straight", "evaluated": true, "na_field": false, "help": null}]}}},
            "ship": {"step_type": "pass", "label": "Announce", "goto": "done", "goto_fail": "failed",
                "on_complete": [{"function": "notify", "options": {"message": "ready"}}]},
            "done": {"step_type": "success", "label": "Done", "on_start": [], "on_complete": []},
            "failed": {"step_type": "fail", "label": "Failed", "on_start": [], "on_complete": []},
        }
    }))
}

/// One in the spellings of the oldest documents.
pub(super) fn older_spellings() -> Object {
    object(json!({
        "label": "Old hand", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "reserve",
        "triggered_by": ["UNIT.updated", "UNIT.attached"],
        "context": [{"key": "available", "value": "0"}],
        "steps": {
            "reserve": {"type": "function", "label": "Reserve", "goto": "choose", "goto-fail": "failed",
                "onStart": {"actions": [{"type": "email", "options": {"to": "a@example.com", "from": "b@example.com"}}],
                    "retry": 0, "finally": {}},
                "onError": {"retry": 1, "finally": {"actions": {"actions": [], "retry": 0, "finally": {}}}},
                "options": {"function": "allocate-units-to-project",
                    "payload": {"part_id": "$.work_order.parts[0]", "program_id": "$.project", "qty": 2}}},
            "choose": {"type": "choice", "label": "Choose", "goto": "guide",
                "choices": [{"and": [{"variable": "$.available", "greater_than": "42"}], "goto": "done"}]},
            "guide": {"type": "user", "label": "Guide", "goto": "done", "onTimeout": {},
                "options": {"component": "follow-pds-instructions", "payload": {"attachment_id": "f"}}},
            "done": {"type": "success", "label": "Done", "onComplete": []},
            "failed": {"type": "fail", "label": "Failed"},
        }
    }))
}

#[test]
fn a_work_flow_of_every_kind_of_step_is_accepted_without_a_warning() {
    let found = accepted(&every_kind());
    assert_eq!(found.warnings, []);
    let payload = &found.document["steps"]["qc"]["options"]["payload"];
    assert_eq!(payload["items"][0]["slug"], "tag-straight");
}

#[test]
fn accepting_a_canonical_document_leaves_it_as_it_is() {
    for body in [every_kind(), older_spellings()] {
        let once = accepted(&body);
        assert_eq!(accepted(&once.document), once);
    }
}

#[test]
fn the_oldest_spellings_leave_no_trace() {
    let text = Value::Object(accepted(&older_spellings()).document).to_string();
    for older in [
        "\"type\"",
        "goto-fail",
        "onStart",
        "onError",
        "choice\"",
        "pds",
        "allocate-units",
        "program_id",
        "attached",
    ] {
        assert!(!text.contains(older), "{older} in {text}");
    }
}

#[test]
fn a_work_flow_that_ends_at_once_is_accepted_with_a_warning_about_its_other_end() {
    let body = object(json!({
        "entity_type": "WKF", "entity_id": "w-1", "created": "2019-08-19T00:01:02.000Z", "label": "Short",
        "schema_version": "1.0", "workflow_version": 7, "applies_to": "UNIT", "starts_at": "work-complete",
        "metadata": {"meta": "data"}, "triggered_by": ["UNIT.created"],
        "steps": {
            "work-complete": {"step_type": "success", "label": "work complete", "on_start": [], "on_complete": []},
            "stop-poking-me": {"step_type": "fail", "label": "stop poking me", "on_start": [], "on_complete": []},
        }
    }));
    let found = accepted(&body);
    assert_eq!(found.document["steps"], body["steps"]);
    let warned: Vec<&str> = found.warnings.iter().map(|warning| warning.data_path.as_str()).collect();
    assert_eq!(warned, [".steps['stop-poking-me']"]);
}
