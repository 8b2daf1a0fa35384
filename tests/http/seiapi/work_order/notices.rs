//! Which technician's device is told what of a job, in which order.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{App, Client};

const START: &str = "2026-11-21T10:00:00.000Z";

/// All notices of job 1214, oldest first, as kind and technician.
#[track_caller]
fn told(app: &App) -> Vec<(String, String)> {
    let found = app.ask("GET", "/admin/v1/notices?job=1214&limit=1000").send().expect(200).json();
    let text = |notice: &Value, name: &str| notice[name].as_str().expect("a text").to_owned();
    let notices = found["notices"].as_array().expect("a list");
    notices.iter().rev().map(|notice| (text(notice, "kind"), text(notice, "user"))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|&(kind, user)| (kind.to_owned(), user.to_owned())).collect()
}

/// The device of a technician.
fn device(app: &App, user: &str) -> Client {
    app.with_token(&app.token_with(&["--subject", user, "--grant", "device:*"]))
}

/// What this technician's device holds of job 1214 after all its notices: the newest word counts.
#[track_caller]
fn holds(app: &App, user: &str) -> bool {
    let notices = device(app, user).ask("GET", "/device/v1/notices").send().expect(200).json();
    let newest = notices["notices"].as_array().expect("a list").last();
    newest.is_some_and(|notice| notice["kind"] == "dispatch" || notice["kind"] == "update")
}

both! {
    fn a_dispatched_job_is_told_and_so_is_its_change_and_its_end(app) {
        app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        app.patch("1214", json!({"Title": "t"})).expect(200);
        app.delete("1214").expect(200);
        assert_eq!(told(app), pairs(&[("dispatch", "ann"), ("update", "ann"), ("cancel", "ann")]));
        assert!(!holds(app, "ann"));
    }

    fn a_reassigned_job_is_removed_first_and_then_dispatched(app) {
        // Whichever of the two names comes first.
        app.put("1214", json!({"UserName": "zed", "PlannedStartDate": START})).expect(201);
        app.patch("1214", json!({"UserName": "bob"})).expect(200);
        app.patch("1214", json!({"UserName": "cid"})).expect(200);
        let expected = [("dispatch", "zed"), ("remove", "zed"), ("dispatch", "bob"), ("remove", "bob"), ("dispatch", "cid")];
        assert_eq!(told(app), pairs(&expected));
        assert!(!holds(app, "zed") && !holds(app, "bob") && holds(app, "cid"));
        let log = app.ask("GET", "/admin/v1/jobs/1214/history").send().expect(200).json();
        let names: Vec<&str> = log["events"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|event| event["name"].as_str())
            .collect();
        // The newest comes first.
        let place = |name: &str| names.iter().position(|other| *other == name).expect(name);
        assert!(place("JOB.dispatched") < place("JOB.recalled"), "{names:?}");
    }

    fn however_it_is_reassigned_the_notices_are_the_same(app) {
        let by_put: fn(&App) =
            |app| drop(app.put("1214", json!({"UserName": "bob", "PlannedStartDate": START})).expect(200));
        let by_post: fn(&App) =
            |app| drop(app.post("1214", json!({"UserName": "bob", "PlannedStartDate": START})).expect(200));
        let by_dispatch: fn(&App) = |app| {
            let ask = app.ask("PUT", "/seiapi/v3/trans/WorkOrder/1214/Dispatch");
            ask.json(json!({"UserName": "bob", "PlannedStartDate": START})).send().expect(200);
        };
        for (round, reassign) in [by_put, by_post, by_dispatch].into_iter().enumerate() {
            app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START}));
            reassign(app);
            assert!(!holds(app, "ann") && holds(app, "bob"), "round {round}");
            app.delete("1214").expect(200);
            assert!(!holds(app, "bob"), "round {round}");
        }
    }

    fn an_unassigned_or_unscheduled_job_is_removed(app) {
        for (num, patch) in [
            ("1", json!({"UserName": ""})),
            ("2", json!({"PlannedStartDate": ""})),
            ("3", json!({"_fields": ["UserName"]})),
            ("4", json!({"_paths": ["$.PlannedStartDate"]})),
        ] {
            let user = format!("ann{num}");
            app.put(num, json!({"UserName": user, "PlannedStartDate": START})).expect(201);
            assert!(holds(app, &user));
            app.patch(num, patch.clone()).expect(200);
            assert!(!holds(app, &user), "{patch}");
        }
    }

    fn nobody_is_told_of_a_job_that_is_not_dispatched_or_does_not_change(app) {
        app.put("1214", json!({"UserName": "ann", "DispatchStatus": 3})).expect(201);
        app.patch("1214", json!({"Title": "t"})).expect(200);
        assert_eq!(told(app), []);
        app.patch("1214", json!({"PlannedStartDate": START})).expect(200);
        app.patch("1214", json!({"Title": "t", "PlannedStartDate": START})).expect(200);
        app.patch("1214", json!({"IsRead": true})).expect(200);
        assert_eq!(told(app), pairs(&[("dispatch", "ann")]));
    }

    fn a_refused_change_tells_nobody(app) {
        app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        app.patch("1214", json!({"UserName": "bob", "Assets": 1})).expect(400);
        app.patch("1214", json!({"UserName": "bob", "Account": {"AccountNum": "unknown"}})).expect(400);
        let stale = app.ask("PATCH", "/seiapi/v3/trans/WorkOrder/1214").header("if-match", "\"9\"");
        stale.json(json!({"UserName": "bob"})).send().expect(412);
        assert_eq!(told(app), pairs(&[("dispatch", "ann")]));
    }

    fn delivery_is_known_by_the_acknowledgement_of_the_newest_version_only(app) {
        let put = app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        let ann = device(app, "ann");
        ann.ask("POST", "/device/v1/notices/1/ack").send().expect(200);
        let found = app.get("1214").expect(200);
        assert_eq!((&found.json()["IsDelivered"], &found.json()["IsRead"]), (&json!(true), &json!(false)));
        assert_eq!(found.version(), put.version());
        assert_ne!(found.tag(), put.tag(), "the document reads differently now");
        app.patch("1214", json!({"Title": "t"})).expect(200);
        assert_eq!(app.order("1214")["IsDelivered"], false);
        ann.ask("POST", "/device/v1/notices/1/ack").send().expect(200);
        assert_eq!(app.order("1214")["IsDelivered"], false, "an old notice again");
        ann.ask("POST", "/device/v1/notices/2/ack").send().expect(200);
        assert_eq!(app.order("1214")["IsDelivered"], true);
        // What the client says of it does not count.
        app.patch("1214", json!({"IsDelivered": false})).expect(200);
        assert_eq!(app.order("1214")["IsDelivered"], true);
    }

    fn the_device_that_made_a_change_is_not_told_of_it(app) {
        app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        let ann = device(app, "ann");
        let patch = ann
            .ask("PATCH", "/device/v1/jobs/1214")
            .header("Action-Id", "0192f0c1-0000-7000-8000-000000000001");
        patch.json(json!({"Remarks": "done"})).send().expect(200);
        assert_eq!(app.order("1214")["Remarks"], "done");
        assert_eq!(told(app), pairs(&[("dispatch", "ann")]));
    }
}
