//! Fifty tablets for a customer: from the order to the last one done, with two that fail and one that needs a visit.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::both;
use crate::device::{act, device, report};
use crate::harness::{App, Client};
use crate::niagara::access::someone;
use crate::niagara::floor::{counters, entries, many, order_of, queue, read};
use crate::niagara::world::{
    customer, get, location, make, manufacturer, part, post, program, project_of, unit,
};

const TABLETS: usize = 50;
/// The tablet that is at the customer's already, and the two that fail.
const VISITED: usize = 7;
const FAILING: [usize; 2] = [3, 31];
/// How long a loaded machine may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is done with each tablet: a person tags it, a machine sets it up, it rests a second, and where it is at the customer's
/// somebody goes there.
fn staging() -> Value {
    let user = |label: &str, goto: &str, component: &str, payload: Value| {
        json!({"step_type": "user", "label": label, "goto": goto, "goto_fail": "failed",
            "options": {"component": component, "payload": payload}})
    };
    let field = json!({"input_type": "input", "label": "Serial number", "required": true, "entity_field": "serial_number"});
    let check =
        json!({"is_qc": true, "items": [{"label": "Screen is clean", "evaluated": true, "na_field": false}]});
    let job = json!({"Title": "Mount a tablet", "Remarks": "$._entity.label", "UserName": "cem",
        "PlannedStartDate": "2026-11-23T08:00:00.000Z"});
    json!({
        "label": "Stage a tablet", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "begin",
        "steps": {
            "begin": {"step_type": "function", "label": "Begin", "goto": "enter", "goto_fail": "failed", "options":
                {"function": "set-entity-status", "payload": {"status": {"status": "In Progress", "category": "IN_PROGRESS"}}}},
            "enter": user("Serial number", "set-up", "manual-data-entry", json!({"fields": [field]})),
            "set-up": {"step_type": "machine", "label": "Set up", "goto": "rest", "goto_fail": "failed", "options":
                {"application": {"application_id": "ace-ios"}, "configuration": {"wait_for_battery_charge": 60}}},
            "rest": {"step_type": "wait", "label": "Rest", "goto": "where", "goto_fail": "failed", "time": 1, "stop_at": 60},
            "where": {"step_type": "decision", "label": "At the customer's?", "goto": "visit", "goto_fail": "check",
                "decision": [{"variable": "$.visit", "operator": "equals", "operand": "true"}]},
            "visit": {"step_type": "function", "label": "Visit", "goto": "check", "goto_fail": "failed", "options":
                {"function": "dispatch-job", "payload": {"job": job}}},
            "check": user("Check", "finish", "task-list", check),
            "finish": {"step_type": "function", "label": "Finish", "goto": "done", "goto_fail": "failed", "options":
                {"function": "set-entity-status", "payload": {"status": {"status": "Complete", "category": "COMPLETE"}}}},
            "done": {"step_type": "success", "label": "Done"},
            "failed": {"step_type": "fail", "label": "Failed"}
        }
    })
}

/// A tablet on its way, and who works on it.
struct Tablet {
    unit: String,
    context: String,
    at_customer: bool,
}

/// Closes a step.
#[track_caller]
fn close(client: &Client, context: &str, step: &str, mut body: Value) -> Value {
    body["step"] = step.into();
    post(client, &format!("contexts/{context}"), body).expect(200).json()
}

