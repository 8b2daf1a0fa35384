//! Function steps.

use serde_json::json;

use super::*;
use crate::status::{Category, Status};
use crate::work_flow::{Allocate, Call, DispatchJob, LocationSource, Operand, SetLocation, SetStatus};

fn function(name: &str, payload: Value) -> Value {
    let step = json!({"step_type": "function", "label": "Do", "goto": "done", "goto_fail": "failed",
        "options": {"function": name}});
    with(&step, "/options/payload", Some(payload))
}

#[test]
fn an_allocation_is_one_unit_unless_more_are_asked_for() {
    let step = function(
        "allocate-units-to-project",
        json!({"part_id": "p", "project_id": "$.work_order.project.project_id"}),
    );
    let options = json!({"function": "allocate-unit-to-project",
        "payload": {"part_id": "p", "project_id": "$.work_order.project.project_id", "qty": 1}});
    assert_eq!(canonical(&step)["options"], options);
    let allocate = Allocate {
        part_id: "p".into(),
        project_id: "$.work_order.project.project_id".into(),
        qty: 1,
        part_label: None,
        status: None,
        allow_replacement: false,
        allow_substitution: false,
        allow_scarcity: false,
        force: false,
    };
    assert_eq!(kind(&step), StepKind::Function(Call::Allocate(allocate)));
}

#[test]
fn the_project_may_come_under_its_mistaken_name_or_under_both() {
    let alone = function("allocate-unit-to-project", json!({"part_id": "p", "program_id": "a"}));
    assert_eq!(canonical(&alone)["options"]["payload"], json!({"part_id": "p", "project_id": "a", "qty": 1}));
    let both = function(
        "allocate-unit-to-project",
        json!({"part_id": "p", "program_id": "a", "project_id": "b", "qty": 2}),
    );
    assert_eq!(canonical(&both)["options"]["payload"], json!({"part_id": "p", "project_id": "b", "qty": 2}));
}

#[test]
fn a_status_has_a_model() {
    let step = function(
        "set-entity-status",
        json!({"status": {"status": "In Progress", "category": "IN_PROGRESS", "order": 2}}),
    );
    let status = Status {
        status: "In Progress".into(),
        category: Category::InProgress,
        description: None,
        order: Some(2.into()),
    };
    assert_eq!(kind(&step), StepKind::Function(Call::SetStatus(SetStatus { status })));
}

#[test]
fn a_location_is_told_by_an_id_or_by_what_is_at_hand() {
    let id = || "loc-1".to_owned();
    for (name, to) in [
        ("location_id", LocationSource::Location(id())),
        ("resource_id", LocationSource::Resource(id())),
        ("sub_resource_id", LocationSource::SubResource(id())),
        ("context", LocationSource::Context),
        ("work_order", LocationSource::WorkOrder),
        ("work_order_input_from", LocationSource::WorkOrderInputFrom),
        ("work_order_output_to", LocationSource::WorkOrderOutputTo),
    ] {
        let step = function("set-entity-location", json!({"location_type": name, "location_id": "loc-1"}));
        assert_eq!(kind(&step), StepKind::Function(Call::SetLocation(SetLocation { to })), "{name}");
    }
}

#[test]
fn a_job_keeps_its_template_as_it_was_sent() {
    let job = json!({"Subject": "$.subject", "Assets": [{"AssetNum": "$._entity.label", "Qty": 1.50}]});
    let step = function("dispatch-job", json!({"job": job, "order_num": "$.number"}));
    assert_eq!(canonical(&step)["options"]["payload"]["job"], job);
    let dispatch = DispatchJob { job: object(job), order_num: Some(Operand::Path("$.number".into())) };
    assert_eq!(kind(&step), StepKind::Function(Call::DispatchJob(dispatch)));
}

#[test]
fn what_is_no_function_is_refused() {
    check_table(
        &function("allocate-unit-to-project", json!({"part_id": "p", "project_id": "q"})),
        vec![
            ("/options", None, "required", ""),
            ("/options", Some("x".into()), "type", ".options"),
            ("/options/function", None, "required", ".options"),
            ("/options/function", Some("fly".into()), "enum", ".options.function"),
            ("/options/payload", None, "required", ".options"),
            ("/options/icon", Some("x".into()), "additionalProperties", ".options"),
            ("/options/payload/part_id", None, "required", ".options.payload"),
            ("/options/payload/project_id", None, "required", ".options.payload"),
            ("/options/payload/qty", Some(0.into()), "minimum", ".options.payload.qty"),
            ("/options/payload/qty", Some(1.5.into()), "type", ".options.payload.qty"),
            ("/options/payload/force", Some("no".into()), "type", ".options.payload.force"),
            ("/options/payload/colour", Some("red".into()), "additionalProperties", ".options.payload"),
        ],
    );
    check_table(
        &function("set-entity-status", json!({"status": {"status": "Done", "category": "COMPLETE"}})),
        vec![
            ("/options/payload/status", None, "required", ".options.payload"),
            ("/options/payload/status", Some("Done".into()), "type", ".options.payload.status"),
            ("/options/payload/status/status", Some("D".into()), "pattern", ".options.payload.status.status"),
            (
                "/options/payload/status/category",
                Some("OVER".into()),
                "enum",
                ".options.payload.status.category",
            ),
            ("/options/payload/status/order", Some("1".into()), "type", ".options.payload.status.order"),
            (
                "/options/payload/status/id",
                Some("1".into()),
                "additionalProperties",
                ".options.payload.status",
            ),
        ],
    );
    check_table(
        &function("set-entity-location", json!({"location_type": "location_id", "location_id": "a"})),
        vec![
            ("/options/payload/location_type", None, "required", ".options.payload"),
            ("/options/payload/location_type", Some("moon".into()), "enum", ".options.payload.location_type"),
            ("/options/payload/location_id", None, "required", ".options.payload"),
            ("/options/payload/location_id", Some("a b".into()), "pattern", ".options.payload.location_id"),
        ],
    );
    check_table(
        &function("dispatch-job", json!({"job": {}, "order_num": "A-1"})),
        vec![
            ("/options/payload/job", None, "required", ".options.payload"),
            ("/options/payload/job", Some("J".into()), "type", ".options.payload.job"),
            ("/options/payload/order_num", Some(1.into()), "type", ".options.payload.order_num"),
            ("/options/payload/order_num", Some("".into()), "orderNumber", ".options.payload.order_num"),
            ("/options/payload/technician", Some("t".into()), "additionalProperties", ".options.payload"),
        ],
    );
}
