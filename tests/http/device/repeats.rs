//! A device sends a report until it is answered: the second time it is answered as the first.

use serde_json::json;

use super::{AT, act, change, code, device, events, id, job_of, report};
use crate::both;

both! {
    fn a_repeat_is_answered_byte_by_byte_as_the_first_was_and_done_once(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let first = act(&ann, "1", "start", 1).expect(200);
        act(&ann, "1", "pause", 2).expect(200);
        app.patch("1", json!({"Title": "t"})).expect(200);
        let before = app.get("1");
        let again = act(&ann, "1", "start", 1).expect(200);
        assert_eq!(
            (again.body, again.headers.iter().find(|(name, _)| name == "etag")),
            (first.body.clone(), first.headers.iter().find(|(name, _)| name == "etag"))
        );
        let spaced = format!("{{ \"id\" :\t\"{}\",\n \"at\": \"{AT}\" }}", id(1));
        let respaced = ann.ask("POST", "/device/v1/jobs/1/start").bytes(spaced).send().expect(200);
        assert_eq!(respaced.body, first.body);
        assert_eq!(app.get("1").body, before.body);
        assert_eq!(events(app, "1").iter().filter(|event| event["name"] == "JOB.started").count(), 1);
    }

    fn a_repeat_is_answered_after_the_job_was_closed_or_taken_away(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let start = act(&ann, "1", "start", 1).expect(200);
        let complete = act(&ann, "1", "complete", 2).expect(200);
        assert_eq!(act(&ann, "1", "complete", 2).expect(200).body, complete.body);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        assert_eq!(act(&ann, "1", "start", 1).expect(200).body, start.body);
        app.delete("1").expect(200);
        assert_eq!(act(&ann, "1", "start", 1).expect(200).body, start.body);
    }

    fn an_id_used_for_something_else_is_refused(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        act(&ann, "1", "start", 1).expect(200);
        let later = json!({"id": id(1), "at": "2026-11-21T08:31:00.000Z"});
        let answer = report(&ann, "1", "start", later).expect(422);
        assert_eq!(code(&answer), "key-reused");
        act(&ann, "1", "pause", 1).expect(422);
        change(&ann, "1", 1, json!({"Remarks": "r"})).expect(422);
        assert_eq!((app.get("1").version(), app.order("1").get("Remarks")), (2, None));
    }

    fn an_id_of_another_technician_or_job_is_another_report(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.put("2", job_of("ann", json!({}))).expect(201);
        let first = act(&ann, "1", "start", 1).expect(200);
        assert_ne!(act(&ann, "2", "start", 1).expect(200).body, first.body);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        let answer = act(&bob, "1", "start", 1).expect(422);
        assert!(!answer.text().contains("ann"), "nothing of another's report is told");
    }

    fn a_repeated_change_is_answered_the_same_and_done_once(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let body = json!({"TechNotes": [{"Notes": "wet"}]});
        let first = change(&ann, "1", 1, body.clone()).expect(200);
        let again = change(&ann, "1", 1, body).expect(200);
        assert_eq!(again.body, first.body);
        assert_eq!(app.order("1")["TechNotes"].as_array().map(Vec::len), Some(1));
        change(&ann, "1", 1, json!({"Remarks": "other"})).expect(422);
    }

    fn twins_in_parallel_are_done_once(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let body = json!({"TechNotes": [{"Notes": "wet"}]});
        let answers: Vec<_> = std::thread::scope(|scope| {
            let asked: Vec<_> =
                (0..8).map(|_| scope.spawn(|| change(&ann, "1", 1, body.clone()).expect(200).body)).collect();
            asked.into_iter().map(|asked| asked.join().expect("it ends")).collect()
        });
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(
            (app.order("1")["TechNotes"].as_array().map(Vec::len), app.get("1").version()),
            (Some(1), 2)
        );
    }
}
