//! `allowed_statuses`: what a customer allows, its programs may, and their projects; what is in use below stays allowed.

use serde_json::{Value, json};

use super::floor::{batch, floor};
use super::world::{
    customer, get, location, make, manufacturer, message, order, part, post, program, project_of, put,
    unit_body, wrong,
};
use crate::both;
use crate::harness::{App, Client};

/// Statuses of their categories, as a list.
fn list(statuses: &[&str]) -> Value {
    let of = |label: &&str| json!({"status": label, "category": label.to_uppercase().replace(' ', "_")});
    Value::Array(statuses.iter().map(of).collect())
}

/// The labels of the list that something allows.
#[track_caller]
fn allowed(client: &Client, path: &str) -> Vec<String> {
    let shown = get(client, path)["allowed_statuses"].clone();
    let label = |status: &Value| status["status"].as_str().expect("a label").to_owned();
    shown.as_array().expect("a list").iter().map(label).collect()
}

/// Asks for another list that is refused, and sees that nothing came of it.
#[track_caller]
fn is_locked(client: &Client, path: &str, statuses: &[&str]) {
    let before = client.ask("GET", path).send().expect(200);
    let answer = put(client, path, json!({"label": "Other", "allowed_statuses": list(statuses)})).expect(423);
    assert_eq!(answer.json()["title"], "Locked");
    let after = client.ask("GET", path).send().expect(200);
    assert_eq!((after.tag(), after.text()), (before.tag(), before.text()));
}

/// Asks for another list, and gets it.
#[track_caller]
fn becomes(client: &Client, path: &str, statuses: &[&str]) {
    put(client, path, json!({"label": path, "allowed_statuses": list(statuses)})).expect(200);
    assert_eq!(allowed(client, path), statuses);
}

