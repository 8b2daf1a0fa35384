//! The nine steps of a visit, and what each makes of the job.

use serde_json::{Value, json};

use super::{AT, act, device, events, id, job_of, report};
use crate::both;

/// Each step of a visit with the time of its tap and what the job says afterwards: status, travel start and end, work start
/// and end, whether it is paused.
const VISIT: [(&str, &str, [&str; 6]); 8] = [
    ("read", "08:00", ["", "", "", "", "", ""]),
    ("accept", "08:01", ["", "", "", "", "", ""]),
    ("travel", "08:02", ["6", "08:02", "", "", "", ""]),
    ("arrive", "08:03", ["8", "08:02", "08:03", "", "", ""]),
    ("start", "08:04", ["7", "08:02", "08:03", "08:04", "", "false"]),
    ("pause", "08:05", ["7", "08:02", "08:03", "08:04", "", "true"]),
    ("resume", "08:06", ["7", "08:02", "08:03", "08:04", "", "false"]),
    ("complete", "08:07", ["4096", "08:02", "08:03", "08:04", "08:07", ""]),
];

fn at(minute: &str) -> String {
    format!("2026-11-21T{minute}:00.000Z")
}

/// What the job says, in the form of [`VISIT`].
fn state(order: &Value) -> [String; 6] {
    let text = |name: &str| match &order[name] {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        _ => String::new(),
    };
    let minute =
        |name: &str| text(name).trim_start_matches("2026-11-21T").trim_end_matches(":00.000Z").to_owned();
    [
        text("OrderStatus"),
        minute("ActualTravelStartDate"),
        minute("ActualTravelEndDate"),
        minute("ActualStartDate"),
        minute("ActualEndDate"),
        text("Paused"),
    ]
}

both! {
    fn a_visit_sets_the_documented_statuses_and_times_by_the_devices_clock(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        for (n, (action, minute, expected)) in VISIT.into_iter().enumerate() {
            let answer = report(&ann, "1", action, json!({"id": id(n), "at": at(minute)})).expect(200);
            let (said, order) = (answer.json(), app.get("1"));
            assert_eq!(state(&order.json()), expected, "{action}");
            assert_eq!(
                (&said["num"], &said["action"], &said["id"], &said["at"]),
                (&json!("1"), &json!(action), &json!(id(n)), &json!(at(minute)))
            );
            let status = if expected[0].is_empty() { "1" } else { expected[0] };
            assert_eq!(said["order_status"], status);
            assert_eq!(said["version"], order.version());
            assert_eq!(
                (format!("\"{}\"", said["etag"].as_str().expect("a text")).as_str(), answer.tag()),
                (order.tag(), order.tag())
            );
        }
    }

    fn each_step_is_an_event_with_the_devices_time_and_ours(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let mut received = Vec::new();
        for (n, (action, minute, _)) in VISIT.into_iter().enumerate() {
            let answer = report(&ann, "1", action, json!({"id": id(n), "at": at(minute)})).expect(200).json();
            received.push(answer["received"].clone());
        }
        let names = [
            "JOB.read",
            "JOB.accepted",
            "JOB.travelling",
            "JOB.arrived",
            "JOB.started",
            "JOB.paused",
            "JOB.resumed",
            "JOB.completed",
        ];
        let all = events(app, "1");
        let steps: Vec<&Value> = all.iter().filter(|event| event["source"] == "mob").collect();
        assert_eq!(steps.len(), names.len());
        for (n, (event, (action, minute, _))) in steps.into_iter().zip(VISIT).enumerate() {
            assert_eq!((event["name"].as_str(), event["actor"].as_str()), (Some(names[n]), Some("ann")));
            let data = json!({"id": id(n), "action": action, "at": at(minute), "received": received[n]});
            assert_eq!(event["data"], data);
            assert_eq!(event["at"], received[n]);
        }
    }

    fn a_rejected_job_has_the_documented_status_and_the_reason(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"CanReject": true}))).expect(201);
        let body = json!({"id": id(1), "at": AT, "reason_code": "7", "reason": "the van is broken"});
        let said = report(&ann, "1", "reject", body).expect(200).json();
        assert_eq!(said["order_status"], "1001");
        let order = app.order("1");
        assert_eq!((&order["OrderStatus"], &order["RejectReasonCode"]), (&json!("1001"), &json!("7")));
        assert_eq!(order.get("reason"), None);
        let all = events(app, "1");
        let last = all.last().expect("an event");
        assert_eq!(
            (&last["name"], &last["data"]["reason_code"], &last["data"]["reason"]),
            (&json!("JOB.rejected"), &json!("7"), &json!("the van is broken"))
        );
        assert_eq!(order["UserName"], "ann", "whom it goes to now is the office's to say");
    }

    fn a_job_that_was_not_finished_is_closed_incomplete_with_the_reason(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        act(&ann, "1", "start", 1).expect(200);
        let body =
            json!({"id": id(2), "at": "2026-11-21T12:00:00+02:00", "incomplete": true, "reason_code": "P"});
        let said = report(&ann, "1", "complete", body).expect(200).json();
        assert_eq!(said["order_status"], "4097");
        let order = app.order("1");
        assert_eq!(
            (&order["OrderStatus"], &order["ReasonCode"], &order["ActualEndDate"]),
            (&json!("4097"), &json!("P"), &json!("2026-11-21T10:00:00.000Z"))
        );
    }

    fn a_pending_job_is_new_again_when_it_is_accepted(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"OrderStatus": "9"}))).expect(201);
        assert_eq!(act(&ann, "1", "accept", 1).expect(200).json()["order_status"], "1");
        assert_eq!(app.order("1")["OrderStatus"], "1");
    }

    fn a_report_is_read_strictly(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        for (body, path) in [
            (json!({"at": AT}), "$.id"),
            (json!({"id": "7", "at": AT}), "$.id"),
            (json!({"id": id(1)}), "$.at"),
            (json!({"id": id(1), "at": "noon"}), "$.at"),
            (json!({"id": id(1), "at": 1_795_255_200_000_i64}), "$.at"),
            (json!({"id": id(1), "at": AT, "version": 1}), "$.version"),
            (json!({"id": id(1), "at": AT, "incomplete": true}), "$.incomplete"),
            (json!({"id": id(1), "at": AT, "reason": 7}), "$.reason"),
            (json!({"id": id(1), "at": AT, "reason": "x".repeat(2_001)}), "$.reason"),
            (json!({"id": id(1), "at": AT, "reason_code": "x".repeat(101)}), "$.reason_code"),
            (json!({"id": id(1), "at": AT, "gps": [1, 2]}), "$.gps"),
        ] {
            report(&ann, "1", "start", body).expect(400).path(path);
        }
        assert_eq!(app.get("1").version(), 1);
        act(&ann, "1", "Start", 1).expect(404);
        act(&ann, "1", "dance", 1).expect(404);
        act(&ann, "1", "start", 1).expect(200);
    }
}
