//! Trying a work flow without touching anything.

use serde_json::{Value, json};

use super::contexts::shop::{asking, flow};
use crate::both;
use crate::harness::{Answer, Client};

fn tries(client: &Client, body: Value) -> Answer {
    client.ask("POST", "/work-flows/dry-run").json(body).send()
}

fn definition(steps: Value) -> Value {
    let mut body = json!({"label": "W", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "first"});
    body["steps"] = steps;
    body
}

fn steps(report: &Value) -> Vec<&str> {
    report["path"]
        .as_array()
        .expect("a path")
        .iter()
        .map(|step| step["step"].as_str().expect("a key"))
        .collect()
}

both! {
    fn a_definition_is_tried_before_it_is_kept(app) {
        let sample = json!({"answers": [{"step": "first", "close": {"acknowledge": true}, "after": 60, "by": "ann"}]});
        let report = tries(app, json!({"work_flow": definition(asking()), "sample": sample})).expect(200).json();
        assert_eq!((&report["outcome"], steps(&report), &report["time"]), (&json!("succeeded"), vec!["first", "done"], &json!(60_000)));
        assert_eq!(app.ask("GET", "/work-flows").send().expect(200).json()["total_count"], 0);
    }

    fn a_work_flow_that_is_kept_is_tried_by_its_id(app) {
        let id = flow(app, "first", asking());
        let waits = tries(app, json!({"work_flow_id": id})).expect(200).json();
        assert_eq!((&waits["outcome"], &waits["waiting_for"][0]["step"]), (&json!("waiting"), &json!("first")));
        let newer = json!({"first": {"step_type": "success", "label": "End"}});
        app.ask("PUT", &format!("/work-flows/{id}")).json(definition(newer)).send().expect(200);
        let ended = tries(app, json!({"work_flow_id": id})).expect(200).json();
        assert_eq!(ended["outcome"], "succeeded");
        let waits = tries(app, json!({"work_flow_id": id, "version": 1})).expect(200).json();
        assert_eq!(waits["outcome"], "waiting");
        for (body, place) in [
            (json!({"work_flow_id": id, "version": 3}), ".version"),
            (json!({"work_flow_id": "none"}), ".work_flow_id"),
        ] {
            let wrong = tries(app, body).expect(400).json()["validation_messages"][0].clone();
            assert_eq!((&wrong["keyword"], &wrong["dataPath"]), (&json!("exists"), &json!(place)));
        }
        assert_eq!(app.ask("GET", "/contexts").send().expect(200).json()["total_count"], 0);
    }

    fn what_is_wrong_with_a_body_is_told_with_its_place(app) {
        let wrong = |body: Value| {
            let problem = tries(app, body).expect(400).json();
            let messages = problem["validation_messages"].as_array().expect("messages").iter();
            messages.map(|message| message["dataPath"].as_str().expect("a place").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(wrong(json!({})), [""]);
        assert_eq!(wrong(json!({"work_flow": 1})), [".work_flow"]);
        assert_eq!(wrong(json!({"work_flow_id": 1})), [".work_flow_id"]);
        assert_eq!(wrong(json!({"work_flow_id": "x", "version": "1"})), [".version"]);
        assert_eq!(wrong(json!({"work_flow_id": "x", "more": 1})), [""]);
        let body = json!({"work_flow": definition(json!({"first": {"step_type": "pass", "label": "A", "goto": "nowhere"}})),
            "sample": {"answers": [{"step": "first"}], "x": 1}});
        assert_eq!(wrong(body), [".work_flow.steps['first'].goto", ".sample", ".sample.answers[0]"]);
    }

    fn a_definition_that_never_ends_is_answered_all_the_same(app) {
        let wait = json!({"step_type": "wait", "label": "Again", "time": 1, "stop_at": 1, "goto": "first", "goto_fail": "done"});
        let steps = json!({"first": wait, "done": {"step_type": "success", "label": "Done"}});
        let report = tries(app, json!({"work_flow": definition(steps)})).expect(200).json();
        assert_eq!(report["outcome"], "stopped");
        assert!(report["reason"].as_str().is_some_and(|reason| reason.contains("steps")), "{}", report["reason"]);
    }
}