/// A customer, a program and a project that allow this, by their paths.
#[track_caller]
fn tree(client: &Client, label: &str, statuses: &[&str]) -> [String; 3] {
    let customer = make(client, "customers", json!({"label": label, "allowed_statuses": list(statuses)}));
    let program = program(client, &customer);
    let project = project_of(client, &program);
    [format!("/customers/{customer}"), format!("/programs/{program}"), format!("/projects/{project}")]
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The body of a work order in this status.
fn order_in(project: &str, status: &str) -> Value {
    let mut body = order(id(project), "Tablets");
    body["current_status"] = list(&[status])[0].clone();
    body
}

/// Makes a unit in this status, of a new part of a customer; its path.
#[track_caller]
fn unit_in(client: &Client, customer: &str, status: &str) -> String {
    let part = part(client, id(customer), &manufacturer(client, "Zeta"), "T-1");
    let mut body = unit_body(&part, &location(client, "Here"), "One");
    body["current_status"] = list(&[status])[0].clone();
    format!("/units/{}", make(client, "units", body))
}

const THREE: [&str; 3] = ["Pending", "Complete", "Blocked"];

both! {
    fn a_list_that_is_left_out_is_that_of_what_stands_above(app) {
        let [customer, program, project] = tree(app, "Acme", &THREE);
        for path in [&customer, &program, &project] {
            assert_eq!(allowed(app, path), THREE, "{path}");
        }
        let narrow = json!({"label": "N", "customer": {"customer_id": id(&customer)}, "allowed_statuses": list(&["Pending"])});
        let narrow = make(app, "programs", narrow);
        assert_eq!(allowed(app, &format!("/projects/{}", project_of(app, &narrow))), ["Pending"]);
        // Who allows nothing of its own allows what the tenant does, and hands that down.
        let of_tenant = program_of_open_customer(app);
        assert_eq!(allowed(app, &of_tenant).len(), 6);
        put(app, &program, json!({"label": "Renamed"})).expect(200);
        assert_eq!(allowed(app, &program), THREE, "what is left out of a change stays");
    }

    fn a_list_is_not_narrowed_beside_what_takes_a_status_from_it(app) {
        let [customer, program, project] = tree(app, "Acme", &THREE);
        // They allow what the customer does, so that all depends on its list.
        becomes(app, &program, &[]);
        becomes(app, &project, &[]);
        let narrow = json!({"label": "Acme", "allowed_statuses": list(&["Pending", "Complete"])});
        for _ in 0..15 {
            becomes(app, &customer, &THREE);
            let (narrowed, made) = std::thread::scope(|scope| {
                let take = || post(app, "work-orders", order_in(&project, "Blocked"));
                let takers: Vec<_> = (0..3).map(|_| scope.spawn(take)).collect();
                let narrowed = put(app, &customer, narrow.clone()).status;
                let answers = takers.into_iter().map(|taker| taker.join().expect("answered"));
                (narrowed, answers.filter(|answer| answer.status == 200).collect::<Vec<_>>())
            });
            assert!(matches!(narrowed, 200 | 423), "{narrowed}");
            assert!(narrowed == 423 || made.is_empty(), "{} are blocked, which is not allowed", made.len());
            for order in made {
                let path = format!("/work-orders/{}", order.json()["work_order_id"].as_str().expect("an id"));
                app.ask("DELETE", &path).send().expect(205);
            }
        }
    }

    fn a_list_has_nothing_that_is_not_allowed_above(app) {
        let [customer, program, project] = tree(app, "Acme", &["Pending", "Complete"]);
        for (path, collection, above) in [
            (&program, "programs", json!({"customer": {"customer_id": id(&customer)}})),
            (&project, "projects", json!({"program": {"program_id": id(&program)}})),
        ] {
            let mut body = above;
            body["label"] = json!("Wide");
            body["allowed_statuses"] = list(&["Pending", "Blocked"]);
            let told = message("allowedStatus", ".allowed_statuses[1].status");
            assert_eq!(wrong(post(app, collection, body.clone())), told);
            assert_eq!(wrong(put(app, path, body.clone())), told);
            body["allowed_statuses"] = list(&["Pending", "Pending"]);
            body["allowed_statuses"][1]["description"] = json!("Once more");
            assert_eq!(wrong(put(app, path, body)), message("uniqueStatus", ".allowed_statuses[1].status"));
        }
        let unknown = json!({"label": "Beta", "allowed_statuses": [{"status": "Nowhere", "category": "PENDING"}]});
        assert_eq!(wrong(post(app, "customers", unknown)), message("allowedStatus", ".allowed_statuses[0].status"));
    }

    fn what_a_list_below_names_stays_allowed_above(app) {
        let [customer, program, project] = tree(app, "Acme", &THREE);
        is_locked(app, &customer, &["Pending", "Complete"]);
        is_locked(app, &program, &["Pending", "Complete"]);
        becomes(app, &project, &["Pending"]);
        is_locked(app, &customer, &["Pending", "Complete"]);
        becomes(app, &program, &["Pending", "Complete"]);
        becomes(app, &customer, &["Pending", "Complete"]);
        is_locked(app, &customer, &["Pending"]);
        app.ask("DELETE", &project).send().expect(205);
        app.ask("DELETE", &program).send().expect(205);
        becomes(app, &customer, &["Complete"]);
    }

    fn the_status_of_a_work_order_stays_allowed_above_it(app) {
        let [customer, program, project] = tree(app, "Acme", &THREE);
        let path = format!("/work-orders/{}", make(app, "work-orders", order_in(&project, "Complete")));
        for path in [&customer, &program, &project] {
            is_locked(app, path, &["Pending", "Blocked"]);
        }
        becomes(app, &project, &["Pending", "Complete"]);
        let body = order_in(&project, "Pending");
        put(app, &path, body).expect(200);
        is_locked(app, &project, &["Complete"]);
        becomes(app, &project, &["Pending"]);
        app.ask("DELETE", &path).send().expect(205);
        becomes(app, &project, &["Complete"]);
    }

    fn the_status_of_a_unit_stays_allowed_by_the_customer_of_its_part(app) {
        let customer = make(app, "customers", json!({"label": "Acme", "allowed_statuses": list(&THREE)}));
        let customer = format!("/customers/{customer}");
        let unit = unit_in(app, &customer, "Blocked");
        is_locked(app, &customer, &["Pending", "Complete"]);
        let status = json!({"current_status": list(&["Complete"])[0]});
        app.ask("PATCH", &unit).json(status).send().expect(200);
        is_locked(app, &customer, &["Pending", "Blocked"]);
        becomes(app, &customer, &["Pending", "Complete"]);
        app.ask("DELETE", &unit).send().expect(205);
        becomes(app, &customer, &["Pending"]);
    }

    fn an_empty_list_is_narrowed_no_more_than_what_is_in_use_allows(app) {
        let customer = format!("/customers/{}", customer(app, "Acme"));
        let unit = unit_in(app, &customer, "Blocked");
        is_locked(app, &customer, &["Pending"]);
        becomes(app, &customer, &["Pending", "Blocked"]);
        app.ask("DELETE", &unit).send().expect(205);
        becomes(app, &customer, &["Pending"]);
        put(app, &customer, json!({"label": "Acme", "allowed_statuses": []})).expect(200);
    }

    fn what_moves_takes_its_statuses_only_where_they_are_allowed(app) {
        let [_, program, project] = tree(app, "Acme", &THREE);
        let [there, program_there, project_there] = tree(app, "Beta", &["Pending", "Complete"]);
        let order = order_in(&project, "Blocked");
        let order_path = format!("/work-orders/{}", make(app, "work-orders", order));
        for (path, to) in [
            (&program, json!({"label": "North", "customer": {"customer_id": id(&there)}})),
            (&project, json!({"label": "Stores", "program": {"program_id": id(&program_there)}})),
        ] {
            let before = app.ask("GET", path).send().expect(200).tag().to_owned();
            assert_eq!(wrong(put(app, path, to.clone())), message("allowedStatus", ".allowed_statuses[2].status"));
            let mut narrow = to;
            narrow["allowed_statuses"] = list(&["Pending", "Complete"]);
            put(app, path, narrow).expect(423);
            assert_eq!(app.ask("GET", path).send().expect(200).tag(), before);
        }
        let body = super::world::order(id(&project_there), "Tablets");
        assert_eq!(wrong(put(app, &order_path, body)), message("allowedStatus", ".current_status.status"));
        put(app, &order_path, order_in(&project_there, "Complete")).expect(200);
        // What went away is in use no longer, and what came is.
        let narrow = json!({"label": "Stores", "program": {"program_id": id(&program_there)}, "allowed_statuses": list(&["Pending"])});
        put(app, &project, narrow).expect(200);
        becomes(app, &program, &["Pending"]);
        is_locked(app, &there, &["Pending"]);
        app.ask("DELETE", &order_path).send().expect(205);
        becomes(app, &project_there, &["Pending"]);
        becomes(app, &program_there, &["Pending"]);
        becomes(app, &there, &["Pending"]);
    }

    fn a_whole_program_takes_what_is_in_use_below_it_to_another_customer(app) {
        let [here, program, project] = tree(app, "Acme", &THREE);
        let there = format!("/customers/{}", make(app, "customers", json!({"label": "Beta", "allowed_statuses": list(&THREE)})));
        let order = make(app, "work-orders", order_in(&project, "Blocked"));
        put(app, &program, json!({"label": "North", "customer": {"customer_id": id(&there)}})).expect(200);
        is_locked(app, &there, &["Pending", "Complete"]);
        becomes(app, &here, &["Pending"]);
        app.ask("DELETE", &format!("/work-orders/{order}")).send().expect(205);
        for path in [&project, &program, &there] {
            becomes(app, path, &["Pending", "Complete"]);
        }
    }

    fn batches_and_cycles_show_the_first_status_of_their_category_that_is_allowed(app) {
        let floor = floor(app, 2);
        let batch = batch(app, floor.batch(2));
        app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_1", floor.order)).send().expect(200);
        let project = format!("/projects/{}", floor.project);
        let cycle = format!("/work-orders/{0}/cycles/{0}_1", floor.order);
        assert_eq!(get(app, &cycle)["current_status"]["status"], "Cancelled");
        // Nothing but the category is kept: without a status of it here, that of the list above is shown.
        becomes(app, &project, &["Pending"]);
        assert_eq!(get(app, &cycle)["current_status"]["status"], "Cancelled");
        assert_eq!(get(app, &format!("/batches/{batch}"))["number_cycles"], 2);
    }

    fn a_status_of_a_work_order_is_one_that_its_project_allows_with_its_category(app) {
        let [_, _, project] = tree(app, "Acme", &["Complete", "Pending"]);
        let made = post(app, "work-orders", order(id(&project), "Tablets")).expect(200).json();
        assert_eq!(made["current_status"], list(&["Pending"])[0], "the first pending one");
        let path = format!("/work-orders/{}", made["work_order_id"].as_str().expect("an id"));
        for (status, category, told) in [
            ("Blocked", "BLOCKED", message("allowedStatus", ".current_status.status")),
            ("pending", "PENDING", message("allowedStatus", ".current_status.status")),
            ("Pending", "COMPLETE", message("statusCategory", ".current_status.category")),
        ] {
            let mut body = order(id(&project), "Tablets");
            body["current_status"] = json!({"status": status, "category": category});
            assert_eq!(wrong(post(app, "work-orders", body.clone())), told);
            assert_eq!(wrong(put(app, &path, body)), told);
        }
        assert_eq!(get(app, &path), made);
    }
}

/// The path of a program whose customer allows what the tenant does.
#[track_caller]
fn program_of_open_customer(app: &App) -> String {
    format!("/programs/{}", program(app, &customer(app, "Open")))
}