/// Waits until a run stands at a step.
#[track_caller]
fn arrives(client: &Client, context: &str, step: &str) -> Value {
    let began = Instant::now();
    loop {
        let run = get(client, &format!("/contexts/{context}"));
        if run["current_steps"] == json!([step]) {
            return run;
        }
        assert!(run["active"] == true && began.elapsed() < PATIENCE, "{context} is not at {step}: {run}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Starts the next cycle of whoever works on a tablet.
#[track_caller]
fn begin(tech: &Client, order: &str, unit: String, at_customer: bool) -> Tablet {
    let body = json!({"entity": {"entity_type": "UNIT", "entity_id": unit}, "data": {"visit": at_customer}});
    let run = post(tech, &format!("work-orders/{order}/contexts"), body).expect(200).json();
    assert_eq!(run["current_steps"], json!(["enter"]), "{run}");
    Tablet { unit, context: run["context_id"].as_str().expect("an id").to_owned(), at_customer }
}

/// Takes a tablet from its serial number to its rest.
fn stage(tech: &Client, machine: &Client, tablet: &Tablet, serial: usize) {
    let field =
        json!({"label": "Serial number", "entity_field": "serial_number", "value": format!("ABC{serial}")});
    close(tech, &tablet.context, "enter", json!({"fields": [field]}));
    let low = json!({"step": "set-up", "options": {"battery_charge": 20}});
    if serial.is_multiple_of(10) {
        post(machine, &format!("contexts/{}", tablet.context), low).expect(400);
    }
    close(machine, &tablet.context, "set-up", json!({"options": {"battery_charge": 80}}));
}

/// Does the visit that a run waits for, as a technician with a phone.
fn visit(app: &App, waiting: &Value) {
    let number = waiting["waiting_for"][0]["job"].as_str().unwrap_or_else(|| panic!("no job in {waiting}"));
    let cem = device(app, "cem");
    let mine = read(&cem, "/device/v1/jobs");
    assert!(mine.to_string().contains(number), "{mine}");
    for (n, action) in ["accept", "travel", "arrive", "start"].into_iter().enumerate() {
        act(&cem, number, action, n).expect(200);
    }
    report(&cem, number, "complete", json!({"id": crate::device::id(9), "at": crate::device::AT}))
        .expect(200);
}

both! {
    fn fifty_tablets_are_staged_in_five_batches_and_the_order_is_complete(app) {
        let customer = customer(app, "Acme");
        let project = project_of(app, &program(app, &customer));
        let hall = location(app, "Hall 1");
        let part = part(app, &customer, &manufacturer(app, "Zeta"), "T-1");
        let flow = make(app, "work-flows", staging());
        let order = order_of(app, &project, json!([{"needed": TABLETS, "work_flow": {"work_flow_id": flow}}]));
        let queues = [queue(app, &hall, "First", 1), queue(app, &hall, "Second", 2)];
        let rights = "context:create,work-order:read,project:read,program:read,customer:read,unit:read,part:read,\
            manufacturer:read,vendor:read,location:read,resource:read,sub-resource:read,work-flow:read,user:read";
        let techs = [someone(app, "ann", rights), someone(app, "bob", rights)];
        // Neither is a technician of the batches: they may work on all of them.
        let all = format!("{rights},context:read,context:step,work-order:update");
        let (machine, checker) = (someone(app, "imager", &all), someone(app, "dora", &all));
        for (queue, (total, user)) in queues.iter().zip([(3, "ann"), (2, "bob")]) {
            many(app, &json!({"work_order": {"work_order_id": order}, "queue": {"queue_id": queue}, "number_cycles": 10,
                "total": total, "users": [{"user_id": user}]})).expect(204);
        }
        let mut tablets: Vec<Tablet> = (0..TABLETS)
            .map(|n| {
                let tech = &techs[usize::from(n >= 30)];
                begin(tech, &order, unit(app, &part, &hall, &format!("Tablet {n}")), n == VISITED)
            })
            .collect();
        assert_eq!(counters(&read(app, &format!("/work-orders/{order}"))["cycle_totals"]), [0, 50, 0, 0, 0, 0]);
        let spare = unit(app, &part, &hall, "Spare");
        let none_left = json!({"entity": {"entity_type": "UNIT", "entity_id": spare}});
        post(&techs[0], &format!("work-orders/{order}/contexts"), none_left).expect(409);
        for (n, tablet) in tablets.iter().enumerate() {
            stage(&techs[usize::from(n >= 30)], &machine, tablet, n);
        }
        for (n, tablet) in tablets.iter().enumerate() {
            if tablet.at_customer {
                visit(app, &arrives(app, &tablet.context, "visit"));
            }
            arrives(app, &tablet.context, "check");
            post(&techs[usize::from(n >= 30)], &format!("contexts/{}", tablet.context),
                json!({"step": "check", "items": [{"slug": "screen-is-clean", "value": "ok"}]})).expect(403);
            let found = if FAILING.contains(&n) { "bad" } else { "ok" };
            let items = json!({"items": [{"slug": "screen-is-clean", "value": found}]});
            let run = close(&checker, &tablet.context, "check", items);
            assert_eq!(run["outcome"], if found == "ok" { "succeeded" } else { "failed" }, "{run}");
        }
        let now = read(app, &format!("/work-orders/{order}"));
        assert_eq!(counters(&now["cycle_totals"]), [0, 0, 0, 48, 2, 0]);
        assert_eq!(now["current_status"]["category"], "IN_PROGRESS");
        let blocked = read(app, &format!("/work-orders/{order}/cycles?filter[status]=Blocked"));
        for cycle in entries(&blocked) {
            let id = cycle["cycle_id"].as_str().expect("an id");
            app.ask("POST", &format!("/work-orders/{order}/cycles/{id}/retry")).send().expect(200);
        }
        for (n, tech) in FAILING.into_iter().zip(&techs) {
            let again = begin(tech, &order, tablets.remove(n - usize::from(n == FAILING[1])).unit, false);
            stage(tech, &machine, &again, 100 + n);
            arrives(app, &again.context, "check");
            close(&checker, &again.context, "check", json!({"items": [{"slug": "screen-is-clean", "value": "ok"}]}));
        }
        let done = read(app, &format!("/work-orders/{order}"));
        assert_eq!(counters(&done["cycle_totals"]), [0, 0, 0, 50, 0, 2]);
        assert_eq!(done["current_status"]["category"], "COMPLETE");
        let times = ["begin_date", "start_date", "end_date"].map(|name| done[name].as_str().expect("a date").to_owned());
        assert!(times[0] <= times[1] && times[1] < times[2], "{times:?}");
        for batch in entries(&read(app, "/batches")) {
            assert_eq!((&batch["current_status"]["category"], &batch["cycles"]["complete"]), (&json!("COMPLETE"), &json!(10)));
        }
        let page = read(app, &format!("/work-orders/{order}/contexts?filter[status]=Complete"));
        assert_eq!(page["total_count"], 50);
        for unit in ["Tablet 0", "Tablet 3"] {
            let units = read(app, &format!("/parts/{part}/units?limit=100"));
            let one = entries(&units).into_iter().find(|one| one["label"] == unit).expect("the unit");
            assert_eq!(one["current_status"]["category"], "COMPLETE");
        }
    }
}
