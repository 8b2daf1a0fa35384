//! How the workshop works: its work flows.

use docket_domain::entity::EntityType;
use serde_json::{Value, json};

use super::guide::GUIDE;
use super::{FOUNDED, Made};
use crate::cli::demo::company::Company;

/// Readies a tablet: people, a machine, a wait and a decision.
pub(super) const TABLET: &str = "Stage a tablet";
/// Readies what needs no machine.
pub(super) const DEVICE: &str = "Stage a device";
/// Readies what is mounted at the customer's: a document, two things at once, an event and a visit.
pub(super) const MOUNTED: &str = "Stage and mount a logger";
/// Looks at what came back.
pub(super) const RETURNED: &str = "Inspect a returned device";

/// Makes them.
pub(super) async fn fill(company: &Company, made: &mut Made) -> anyhow::Result<()> {
    let flows = [
        (TABLET, "begin", tablet()),
        (DEVICE, "enter", device()),
        (MOUNTED, "read", mounted(made.id(EntityType::File, GUIDE)?)),
        (RETURNED, "look", returned()),
    ];
    for (label, starts_at, steps) in flows {
        let body = json!({
            "label": label, "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at, "steps": steps,
            "metadata": {"team": "workshop"},
        });
        made.make(company, company.now - FOUNDED, EntityType::WorkFlow, body).await?;
    }
    Ok(())
}

fn tablet() -> Value {
    json!({
        "begin": status("Mark as begun", "In Progress", "IN_PROGRESS", "enter"),
        "enter": entry("Scan the asset tag", "asset-tag", "charge"),
        "charge": {
            "step_type": "machine", "label": "Restore and enrol", "goto": "settle", "goto_fail": "failed",
            "options": {
                "application": {"application_id": "ace-ios"},
                "configuration": {"restore_device": true, "wait_for_battery_charge": 60},
            },
        },
        "settle": {
            "step_type": "wait", "label": "Let it settle", "goto": "is-tagged", "goto_fail": "failed",
            "time": 30, "stop_at": 300,
        },
        "is-tagged": {
            "step_type": "decision", "label": "Is the tag known?", "goto": "check", "goto_fail": "enter",
            "decision": [{"variable": "$.tagged", "operator": "equals", "operand": "yes"}],
        },
        "check": tasks("Check the tablet", true, &["Screen is clean", "Tag sits straight", "Case closes"], "finish"),
        "finish": status("Mark as complete", "Complete", "COMPLETE", "done"),
        "done": end("success", "Ready to ship"),
        "failed": end("fail", "To the returns bench"),
    })
}

fn device() -> Value {
    json!({
        "enter": entry("Read the firmware", "firmware", "pack"),
        "pack": tasks("Prepare", false, &["Battery is in", "Firmware is current", "Quick guide is in the box"], "check"),
        "check": tasks("Check", true, &["It switches on", "Label is right"], "finish"),
        "finish": status("Mark as complete", "Complete", "COMPLETE", "done"),
        "done": end("success", "Ready to ship"),
        "failed": end("fail", "To the returns bench"),
    })
}

/// `guide` is the document that is followed.
fn mounted(guide: &str) -> Value {
    let job = json!({
        "Title": "Mount a temperature logger", "Remarks": "$._entity.label", "OrderType": "INSTALL",
        "UserName": "ines.moreau", "PlannedStartDate": "$.visit",
    });
    json!({
        "read": {
            "step_type": "user", "label": "Mounting guide", "goto": "prepare", "goto_fail": "failed",
            "options": {"component": "follow-pdf-instructions", "payload": {"attachment_id": guide}},
        },
        "prepare": {
            "step_type": "parallel", "label": "Prepare", "goto": "proof", "goto_fail": "failed", "fail_condition": "ANY",
            "branches": [
                {"starts_at": "battery", "steps": {"battery": tasks("Battery", false, &["Battery is in"], "proof")}},
                {"starts_at": "update", "steps": {"update": {
                    "step_type": "machine", "label": "Update", "goto": "proof", "goto_fail": "failed",
                    "options": {"application": {"application_id": "ace-ios"}, "configuration": {}},
                }}},
            ],
        },
        "proof": {
            "step_type": "wait", "label": "Wait for the calibration note", "goto": "mount", "goto_fail": "proof",
            "time": 900, "stop_at": 900, "listen_for": [{"event": "NOTE.created"}],
        },
        "mount": {
            "step_type": "function", "label": "Mount it", "goto": "done", "goto_fail": "failed",
            "options": {"function": "dispatch-job", "payload": {"job": job}},
        },
        "done": end("success", "Mounted"),
        "failed": end("fail", "To the returns bench"),
    })
}

fn returned() -> Value {
    json!({
        "look": tasks("Look it over", false, &["No cracks", "No signs of water", "All screws are there"], "again"),
        "again": {
            "step_type": "user", "label": "Stage it again?", "goto": "done", "goto_fail": "scrap",
            "options": {"component": "confirm-action", "payload": {"message": "The device can be staged again."}},
        },
        "scrap": status("Mark as cancelled", "Cancelled", "CANCELLED", "failed"),
        "done": end("success", "Back to the rack"),
        "failed": end("fail", "Recycled"),
    })
}

fn status(label: &str, status: &str, category: &str, goto: &str) -> Value {
    json!({
        "step_type": "function", "label": label, "goto": goto, "goto_fail": "failed",
        "options": {"function": "set-entity-status", "payload": {"status": {"status": status, "category": category}}},
    })
}

fn entry(label: &str, key: &str, goto: &str) -> Value {
    let field = json!({
        "input_type": "input", "label": label, "required": true,
        "entity_field": format!("input_filter[?(@.key = '{key}')]"),
    });
    json!({
        "step_type": "user", "label": label, "goto": goto, "goto_fail": "failed",
        "options": {"component": "manual-data-entry", "payload": {"fields": [field]}},
        "context": [{"key": "tagged", "value": "yes"}],
    })
}

fn tasks(label: &str, is_check: bool, items: &[&str], goto: &str) -> Value {
    let items: Vec<Value> = items
        .iter()
        .map(|label| json!({"label": label, "evaluated": true, "na_field": false, "help": null}))
        .collect();
    json!({
        "step_type": "user", "label": label, "goto": goto, "goto_fail": "failed",
        "options": {"component": "task-list", "payload": {"is_qc": is_check, "items": items}},
    })
}

fn end(kind: &str, label: &str) -> Value {
    json!({"step_type": kind, "label": label, "on_start": [], "on_complete": []})
}

#[cfg(test)]
mod tests {
    use docket_domain::work_flow::accept;

    use super::*;
    use crate::cli::demo::company::object;

    #[test]
    fn every_work_flow_is_accepted_without_a_warning() {
        for (starts_at, steps) in
            [("begin", tablet()), ("enter", device()), ("read", mounted("guide")), ("look", returned())]
        {
            let body = json!({
                "label": "x", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at, "steps": steps,
            });
            let accepted = accept(&object(body)).expect("a work flow");
            assert_eq!(accepted.warnings, [], "{starts_at}");
        }
    }
}
