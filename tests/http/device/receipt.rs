//! `IsDelivered` and `IsRead`: what the technician's device has acknowledged of the newest version of a job.

use serde_json::{Value, json};

use super::{AT, ack, act, change, device, events, id, job_of, report};
use crate::both;
use crate::harness::App;

#[track_caller]
fn flags(app: &App) -> (Value, Value) {
    let order = app.order("1");
    (order["IsDelivered"].clone(), order["IsRead"].clone())
}

fn are(delivered: bool, read: bool) -> (Value, Value) {
    (json!(delivered), json!(read))
}

both! {
    fn delivered_by_an_acknowledgement_read_by_a_look_and_neither_after_a_change(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        assert_eq!(flags(app), are(false, false));
        ack(&ann, 1).expect(200);
        assert_eq!(flags(app), are(true, false));
        act(&ann, "1", "read", 1).expect(200);
        assert_eq!(flags(app), are(true, true));
        app.patch("1", json!({"Title": "t"})).expect(200);
        assert_eq!(flags(app), are(false, false));
    }

    fn a_look_counts_as_delivery(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        act(&ann, "1", "read", 1).expect(200);
        assert_eq!(flags(app), are(true, true));
        ack(&ann, 1).expect(200);
        assert_eq!(flags(app), are(true, true));
    }

    fn a_receipt_makes_an_event_and_another_tag_but_no_version_or_notice(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let mut tags = vec![app.get("1").tag().to_owned()];
        ack(&ann, 1).expect(200);
        tags.push(app.get("1").tag().to_owned());
        act(&ann, "1", "read", 1).expect(200);
        tags.push(app.get("1").tag().to_owned());
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
        assert_eq!(app.get("1").version(), 1);
        let known = |tag: &str| {
            app.ask("GET", "/seiapi/v3/trans/WorkOrder/1").header("if-none-match", tag).send().status
        };
        assert_eq!((known(&tags[0]), known(&tags[2])), (200, 304));
        let names: Vec<Value> = events(app, "1").into_iter().map(|event| event["name"].clone()).collect();
        assert_eq!(names, ["JOB.created", "JOB.dispatched", "JOB.delivered", "JOB.read"]);
        assert_eq!(super::told(&ann).len(), 1);
        let patch = app.ask("PATCH", "/seiapi/v3/trans/WorkOrder/1").header("if-match", &tags[0]);
        patch.json(json!({"Title": "by version"})).send().expect(200);
    }

    fn an_acknowledgement_of_an_older_notice_is_no_receipt_of_the_newer_version(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"Title": "t"})).expect(200);
        ack(&ann, 1).expect(200);
        assert_eq!(flags(app), are(false, false));
        ack(&ann, 2).expect(200);
        assert_eq!(flags(app), are(true, false));
    }

    fn a_look_at_an_older_version_is_no_receipt_and_none_at_one_that_never_was(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"Title": "t"})).expect(200);
        report(&ann, "1", "read", json!({"id": id(1), "at": AT, "version": 1})).expect(200);
        assert_eq!(flags(app), are(false, false));
        report(&ann, "1", "read", json!({"id": id(2), "at": AT, "version": 3})).expect(400);
        report(&ann, "1", "read", json!({"id": id(3), "at": AT, "version": 2})).expect(200);
        assert_eq!(flags(app), are(true, true));
    }

    fn what_was_acknowledged_by_one_technician_is_not_by_the_next(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        ack(&ann, 1).expect(200);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        assert_eq!(flags(app), are(false, false));
        ack(&ann, 2).expect(200);
        assert_eq!(flags(app), are(false, false), "that it was taken away is no receipt");
        ack(&bob, 1).expect(200);
        assert_eq!(flags(app), are(true, false));
    }

    fn who_changes_a_job_has_read_it_unless_news_of_it_still_waits(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        change(&ann, "1", 1, json!({"Remarks": "r"})).expect(200);
        assert_eq!(flags(app), are(true, true));
        app.patch("1", json!({"Title": "t"})).expect(200);
        change(&ann, "1", 2, json!({"Remarks": "s"})).expect(200);
        assert_eq!(flags(app), are(false, false), "the office's change has not arrived");
        ack(&ann, 2).expect(200);
        assert_eq!(flags(app), are(true, false));
    }

    fn a_job_on_no_device_has_no_receipt(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        ack(&ann, 1).expect(200);
        app.patch("1", json!({"PlannedStartDate": ""})).expect(200);
        assert_eq!(flags(app), (Value::Null, Value::Null));
        ack(&ann, 2).expect(200);
        assert_eq!(flags(app), (Value::Null, Value::Null));
    }
}
