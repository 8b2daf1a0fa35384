//! When a job is dispatched, and what the document says of it.

use serde_json::{Value, json};

use crate::both;
use crate::harness::sample::order_1214;

const START: &str = "2026-11-21T10:00:00.000Z";

/// Fails unless this is a point in time as documents write it.
#[track_caller]
fn assert_time(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("{value} is no time"));
    assert!(text.len() == 24 && text.ends_with('Z') && text.starts_with("20"), "{text}");
}

both! {
    fn the_status_follows_from_technician_and_start(app) {
        for (num, more, status) in [
            ("1", json!({"UserName": "ann", "PlannedStartDate": START}), 3),
            ("2", json!({"UserName": "ann", "PlannedStartDate": ""}), 2),
            ("3", json!({"UserName": "ann"}), 2),
            ("4", json!({"PlannedStartDate": START}), 1),
            ("5", json!({"UserName": "", "PlannedStartDate": START}), 1),
            ("6", json!({"UserName": "ann", "PlannedStartDate": "2014-12-15T10:00:00Z"}), 3),
            ("7", json!({"UserName": "ann", "DispatchStatus": 3, "DispatchUTC": START}), 2),
        ] {
            app.put(num, more.clone()).expect(201);
            let stored = app.order(num);
            assert_eq!(stored["DispatchStatus"], status, "{more}");
            assert_eq!(stored["PlannedStartDate"], more["PlannedStartDate"], "echoed as it was sent");
            if status == 3 {
                assert_time(&stored["DispatchUTC"]);
                assert_eq!((&stored["IsDelivered"], &stored["IsRead"]), (&json!(false), &json!(false)));
            } else {
                assert_eq!(stored.get("DispatchUTC"), None, "{more}");
            }
        }
    }

    fn without_technician_and_start_the_clients_status_stays(app) {
        app.put("1214", order_1214(json!({}))).expect(201);
        let patched = order_1214(json!({"Title": "t", "UserName": "", "PlannedStartDate": ""}));
        app.patch("1214", json!({"Title": "t", "UserName": "", "PlannedStartDate": ""})).expect(200);
        assert_eq!(app.order("1214"), patched);
        app.patch("1214", json!({"DispatchStatus": 1})).expect(200);
        assert_eq!(app.order("1214")["DispatchStatus"], 1);
    }

    fn a_property_named_user_dispatches_nothing(app) {
        let sent = json!({"OrderNum": "1214", "User": "ann", "PlannedStartDate": START});
        app.put("1214", sent).expect(201);
        assert_eq!(app.order("1214")["DispatchStatus"], 1);
        assert_eq!(app.order("1214")["User"], "ann");
    }

    fn a_reassigned_job_is_dispatched_anew(app) {
        app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        let first = app.order("1214")["DispatchUTC"].clone();
        std::thread::sleep(std::time::Duration::from_millis(5));
        app.patch("1214", json!({"UserName": "bob"})).expect(200);
        let stored = app.order("1214");
        assert_eq!(stored["DispatchStatus"], 3);
        assert_time(&stored["DispatchUTC"]);
        assert!(stored["DispatchUTC"].as_str() > first.as_str(), "{} after {first}", stored["DispatchUTC"]);
    }

    fn a_change_keeps_the_time_of_dispatch(app) {
        app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        let first = app.order("1214")["DispatchUTC"].clone();
        std::thread::sleep(std::time::Duration::from_millis(5));
        app.patch("1214", json!({"Title": "t"})).expect(200);
        assert_eq!(app.order("1214")["DispatchUTC"], first);
        app.post("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(200);
        assert_eq!(app.order("1214")["DispatchUTC"], first);
    }

    fn a_job_that_loses_its_start_falls_back(app) {
        app.put("1214", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        app.patch("1214", json!({"PlannedStartDate": ""})).expect(200);
        let stored = app.order("1214");
        assert_eq!(stored["DispatchStatus"], 2);
        assert_eq!((stored.get("DispatchUTC"), stored.get("IsDelivered")), (None, None));
        app.patch("1214", json!({"_fields": ["UserName"]})).expect(200);
        assert_eq!(app.order("1214")["DispatchStatus"], 0);
    }

    fn an_unknown_technician_is_dispatched_by_name_with_a_warning(app) {
        let answer = app.put("1214", json!({"UserName": "nobody", "PlannedStartDate": START})).expect(201);
        assert!(
            answer.json()["detail"].as_str().is_some_and(|detail| detail.contains("nobody")),
            "{}",
            answer.text()
        );
        assert_eq!(app.order("1214")["DispatchStatus"], 3);
    }

    fn a_planned_start_that_is_no_time_is_refused(app) {
        app.put("1214", json!({"UserName": "ann"})).expect(201);
        for start in
            [json!("tomorrow"), json!(7), json!(["2026-11-21T10:00:00Z"]), json!("2026-13-01T00:00:00Z")]
        {
            app.patch("1214", json!({"PlannedStartDate": start}))
                .expect(400)
                .standard()
                .path("$.PlannedStartDate");
        }
        assert_eq!(app.order("1214")["DispatchStatus"], 2);
    }
}
