//! `/work-flows`: how the work is done, step by step.

mod in_work_orders;
mod lists;
mod locks;
mod spellings;
mod steps;
mod versions;

use serde_json::{Value, json};

use super::world::post;
use crate::both;
use crate::events::{events, page};
use crate::harness::Client;

/// A small work flow with one step and two ends.
fn flow(label: &str) -> Value {
    json!({
        "label": label, "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "look",
        "steps": {
            "look": {"step_type": "pass", "label": "Look", "goto": "done", "goto_fail": "failed"},
            "done": {"step_type": "success", "label": "Done"},
            "failed": {"step_type": "fail", "label": "Failed"},
        }
    })
}

/// A copy with other members.
#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
fn with(flow: &Value, more: Value) -> Value {
    let mut flow = flow.clone();
    let more = more.as_object().expect("members").clone();
    flow.as_object_mut().expect("a work flow").extend(more);
    flow
}

/// Makes a work flow; it as it is answered.
#[track_caller]
fn made(client: &Client, body: Value) -> Value {
    post(client, "work-flows", body).expect(200).json()
}

fn path(flow: &Value) -> String {
    format!("/work-flows/{}", id(flow))
}

fn id(flow: &Value) -> &str {
    flow["work_flow_id"].as_str().expect("an id")
}

/// Keyword and place of everything that is wrong.
fn wrong(problem: &Value) -> Vec<(&str, &str)> {
    let messages = problem["validation_messages"].as_array().expect("messages").iter();
    messages
        .map(|one| (one["keyword"].as_str().expect("text"), one["dataPath"].as_str().expect("text")))
        .collect()
}

both! {
    fn a_work_flow_is_made_read_changed_and_deleted(app) {
        let answer = post(app, "work-flows", flow("Inspect a tablet")).expect(200);
        assert_eq!(answer.header("content-type"), Some("application/hal+json"));
        let first = answer.json();
        let path = path(&first);
        assert_eq!(answer.header("location"), Some(format!("{}{path}", app.base()).as_str()));
        assert_eq!((&first["workflow_version"], &first["warnings"]), (&json!(1), &json!([])));
        assert_eq!((&first["entity_id"], &first["entity_type"]), (&first["work_flow_id"], &json!("WKF")));
        assert_eq!(first["_links"]["nter:work-flow-versions"]["href"], format!("{}{path}/versions", app.base()));
        assert_eq!(app.ask("GET", &path).send().expect(200).json(), first);

        let second = app.ask("PUT", &path).json(flow("Inspect it well")).send().expect(200).json();
        assert_eq!((&second["label"], &second["workflow_version"]), (&json!("Inspect it well"), &json!(2)));
        assert_eq!(app.ask("GET", &path).send().expect(200).json(), second);

        assert!(app.ask("DELETE", &path).send().expect(205).body.is_empty());
        for below in ["", "/versions", "/versions/1"] {
            app.ask("GET", &format!("{path}{below}")).send().expect(404);
        }
        app.ask("PUT", &path).json(flow("Again")).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
    }

    fn every_change_of_a_work_flow_is_told_in_the_log(app) {
        let after = page(app, "0", 1000).1;
        let path = path(&made(app, flow("One")));
        app.ask("PUT", &path).json(flow("Two")).send().expect(200);
        app.ask("PUT", &path).json(flow("Two")).send().expect(200);
        app.ask("DELETE", &path).send().expect(205);
        let told = events(app, &after, 3);
        let told: Vec<_> = told.iter().map(|event| (event["name"].as_str(), event["version"].as_i64())).collect();
        assert_eq!(told, [("WKF.created", 1), ("WKF.changed", 2), ("WKF.deleted", 3)].map(|(name, n)| (Some(name), Some(n))));
    }

    fn what_looks_like_a_mistake_is_told_and_breaks_nothing(app) {
        let mut body = flow("Short cut");
        body["starts_at"] = json!("done");
        let made = made(app, body.clone());
        let warned: Vec<&str> = made["warnings"].as_array().expect("warnings").iter()
            .map(|one| one["dataPath"].as_str().expect("a place")).collect();
        assert_eq!(warned, [".steps['look']", ".steps['failed']"]);
        let read = app.ask("GET", &path(&made)).send().expect(200).json();
        assert_eq!(read, made);
    }

    fn triggers_are_answered_under_their_newer_names(app) {
        let triggers = json!(["UNIT.updated", "UNIT.attached", "UNIT.changed"]);
        let made = made(app, with(&flow("Auto"), json!({"triggered_by": triggers})));
        assert_eq!(made["triggered_by"], json!(["UNIT.changed", "UNIT.relation-added"]));
    }

    fn only_who_may_makes_reads_and_changes_work_flows(app) {
        let path = path(&made(app, flow("Secret")));
        let reader = app.caller("work-flow:read");
        reader.ask("GET", &path).send().expect(200);
        reader.ask("GET", &format!("{path}/versions/1")).send().expect(200);
        post(&reader, "work-flows", flow("Mine")).expect(403);
        reader.ask("PUT", &path).json(flow("Mine")).send().expect(403);
        reader.ask("DELETE", &path).send().expect(403);
        let nobody = app.caller("customer:read");
        for below in ["", "/versions", "/versions/1"] {
            nobody.ask("GET", &format!("{path}{below}")).send().expect(403);
        }
    }
}
