//! What is being deleted takes no more children, however close both come (PostgreSQL; SQLite has one writer).

use std::thread;
use std::time::Duration;

use super::floor::{flow, order_of};
use super::world::{message, order, post, project, wrong};
use crate::harness::{App, Engine, Held};
use serde_json::json;

/// How long a request that does not wait takes at most.
const MOMENT: Duration = Duration::from_millis(700);

/// Another node has locked an entity and deletes it while `make` is asked for.
fn deleted_meanwhile(app: &App, id: &str, make: impl FnOnce() + Send) {
    let other = Held::begin(app.url());
    other.run(&format!("SELECT 1 FROM entity WHERE id = '{id}' FOR UPDATE"));
    thread::scope(|scope| {
        let asked = scope.spawn(make);
        thread::sleep(MOMENT);
        assert!(!asked.is_finished(), "it is not made while its parent is being deleted");
        other.run(&format!("UPDATE entity SET deleted = 1, version = version + 1 WHERE id = '{id}'"));
        other.end();
        asked.join().expect("asked");
    });
}

#[test]
fn a_work_order_is_not_made_in_a_project_that_another_node_deletes_meanwhile() {
    let app = App::start(Engine::Postgres);
    let project = project(&app);
    deleted_meanwhile(&app, &project, || {
        let answer = post(&app, "work-orders", order(&project, "Late"));
        assert_eq!(wrong(answer), message("exists", ".project.project_id"));
    });
}

#[test]
fn a_work_order_is_not_made_of_a_work_flow_that_another_node_deletes_meanwhile() {
    let app = App::start(Engine::Postgres);
    let (project, flow) = (project(&app), flow(&app, "Stage"));
    deleted_meanwhile(&app, &flow, || {
        let mut body = order(&project, "Late");
        body["cycles"] = json!([{"needed": 1, "work_flow": {"work_flow_id": flow}}]);
        assert_eq!(wrong(post(&app, "work-orders", body)), message("exists", ".cycles[0].work_flow"));
    });
}

#[test]
fn work_orders_of_one_project_do_not_wait_for_each_other() {
    let app = App::start(Engine::Postgres);
    let project = project(&app);
    let other = Held::begin(app.url());
    other.run(&format!("SELECT 1 FROM entity WHERE id = '{project}' FOR KEY SHARE"));
    order_of(&app, &project, json!([]));
    other.end();
}
