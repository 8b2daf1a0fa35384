//! Steps that do not fit what was done before.

use serde_json::json;

use super::{AT, act, code, device, id, job_of, report};
use crate::both;
use crate::harness::{App, Client};

/// Fails unless the step is refused with this word and leaves no trace.
#[track_caller]
fn refused(app: &App, ann: &Client, num: &str, action: &str, word: &str) {
    let before = app.get(num).expect(200);
    let answer = act(ann, num, action, 900).expect(409);
    assert_eq!(code(&answer), word, "{action} of {}", before.text());
    assert_eq!(app.get(num).body, before.body, "{action}");
}

both! {
    fn a_step_out_of_order_is_refused_and_changes_nothing(app) {
        let ann = device(app, "ann");
        for (n, (status, more, steps)) in [
            ("1", json!({}), &["arrive", "pause", "resume", "complete"][..]),
            ("6", json!({}), &["accept", "reject", "travel", "pause", "resume", "complete"]),
            ("8", json!({}), &["accept", "reject", "arrive", "pause", "resume", "complete"]),
            (
                "7",
                json!({"ActualStartDate": AT}),
                &["accept", "reject", "travel", "arrive", "start", "resume"],
            ),
            (
                "7",
                json!({"ActualStartDate": AT, "Paused": true}),
                &["accept", "reject", "arrive", "start", "pause"],
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let num = format!("j{n}");
            let mut job = job_of("ann", more);
            job["OrderStatus"] = json!(status);
            job["CanReject"] = json!(true);
            app.put(&num, job).expect(201);
            for step in steps {
                refused(app, &ann, &num, step, "out-of-order");
            }
        }
    }

    fn a_closed_or_rejected_job_can_only_be_looked_at(app) {
        let ann = device(app, "ann");
        for status in ["4096", "4097", "1001"] {
            let job = job_of("ann", json!({"OrderStatus": status, "ActualStartDate": AT, "CanReject": true}));
            app.put(status, job).expect(201);
            for step in ["accept", "reject", "travel", "arrive", "start", "pause", "resume", "complete"] {
                refused(app, &ann, status, step, "closed");
            }
            act(&ann, status, "read", 1).expect(200);
        }
    }

    fn a_refused_step_can_be_reported_again_once_it_fits(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        refused(app, &ann, "1", "pause", "out-of-order");
        act(&ann, "1", "start", 1).expect(200);
        act(&ann, "1", "pause", 900).expect(200);
        assert_eq!(app.order("1")["Paused"], true);
    }

    fn travel_must_be_reported_where_the_office_requires_it(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Rules": {"IsTravelRequired": true}}))).expect(201);
        refused(app, &ann, "1", "start", "out-of-order");
        act(&ann, "1", "travel", 1).expect(200);
        act(&ann, "1", "start", 2).expect(200);
    }

    fn a_second_visit_keeps_the_first_start_and_times_the_new_travel(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        for (n, (action, minute)) in
            [("travel", "00"), ("arrive", "01"), ("start", "02"), ("pause", "03"), ("travel", "04")]
                .into_iter()
                .enumerate()
        {
            report(&ann, "1", action, json!({"id": id(n), "at": format!("2026-11-21T08:{minute}:00.000Z")}))
                .expect(200);
        }
        let order = app.order("1");
        assert_eq!(order["ActualTravelStartDate"], "2026-11-21T08:04:00.000Z");
        assert_eq!(order.get("ActualTravelEndDate"), None);
        assert_eq!(order["ActualStartDate"], "2026-11-21T08:02:00.000Z");
    }

    fn a_step_on_another_version_than_expected_is_refused(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"Title": "t"})).expect(200);
        let body = json!({"id": id(1), "at": AT});
        let ask = |tag: &str| {
            ann.ask("POST", "/device/v1/jobs/1/start").header("if-match", tag).json(body.clone()).send()
        };
        ask("\"1\"").expect(412);
        assert_eq!(app.order("1").get("OrderStatus"), None);
        ask("\"2\"").expect(200);
    }
}
