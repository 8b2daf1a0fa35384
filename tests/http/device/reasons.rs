//! What the office allows, and the reasons that it offers.

use serde_json::{Value, json};

use super::{AT, device, id, job_of, report};
use crate::both;

/// A rejection or closing with these members besides.
fn with(more: Value) -> Value {
    let mut body = json!({"id": id(1), "at": AT});
    let (Some(members), Value::Object(more)) = (body.as_object_mut(), more) else { panic!("an object") };
    members.extend(more);
    body
}

fn reasons() -> Value {
    json!([{"code": "1", "name": "Sick"}, {"code": "2", "name": "No van"}])
}

both! {
    fn a_job_may_be_rejected_only_where_the_office_allows_it(app) {
        let ann = device(app, "ann");
        for (num, allowed) in
            [("1", json!({})), ("2", json!({"CanReject": false})), ("3", json!({"CanReject": "true"}))]
        {
            app.put(num, job_of("ann", allowed)).expect(201);
            report(&ann, num, "reject", with(json!({"reason_code": "1"}))).expect(403);
            assert_eq!(app.order(num).get("OrderStatus"), None);
        }
        app.patch("1", json!({"CanReject": true})).expect(200);
        report(&ann, "1", "reject", with(json!({}))).expect(200);
    }

    fn the_reason_of_a_rejection_must_be_one_of_those_that_are_offered(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"CanReject": true, "RejectReasons": reasons()}))).expect(201);
        report(&ann, "1", "reject", with(json!({}))).expect(400).path("$.reason_code");
        report(&ann, "1", "reject", with(json!({"reason_code": "3"}))).expect(400).path("$.reason_code");
        assert_eq!(app.order("1").get("OrderStatus"), None);
        report(&ann, "1", "reject", with(json!({"reason_code": "2"}))).expect(200);
        assert_eq!(app.order("1")["RejectReasonCode"], "2");
    }

    fn an_unfinished_job_needs_a_reason(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        report(&ann, "1", "complete", with(json!({"incomplete": true}))).expect(400).path("$.reason_code");
        report(&ann, "1", "complete", with(json!({"incomplete": true, "reason_code": ""})))
            .expect(400)
            .path("$.reason_code");
        report(&ann, "1", "complete", with(json!({"reschedule": true, "reason_code": "1"})))
            .expect(400)
            .path("$.reschedule");
        report(&ann, "1", "complete", with(json!({"incomplete": true, "reason_code": "1"}))).expect(200);
    }

    fn a_job_may_be_planned_anew_only_where_the_office_allows_it_and_for_its_reasons(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"ReschedReasons": reasons()}))).expect(201);
        let body =
            |reason: &str| with(json!({"incomplete": true, "reschedule": true, "reason_code": reason}));
        report(&ann, "1", "complete", body("1")).expect(403);
        app.patch("1", json!({"CanResched": true})).expect(200);
        report(&ann, "1", "complete", body("3")).expect(400).path("$.reason_code");
        assert_eq!(app.order("1").get("OrderStatus"), None);
        report(&ann, "1", "complete", body("1")).expect(200);
        let order = app.order("1");
        assert_eq!((&order["OrderStatus"], &order["ReasonCode"]), (&json!("4097"), &json!("1")));
        let all = super::events(app, "1");
        let data = &all.last().expect("an event")["data"];
        assert_eq!((&data["incomplete"], &data["reschedule"]), (&json!(true), &json!(true)));
    }
}
