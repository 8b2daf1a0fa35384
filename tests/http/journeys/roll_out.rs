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

/// The work order, and who works on it.
struct RollOut<'a> {
    app: &'a App,
    order: String,
    part: String,
    hall: String,
    techs: [Client; 2],
    machine: Client,
    checker: Client,
}

impl<'a> RollOut<'a> {
    /// A work order for fifty tablets in five batches, three for one technician and two for the other.
    #[track_caller]
    fn planned(app: &'a App) -> Self {
        let customer = customer(app, "Acme");
        let project = project_of(app, &program(app, &customer));
        let hall = location(app, "Hall 1");
        let part = part(app, &customer, &manufacturer(app, "Zeta"), "T-1");
        let flow = make(app, "work-flows", staging());
        let order =
            order_of(app, &project, json!([{"needed": TABLETS, "work_flow": {"work_flow_id": flow}}]));
        let queues = [queue(app, &hall, "First", 1), queue(app, &hall, "Second", 2)];
        let rights = "context:create,work-order:read,project:read,program:read,customer:read,unit:read,part:read,\
            manufacturer:read,vendor:read,location:read,resource:read,sub-resource:read,work-flow:read,user:read";
        // Machine and checker are no technicians of the batches: they may work on all of them.
        let all = format!("{rights},context:read,context:step,work-order:update");
        let techs = ["ann", "bob"].map(|name| someone(app, name, rights));
        let (machine, checker) = (someone(app, "imager", &all), someone(app, "dora", &all));
        for (queue, (total, user)) in queues.iter().zip([(3, "ann"), (2, "bob")]) {
            let batches = json!({"work_order": {"work_order_id": order}, "queue": {"queue_id": queue},
                "number_cycles": 10, "total": total, "users": [{"user_id": user}]});
            many(app, &batches).expect(204);
        }
        Self { app, order, part, hall, techs, machine, checker }
    }

    /// Who works on the n-th tablet.
    fn tech(&self, n: usize) -> &Client {
        &self.techs[usize::from(n >= 30)]
    }

    #[track_caller]
    fn unit(&self, label: &str) -> String {
        unit(self.app, &self.part, &self.hall, label)
    }

    #[track_caller]
    fn read(&self) -> Value {
        read(self.app, &format!("/work-orders/{}", self.order))
    }

    /// Checks a tablet that has rested, after the visit if it needs one; what came of it.
    #[track_caller]
    fn check(&self, n: usize, tablet: &Tablet, found: &str) -> Value {
        if tablet.at_customer {
            visit(self.app, &arrives(self.app, &tablet.context, "visit"));
        }
        arrives(self.app, &tablet.context, "check");
        let items = json!([{"slug": "screen-is-clean", "value": found}]);
        let own = json!({"step": "check", "items": items});
        post(self.tech(n), &format!("contexts/{}", tablet.context), own).expect(403);
        close(&self.checker, &tablet.context, "check", json!({"items": items}))
    }

    /// Does the cycles again that failed.
    fn retry(&self, tablets: &[Tablet]) {
        let blocked = read(self.app, &format!("/work-orders/{}/cycles?filter[status]=Blocked", self.order));
        for cycle in entries(&blocked) {
            let id = cycle["cycle_id"].as_str().expect("an id");
            self.app
                .ask("POST", &format!("/work-orders/{}/cycles/{id}/retry", self.order))
                .send()
                .expect(200);
        }
        for n in FAILING {
            let again = begin(self.tech(n), &self.order, tablets[n].unit.clone(), false);
            stage(self.tech(n), &self.machine, &again, 100 + n);
            assert_eq!(self.check(n, &again, "ok")["outcome"], "succeeded");
        }
    }

    /// Fails unless all is done, counted and dated.
    fn is_complete(&self) {
        let done = self.read();
        assert_eq!(counters(&done["cycle_totals"]), [0, 0, 0, 50, 0, 2]);
        assert_eq!(done["current_status"]["category"], "COMPLETE");
        let times = ["begin_date", "start_date", "end_date"]
            .map(|name| done[name].as_str().expect("a date").to_owned());
        assert!(times[0] <= times[1] && times[1] < times[2], "{times:?}");
        for batch in entries(&read(self.app, "/batches")) {
            let (status, complete) = (&batch["current_status"]["category"], &batch["cycles"]["complete"]);
            assert_eq!((status, complete), (&json!("COMPLETE"), &json!(10)));
        }
        let runs = read(self.app, &format!("/work-orders/{}/contexts?filter[status]=Complete", self.order));
        assert_eq!(runs["total_count"], 50);
        for unit in entries(&read(self.app, &format!("/parts/{}/units?limit=100", self.part))) {
            let wanted = if unit["label"] == "Spare" { "PENDING" } else { "COMPLETE" };
            assert_eq!(unit["current_status"]["category"], wanted, "{unit}");
        }
    }
}

both! {
    fn fifty_tablets_are_staged_in_five_batches_and_the_order_is_complete(app) {
        let plan = RollOut::planned(app);
        let tablets: Vec<Tablet> = (0..TABLETS)
            .map(|n| begin(plan.tech(n), &plan.order, plan.unit(&format!("Tablet {n}")), n == VISITED))
            .collect();
        assert_eq!(counters(&plan.read()["cycle_totals"]), [0, 50, 0, 0, 0, 0]);
        let none_left = json!({"entity": {"entity_type": "UNIT", "entity_id": plan.unit("Spare")}});
        post(plan.tech(0), &format!("work-orders/{}/contexts", plan.order), none_left).expect(409);
        for (n, tablet) in tablets.iter().enumerate() {
            stage(plan.tech(n), &plan.machine, tablet, n);
        }
        for (n, tablet) in tablets.iter().enumerate() {
            let (found, outcome) = if FAILING.contains(&n) { ("bad", "failed") } else { ("ok", "succeeded") };
            assert_eq!(plan.check(n, tablet, found)["outcome"], outcome);
        }
        let now = plan.read();
        assert_eq!(counters(&now["cycle_totals"]), [0, 0, 0, 48, 2, 0]);
        assert_eq!(now["current_status"]["category"], "IN_PROGRESS");
        plan.retry(&tablets);
        plan.is_complete();
    }
}
