//! Work flows that come with a work order.

use serde_json::{Value, json};

use super::super::world::{make, order, post, program, project, project_of};
use super::{flow, id, made, path, with, wrong};
use crate::both;
use crate::events::{events, page};
use crate::harness::Client;

/// A work order as existing clients send it: whole, with counters and a work flow that another system made.
fn published(project: &str) -> Value {
    json!({
        "label": "Tablets for the north", "description": "Stage and ship", "work_order_type": "device",
        "begin_date": "2021-08-19T02:01:02.000Z", "due_date": "2021-08-19T02:01:02.000Z",
        "start_date": "2021-08-19T02:01:02.000Z", "end_date": "2021-08-19T02:01:02.000Z",
        "project": {"project_id": project},
        "current_status": {
            "category": "IN_PROGRESS", "description": "For something that is Reticulating Splines",
            "status": "Reticulating Splines", "order": 2
        },
        "cycles": [whole(1, published_flow())],
    })
}

/// A work order as the documentation of the dialect prints it, in a project that exists.
fn printed(project: &str) -> Value {
    let mut order: Value = serde_json::from_str(include_str!("published.json")).expect("JSON");
    order["project"]["project_id"] = json!(project);
    order
}

fn published_flow() -> Value {
    json!({
        "entity_type": "WKF", "entity_id": "work-flow",
        "created": "2019-08-19T00:01:02.000Z", "updated": "2020-08-19T01:01:02.000Z",
        "label": "My workflow", "schema_version": "1.0", "workflow_version": 7,
        "applies_to": "UNIT", "starts_at": "work-complete", "metadata": {"meta": "data"},
        "steps": {
            "work-complete": {"step_type": "success", "label": "work complete", "on_start": [], "on_complete": []},
            "stop-poking-me": {"step_type": "fail", "label": "stop poking me", "on_start": [], "on_complete": []}
        },
        "triggered_by": ["UNIT.created"]
    })
}

/// An entry of `cycles` with all its counters.
#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
fn whole(needed: i64, flow: Value) -> Value {
    json!({
        "needed": needed, "pending": 1, "in_progress": 0, "verifying": 0, "complete": 0, "blocked": 0,
        "cancelled": 0, "work_flow": flow
    })
}

#[expect(clippy::needless_pass_by_value, reason = "tests write the value where it is used")]
fn with_cycles(project: &str, cycles: Value) -> Value {
    with(&order(project, "Tablets"), json!({"cycles": cycles}))
}

fn flows(client: &Client) -> i64 {
    let page = client.ask("GET", "/work-flows").send().expect(200).json();
    page["total_count"].as_i64().expect("a number")
}

