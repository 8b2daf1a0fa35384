//! What is refused, and how it is said: problem documents with the published members and no others.

use serde_json::{Value, json};

use super::{order_at, problem};
use crate::both;
use crate::harness::{Answer, Client};
use crate::niagara::world::{get, order, post, project, put};

/// The eight operations on the work order at a path, each sent as one who knows them would.
fn each(client: &Client, path: &str, body: &Value) -> Vec<Answer> {
    let relation = json!({"relation": "owner", "entity": {"entity_type": "USER", "entity_id": "ann"}});
    let relations = format!("{path}/relations");
    vec![
        client.ask("GET", "/work-orders").send(),
        post(client, "work-orders", body.clone()),
        client.ask("GET", path).send(),
        put(client, path, body.clone()),
        client.ask("DELETE", path).send(),
        client.ask("GET", &relations).send(),
        client.ask("POST", &relations).json(relation).send(),
        client.ask("DELETE", &format!("{relations}/any")).send(),
    ]
}

both! {
    fn who_has_no_token_is_told_401(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let before = get(app, &path);
        for client in [app.without_token(), app.with_token("a.b.c")] {
            for answer in each(&client, &path, &order(&project, "Phones")) {
                let said = problem(answer, 401);
                assert_eq!(said["detail"], "Invalid authorization token");
            }
        }
        assert_eq!(get(app, &path), before);
    }

    fn who_may_not_is_told_403(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let before = get(app, &path);
        for answer in each(&app.caller("customer:read"), &path, &order(&project, "Phones")) {
            let said = problem(answer, 403);
            assert_eq!(said["detail"], "You are forbidden from accessing this resource");
        }
        let reader = app.caller("work-order:read");
        problem(put(&reader, &path, order(&project, "Phones")), 403);
        problem(reader.ask("DELETE", &path).send(), 403);
        assert_eq!(get(app, &path), before);
        assert_eq!(get(app, "/work-orders")["total_count"], 1);
    }

    fn what_does_not_exist_is_404(app) {
        let project = project(app);
        for id in ["nothing", "a%20b", "%F0%9F%A6%80", "x%2Fy", "..", &"x".repeat(3000)] {
            let answers = each(app, &format!("/work-orders/{id}"), &order(&project, "Phones"));
            for (place, answer) in answers.into_iter().enumerate().skip(2) {
                // `..` is another address to the client already.
                if id != ".." {
                    let said = problem(answer, 404);
                    if id == "nothing" && place != 7 {
                        assert_eq!(said["detail"], "A Resource with the id \"nothing\" was not found");
                    }
                }
            }
        }
    }

    fn a_body_that_breaks_rules_is_told_every_rule_it_breaks(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let before = get(app, &path);
        let body = json!({"label": 7, "work_order_type": "car", "begin_date": "soon", "cycles": {}, "due_date": null});
        for answer in [post(app, "work-orders", body.clone()), put(app, &path, body)] {
            let said = problem(answer, 400);
            assert_eq!(said["detail"], "Invalid Data");
            let messages = said["validation_messages"].as_array().expect("messages");
            for message in messages {
                let members: Vec<&str> = message.as_object().expect("an object").keys().map(String::as_str).collect();
                assert_eq!(members, ["keyword", "dataPath", "schemaPath", "params", "message"]);
                assert!(message["message"].as_str().is_some_and(|words| words.starts_with("should")), "{message}");
            }
            let told = |keyword: &str, path: &str| {
                messages.iter().any(|message| message["keyword"] == keyword && message["dataPath"] == path)
            };
            assert!(told("required", "") && told("type", ".label") && told("enum", ".work_order_type"), "{said}");
            assert!(told("format", ".begin_date") && told("type", ".cycles") && told("type", ".due_date"), "{said}");
        }
        let unknown = problem(post(app, "work-orders", order("nothing", "Phones")), 400);
        assert_eq!(unknown["validation_messages"][0]["dataPath"], ".project.project_id");
        assert_eq!(get(app, &path), before);
    }

    fn a_work_order_that_is_done_is_locked_against_another_change(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let mut body = order(&project, "Tablets");
        body["current_status"] = json!({"status": "Complete", "category": "COMPLETE"});
        put(app, &path, body.clone()).expect(200);
        let before = get(app, &path);
        body["label"] = json!("Phones");
        let said = problem(put(app, &path, body), 423);
        assert_eq!(said["detail"], "This resource is currently locked from editing");
        assert_eq!(get(app, &path), before);
    }
}
