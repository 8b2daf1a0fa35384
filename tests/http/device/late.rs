//! Reports on a job that was taken away: refused to the device, kept for the office.

use serde_json::{Value, json};

use super::{AT, act, change, code, device, events, id, job_of, report};
use crate::both;
use crate::harness::App;

#[track_caller]
fn late(app: &App) -> Vec<Value> {
    let page = app.ask("GET", "/admin/v1/late-reports").send().expect(200).json();
    assert_eq!(page["next"], json!(null));
    page["reports"].as_array().expect("reports").clone()
}

both! {
    fn a_report_on_a_recalled_job_is_refused_and_kept_once(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        let before = app.get("1");
        let body = json!({"id": id(1), "at": AT, "reason": "done already"});
        let first = report(&ann, "1", "complete", body.clone()).expect(409);
        assert_eq!(code(&first), "recalled");
        let again = report(&ann, "1", "complete", body.clone()).expect(409);
        assert_eq!(again.body, first.body);
        assert_eq!(app.get("1").body, before.body);
        let kept = late(app);
        assert_eq!(kept.len(), 1);
        let expected = json!({"num": "1", "id": id(1), "user": "ann", "kind": "complete", "at": AT, "received": kept[0]["received"], "body": body});
        assert_eq!(kept[0], expected);
        let told = events(app, "1");
        assert_eq!(told.iter().filter(|event| event["name"] == "JOB.late_report").count(), 1);
        assert_eq!(told.last().expect("an event")["data"]["UserName"], "ann");
        report(&ann, "1", "complete", json!({"id": id(1), "at": AT})).expect(422);
        assert_eq!(late(app).len(), 1);
    }

    fn a_report_on_a_deleted_or_unscheduled_job_is_kept_too(app) {
        let ann = device(app, "ann");
        for num in ["1", "2"] {
            app.put(num, job_of("ann", json!({}))).expect(201);
        }
        app.delete("1").expect(200);
        app.patch("2", json!({"PlannedStartDate": ""})).expect(200);
        for num in ["1", "2"] {
            assert_eq!(code(&act(&ann, num, "start", 1).expect(409)), "recalled");
        }
        let kept: Vec<Value> = late(app).iter().map(|report| report["num"].clone()).collect();
        assert_eq!(kept, ["1", "2"]);
    }

    fn a_late_change_is_kept_with_its_body(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        let body = json!({"TechNotes": [{"Notes": "Ä 1.50"}]});
        let path = "/device/v1/jobs/1";
        let ask = |time: &str| {
            ann.ask("PATCH", path)
                .header("Action-Id", &id(1))
                .header("Action-Time", time)
                .json(body.clone())
                .send()
        };
        assert_eq!(code(&ask(AT).expect(409)), "recalled");
        ask("noon").expect(400);
        let kept = late(app);
        assert_eq!(
            (&kept[0]["kind"], &kept[0]["body"], &kept[0]["at"]),
            (&json!("patch"), &body, &json!(AT))
        );
        assert_eq!(app.order("1").get("TechNotes"), None);
    }

    fn a_job_that_comes_back_is_the_technicians_again(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        act(&ann, "1", "start", 1).expect(409);
        app.patch("1", json!({"UserName": "ann"})).expect(200);
        act(&ann, "1", "start", 2).expect(200);
        act(&ann, "1", "start", 1).expect(409);
        assert_eq!(late(app).len(), 1);
    }

    fn what_is_refused_for_another_reason_is_not_kept(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        act(&ann, "1", "pause", 1).expect(409);
        act(&bob, "1", "start", 2).expect(404);
        app.patch("1", json!({"UserName": "cy"})).expect(200);
        report(&ann, "1", "start", json!({"id": id(3)})).expect(400);
        change(&ann, "1", 4, json!({"UserName": "ann"})).expect(403);
        assert_eq!(late(app), Vec::<Value>::new());
    }
}