both! {
    fn a_work_order_as_existing_clients_send_it_is_taken_with_its_work_flow(app) {
        let project = project(app);
        let after = page(app, "0", 1000).1;
        let made = post(app, "work-orders", published(&project)).expect(200).json();
        assert_eq!(made["current_status"], json!({"category": "IN_PROGRESS", "status": "In Progress", "order": 4}));
        let cycles = &made["cycles"][0];
        let counters = ["needed", "pending", "in_progress", "verifying", "complete", "blocked", "cancelled"];
        assert_eq!(counters.map(|name| cycles[name].as_i64()), [1, 1, 0, 0, 0, 0, 0].map(Some));

        let inside = &cycles["work_flow"];
        let sent = published_flow();
        for name in ["label", "schema_version", "applies_to", "starts_at", "metadata", "triggered_by", "entity_type", "steps"] {
            assert_eq!(inside[name], sent[name], "{name}");
        }
        assert_ne!(inside["entity_id"], "work-flow");
        assert_eq!((&inside["workflow_version"], &inside["work_flow_id"]), (&json!(1), &inside["entity_id"]));
        let alone = app.ask("GET", &path(inside)).send().expect(200).json();
        assert_eq!((&alone["steps"], &alone["workflow_version"]), (&inside["steps"], &json!(1)));
        assert_eq!(alone["warnings"][0]["dataPath"], ".steps['stop-poking-me']");

        let again = post(app, "work-orders", published(&project)).expect(200).json();
        assert_eq!(again["cycles"][0]["work_flow"], *inside);
        assert_eq!(flows(app), 1);
        let told = events(app, &after, 3);
        assert_eq!(told.iter().filter(|event| event["name"] == "WKF.created").count(), 1);
    }

    fn a_work_order_as_it_is_printed_is_taken_by_a_server_that_knows_its_project(app) {
        let project = project(app);
        let sent = printed(&project);
        let made = post(app, "work-orders", sent.clone()).expect(200).json();
        for name in ["label", "description", "work_order_type", "begin_date", "due_date", "start_date", "end_date"] {
            assert_eq!(made[name], sent[name], "{name}");
        }
        // What only stands in answers is ours: the id, the times, where the links lead, the project as it is here.
        assert_ne!(made["work_order_id"], sent["work_order_id"]);
        assert_ne!(made["created"], sent["created"]);
        assert!(made["_links"]["self"]["href"].as_str().is_some_and(|href| href.starts_with(app.base())));
        assert_eq!((&made["project"]["project_id"], &made["project"]["label"]), (&json!(project), &json!("Stores")));
        // The location is another system's, and so is the word for the status.
        assert_eq!(made["location"], Value::Null);
        let status = &made["current_status"];
        assert_eq!((&status["status"], &status["category"]), (&json!("In Progress"), &json!("IN_PROGRESS")));
        assert_eq!(made["cycles"][0]["work_flow"]["steps"], sent["cycles"][0]["work_flow"]["steps"]);
        let path = made["_links"]["self"]["href"].as_str().and_then(|href| href.strip_prefix(app.base())).expect("a link");
        let put = app.ask("PUT", path).json(sent).send().expect(200).json();
        assert_eq!((&put["current_status"], &put["cycles"], flows(app)), (status, &made["cycles"], 1));
    }

    fn a_word_for_a_status_that_nobody_knows_counts_by_its_category(app) {
        let shipping = json!({"status": "Shipping", "category": "IN_PROGRESS", "order": 9});
        post(app, "settings/statuses", shipping).expect(200);
        let project = project(app);
        let with_status = |label: &str, category: &str| {
            with(&order(&project, "Tablets"), json!({"current_status": {"status": label, "category": category}}))
        };
        let status = |order: &Value| order["current_status"]["status"].clone();
        let made = post(app, "work-orders", with_status("Shipping", "IN_PROGRESS")).expect(200).json();
        let at = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        let put = |body: Value| app.ask("PUT", &at).json(body).send();
        assert_eq!(status(&put(with_status("Underway", "IN_PROGRESS")).expect(200).json()), "Shipping", "it stays as it is");
        assert_eq!(status(&put(with_status("Halted", "BLOCKED")).expect(200).json()), "Blocked");
        assert_eq!(wrong(&put(with_status("Shipping", "BLOCKED")).expect(400).json()),
            [("statusCategory", ".current_status.category")]);
        // One that is known here and not allowed in this project is refused, and so is a category that has nothing.
        let narrow = json!({"label": "Narrow", "allowed_statuses": [{"status": "Pending", "category": "PENDING"}]});
        let program = program(app, &make(app, "customers", narrow));
        let project = project_of(app, &program);
        for (label, category) in [("Shipping", "IN_PROGRESS"), ("Underway", "IN_PROGRESS")] {
            let body = with(&order(&project, "Tablets"), json!({"current_status": {"status": label, "category": category}}));
            let problem = post(app, "work-orders", body).expect(400).json();
            assert_eq!(wrong(&problem), [("allowedStatus", ".current_status.status")], "{label}");
        }
        let unknown = with(&order(&project, "Tablets"), json!({"location": {"location_id": "none"}}));
        let problem = post(app, "work-orders", unknown).expect(400).json();
        assert_eq!(wrong(&problem), [("exists", ".location.location_id")]);
    }

    fn inside_a_work_order_a_work_flow_has_the_published_members_and_no_others(app) {
        let more = json!({"triggered_by": ["UNIT.created"], "metadata": {"a": "b"}, "context": [{"key": "n", "value": 1}]});
        let mut body = with(&flow("A"), more);
        body["steps"]["look"]["context"] = json!([{"key": "seen", "value": true}]);
        let flow = made(app, body);
        let cycles = json!([{"needed": 1, "work_flow": {"work_flow_id": id(&flow)}}]);
        let order = post(app, "work-orders", with_cycles(&project(app), cycles)).expect(200).json();
        let read = app.ask("GET", order["_links"]["self"]["href"].as_str().and_then(|href| href.strip_prefix(app.base())).expect("a link"));
        let read = read.send().expect(200).json();
        assert_eq!(read["cycles"], order["cycles"]);
        let inside = read["cycles"][0]["work_flow"].as_object().expect("a work flow");
        let mut names: Vec<&str> = inside.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, [
            "applies_to", "created", "entity_id", "entity_type", "label", "metadata", "schema_version", "starts_at",
            "steps", "triggered_by", "updated", "work_flow_id", "workflow_version",
        ]);
        for (name, value) in inside {
            assert_eq!(*value, flow[name], "{name}");
        }
    }

    fn a_whole_work_flow_with_a_known_id_stands_for_that_one_whatever_else_it_says(app) {
        let flow = made(app, flow("A"));
        let sent = with(&published_flow(), json!({"entity_id": id(&flow), "steps": {}}));
        let order = post(app, "work-orders", with_cycles(&project(app), json!([whole(3, sent)]))).expect(200).json();
        assert_eq!(order["cycles"][0]["work_flow"]["label"], "A");
        assert_eq!(flows(app), 1);
    }

    fn a_work_order_can_be_sent_back_as_it_was_answered(app) {
        let made = post(app, "work-orders", with_cycles(&project(app), json!([whole(2, published_flow())]))).expect(200).json();
        let path = made["_links"]["self"]["href"].as_str().and_then(|href| href.strip_prefix(app.base())).expect("a link");
        let answer = app.ask("PUT", path).json(made.clone()).send().expect(200).json();
        assert_eq!((&answer["cycles"], flows(app)), (&made["cycles"], 1));
        // Another one takes its place, made on the way.
        let other = with(&published_flow(), json!({"label": "Other"}));
        let body = with(&made, json!({"cycles": [whole(2, other)]}));
        let answer = app.ask("PUT", path).json(body).send().expect(200).json();
        assert_eq!((&answer["cycles"][0]["work_flow"]["label"], flows(app)), (&json!("Other"), 2));
    }

    fn an_equal_definition_is_found_in_another_spelling_and_an_earlier_version_is_not(app) {
        let project = project(app);
        let flow_of_it = made(app, flow("A"));
        let mut older = with(&published_flow(), flow("A"));
        older.as_object_mut().expect("a work flow").retain(|name, _| name != "triggered_by" && name != "metadata");
        older["steps"] = json!({
            "failed": {"type": "fail", "label": "Failed", "onStart": []},
            "look": {"type": "pass", "label": "Look", "goto": "done", "goto-fail": "failed"},
            "done": {"type": "success", "label": "Done"},
        });
        let body = with_cycles(&project, json!([whole(1, older)]));
        let order = post(app, "work-orders", body.clone()).expect(200).json();
        assert_eq!(order["cycles"][0]["work_flow"]["work_flow_id"], flow_of_it["work_flow_id"]);
        app.ask("PUT", &path(&flow_of_it)).json(flow("B")).send().expect(200);
        let order = post(app, "work-orders", body).expect(200).json();
        assert_ne!(order["cycles"][0]["work_flow"]["work_flow_id"], flow_of_it["work_flow_id"]);
        assert_eq!(order["cycles"][0]["work_flow"]["label"], "A");
    }

    fn what_is_wrong_with_a_work_flow_is_told_with_its_place_in_the_order(app) {
        let project = project(app);
        let mut broken = published_flow();
        broken["starts_at"] = json!("nowhere");
        let good = json!({"needed": 1, "work_flow": {"work_flow_id": "missing"}});
        let problem = post(app, "work-orders", with_cycles(&project, json!([good, whole(1, broken)]))).expect(400).json();
        assert_eq!(wrong(&problem), [("exists", ".cycles[0].work_flow"), ("stepExists", ".cycles[1].work_flow.starts_at")]);
        assert_eq!(flows(app), 0);
        let orders = app.ask("GET", "/work-orders").send().expect(200).json();
        assert_eq!(orders["total_count"], 0);
    }

    fn two_entries_with_one_work_flow_are_refused_in_whatever_form_they_come(app) {
        let project = project(app);
        let twice = json!([whole(1, published_flow()), whole(2, published_flow())]);
        let problem = post(app, "work-orders", with_cycles(&project, twice)).expect(400).json();
        assert_eq!(wrong(&problem), [("uniqueWorkFlow", ".cycles[1].work_flow")]);
        assert_eq!(flows(app), 0);
        let flow = made(app, published_flow());
        let mixed = json!([{"needed": 1, "work_flow": {"entity_id": id(&flow)}}, whole(2, published_flow())]);
        let problem = post(app, "work-orders", with_cycles(&project, mixed)).expect(400).json();
        assert_eq!(wrong(&problem), [("uniqueWorkFlow", ".cycles[1].work_flow")]);
        let many: Vec<Value> = (0..101).map(|n| json!({"needed": 1, "work_flow": {"work_flow_id": format!("w{n}")}})).collect();
        let problem = post(app, "work-orders", with_cycles(&project, many.into())).expect(400).json();
        assert_eq!(wrong(&problem), [("maxItems", ".cycles")]);
    }

    fn the_right_to_make_work_orders_is_enough_to_bring_a_work_flow_along(app) {
        let project = project(app);
        let client = app.caller("work-order:create,project:read,customer:read,program:read");
        post(&client, "work-flows", flow("Mine")).expect(403);
        let body = with_cycles(&project, json!([whole(1, published_flow())]));
        let order = post(&client, "work-orders", body.clone()).expect(200).json();
        let flow = order["cycles"][0]["work_flow"]["work_flow_id"].clone();
        // It is the client's own now, so that the next order finds it.
        let again = post(&client, "work-orders", body).expect(200).json();
        assert_eq!(again["cycles"][0]["work_flow"]["work_flow_id"], flow);
    }

    fn a_work_flow_that_the_caller_may_not_read_is_neither_found_nor_told(app) {
        let project = project(app);
        let secret = made(app, published_flow());
        let client = app.caller("work-order:create,project:read,customer:read,program:read");
        let short = json!([{"needed": 1, "work_flow": {"work_flow_id": id(&secret)}}]);
        let problem = post(&client, "work-orders", with_cycles(&project, short)).expect(400).json();
        assert_eq!(wrong(&problem), [("exists", ".cycles[0].work_flow")]);
        let order = post(&client, "work-orders", with_cycles(&project, json!([whole(1, published_flow())]))).expect(200).json();
        assert_ne!(order["cycles"][0]["work_flow"]["work_flow_id"], secret["work_flow_id"]);
    }
}
