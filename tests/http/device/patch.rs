//! Changing parts of a job on a device.

use serde_json::json;

use super::{AT, change, device, events, id, job_of};
use crate::both;

both! {
    fn a_technician_changes_what_is_theirs_by_the_rules_of_a_patch(app) {
        let ann = device(app, "ann");
        let job =
            json!({"Title": "t", "Remarks": "r", "Items": [{"ID": "1", "Qty": 1}, {"ID": "2", "Qty": 1}]});
        app.put("1", job_of("ann", job)).expect(201);
        let body = json!({
            "OrderNum": "1", "_fields": ["Remarks"], "_paths": ["$.Items[?(@.ID=='2')]"],
            "Items": [{"ID": "1", "Qty": 2.50}, {"ID": "3"}], "TechNotes": [{"Notes": "n"}]
        });
        let said = change(&ann, "1", 1, body).expect(200).json();
        assert_eq!(
            (&said["action"], &said["at"], &said["version"]),
            (&json!("patch"), &json!(null), &json!(2))
        );
        let order = app.order("1");
        assert_eq!(order["Items"], json!([{"ID": "1", "Qty": 2.50}, {"ID": "3"}]));
        assert_eq!(
            (order.get("Remarks"), &order["Title"], &order["TechNotes"]),
            (None, &json!("t"), &json!([{"Notes": "n"}]))
        );
        let all = events(app, "1");
        let last = all.last().expect("an event");
        assert_eq!(
            (&last["name"], &last["source"], &last["actor"]),
            (&json!("JOB.updated"), &json!("mob"), &json!("ann"))
        );
    }

    fn what_belongs_to_the_office_is_refused_and_nothing_of_the_change_is_kept(app) {
        let ann = device(app, "ann");
        let job = json!({"CanReject": false, "Rules": {"IsTravelRequired": true}, "HelperTechs": ["cy"], "Title": "t"});
        app.put("1", job_of("ann", job)).expect(201);
        let before = app.get("1");
        for (n, (name, value)) in [
            ("UserName", json!("bob")),
            ("PrimaryUserName", json!("ann")),
            ("HelperTechs", json!(["bob"])),
            ("PlannedStartDate", json!("2026-12-01T00:00:00Z")),
            ("PlannedEndDate", json!("2026-12-01T00:00:00Z")),
            ("DispatchStatus", json!(2)),
            ("DispatchUTC", json!(AT)),
            ("CanReject", json!(true)),
            ("CanResched", json!(true)),
            ("Rules", json!({"IsTravelRequired": false})),
            ("IsRedacted", json!(true)),
            ("RejectReasons", json!([])),
            ("ReschedReasons", json!([])),
            ("OrderStatus", json!("4096")),
        ]
        .into_iter()
        .enumerate()
        {
            let merged = change(&ann, "1", n, json!({name: value, "Remarks": "r"})).expect(403);
            assert!(merged.json()["detail"].as_str().expect("a text").contains(name), "{}", merged.text());
            change(&ann, "1", n, json!({"_fields": [name], "Remarks": "r"})).expect(403);
            change(&ann, "1", n, json!({"_paths": [format!("$.{name}")], "Remarks": "r"})).expect(403);
            change(&ann, "1", n, json!({name: {}, "Remarks": "r"})).expect(403);
        }
        change(&ann, "1", 50, json!({"_paths": ["$..*"]})).expect(403);
        change(&ann, "1", 51, json!({"_paths": ["$.*"]})).expect(403);
        change(&ann, "1", 52, json!({"_paths": ["$.Rules.IsTravelRequired"]})).expect(403);
        change(&ann, "1", 53, json!({"OrderNum": "2"})).expect(400);
        assert_eq!(app.get("1").body, before.body);
    }

    fn a_change_that_changes_nothing_makes_no_version_or_event(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Title": "t"}))).expect(201);
        let happened = events(app, "1").len();
        let said = change(&ann, "1", 1, json!({"Title": "t"})).expect(200).json();
        assert_eq!(said["version"], 1);
        assert_eq!(events(app, "1").len(), happened);
    }

    fn a_change_needs_an_id_of_the_devices_own(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let ask = || ann.ask("PATCH", "/device/v1/jobs/1");
        ask().json(json!({"Remarks": "r"})).send().expect(400);
        for wrong in ["", "7", "0192f0c1-0000-7000-8000", "not-a-uuid-at-all-0000-000000000000"] {
            ask().header("Action-Id", wrong).json(json!({"Remarks": "r"})).send().expect(400);
        }
        assert_eq!(app.order("1").get("Remarks"), None);
        let ask = ask().header("Action-Id", &id(1)).header("if-match", "\"7\"");
        ask.json(json!({"Remarks": "r"})).send().expect(412);
    }

    fn bad_bodies_are_refused_as_they_are_for_the_office(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        for (body, path) in [
            (json!({"Items": 1}), "$.Items"),
            (json!({"Title": null}), "$.Title"),
            (json!({"_fields": 1}), "$._fields"),
        ] {
            change(&ann, "1", 1, body).expect(400).path(path);
        }
        change(&ann, "1", 1, json!([])).expect(400);
        let account = json!({"Account": {"AccountNum": "unknown"}});
        change(&ann, "1", 1, account).expect(400).path("$.Account.AccountNum");
        assert_eq!(app.get("1").version(), 1);
    }
}
