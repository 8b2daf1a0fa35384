//! `…/Dispatch`: who does it and when, apart from the rest.

use serde_json::json;

use crate::both;
use crate::harness::Answer;
use crate::harness::App;

const DISPATCH: &str = "/seiapi/v3/trans/WorkOrder/1214/Dispatch";
const START: &str = "2026-11-21T10:00:00.000Z";
const END: &str = "2026-11-21T11:30:00.000Z";

fn put(app: &App, body: serde_json::Value) -> Answer {
    app.ask("PUT", DISPATCH).json(body).send()
}

both! {
    fn a_job_is_assigned_and_dispatched(app) {
        app.put("1214", json!({"Title": "t", "OrderNum": "1214"})).expect(201);
        put(app, json!({"UserName": "ann", "PlannedStartDate": START, "PlannedEndDate": END, "PrimaryUserName": "bob"})).expect(200);
        let found = app.ask("GET", DISPATCH).send().expect(200);
        let job = app.get("1214").expect(200);
        assert_eq!(found.tag(), job.tag());
        let (found, job) = (found.json(), job.json());
        assert_eq!(
            found,
            json!({
                "DispatchStatus": 3, "DispatchUTC": job["DispatchUTC"], "PlannedDur": 90, "PlannedEndDate": END,
                "PlannedStartDate": START, "PrimaryUserName": "bob", "UserName": "ann"
            })
        );
        assert_eq!(
            (&job["Title"], &job["UserName"], &job["DispatchStatus"]),
            (&json!("t"), &json!("ann"), &json!(3))
        );
    }

    fn what_a_dispatch_object_does_not_name_is_cleared(app) {
        app.put(
            "1214",
            json!({"UserName": "ann", "PlannedStartDate": START, "PlannedEndDate": END, "Title": "t"}),
        )
        .expect(201);
        put(app, json!({"UserName": "ann"})).expect(200);
        let job = app.order("1214");
        assert_eq!(
            (&job["DispatchStatus"], &job["UserName"], &job["Title"]),
            (&json!(2), &json!("ann"), &json!("t"))
        );
        assert_eq!(job["PlannedStartDate"].as_str().unwrap_or_default(), "");
        put(app, json!({})).expect(200);
        let found = app.ask("GET", DISPATCH).send().expect(200).json();
        assert_eq!((&found["DispatchStatus"], &found["UserName"]), (&json!(0), &json!("")));
    }

    fn a_job_without_dispatch_has_an_empty_dispatch_object(app) {
        app.put("1214", json!({})).expect(201);
        assert_eq!(
            app.ask("GET", DISPATCH).send().expect(200).json(),
            json!({
                "DispatchStatus": 0, "DispatchUTC": "", "PlannedDur": 0, "PlannedEndDate": "", "PlannedStartDate": "",
                "PrimaryUserName": "", "UserName": ""
            })
        );
    }

    fn the_duration_makes_the_planned_end(app) {
        app.put("1214", json!({})).expect(201);
        put(app, json!({"UserName": "ann", "PlannedStartDate": START, "PlannedDur": 90})).expect(200);
        assert_eq!(app.order("1214")["PlannedEndDate"], END);
    }

    fn a_dispatch_object_of_the_wrong_shape_is_refused(app) {
        let stored = json!({"UserName": "ann", "PlannedStartDate": START});
        app.put("1214", stored).expect(201);
        let before = app.get("1214");
        put(app, json!({"UserName": 7})).expect(400).standard().path("$.UserName");
        put(app, json!({"UserName": "ann", "PlannedStartDate": "soon"}))
            .expect(400)
            .standard()
            .path("$.PlannedStartDate");
        put(app, json!({"UserName": null})).expect(400).standard().path("$.UserName");
        put(app, json!([])).expect(400).standard();
        assert_eq!(app.get("1214").body, before.body);
    }

    fn the_dispatch_of_a_job_that_does_not_exist_is_404(app) {
        app.ask("GET", DISPATCH).send().expect(404).standard();
        put(app, json!({"UserName": "ann"})).expect(404).standard();
        app.get("1214").expect(404);
    }
}
