//! What keeps a work flow from being deleted, or applied to something else.

use serde_json::{Value, json};

use super::super::world::{make, order, project};
use super::{flow, id, made, path, with};
use crate::both;

/// A work order that needs two cycles of a work flow.
fn order_of(project: &str, flow: &Value) -> Value {
    let cycles = json!([{"needed": 2, "work_flow": {"work_flow_id": id(flow)}}]);
    with(&order(project, "Tablets"), json!({"cycles": cycles}))
}

both! {
    fn a_work_flow_of_an_open_work_order_is_locked_until_the_order_is_gone(app) {
        let (project, flow_of_it) = (project(app), made(app, flow("A")));
        let path = path(&flow_of_it);
        let order = make(app, "work-orders", order_of(&project, &flow_of_it));
        assert_eq!(app.ask("DELETE", &path).send().expect(423).json()["title"], "Locked");
        let part = with(&flow("A"), json!({"applies_to": "PART"}));
        app.ask("PUT", &path).json(part.clone()).send().expect(423);
        assert_eq!(app.ask("GET", &path).send().expect(200).json(), flow_of_it);

        app.ask("DELETE", &format!("/work-orders/{order}")).send().expect(205);
        let changed = app.ask("PUT", &path).json(part).send().expect(200).json();
        assert_eq!((&changed["applies_to"], &changed["workflow_version"]), (&json!("PART"), &json!(2)));
        app.ask("DELETE", &path).send().expect(205);
    }

    fn the_steps_of_a_work_flow_in_use_may_be_changed(app) {
        let (project, flow_of_it) = (project(app), made(app, flow("A")));
        let order = make(app, "work-orders", order_of(&project, &flow_of_it));
        let order = format!("/work-orders/{order}");
        app.ask("GET", &order).send().expect(200);
        app.ask("PUT", &path(&flow_of_it)).json(flow("B")).send().expect(200);
        let shown = app.ask("GET", &order).send().expect(200).json();
        let inside = &shown["cycles"][0]["work_flow"];
        assert_eq!((&inside["label"], &inside["workflow_version"]), (&json!("B"), &json!(2)));
    }
}
