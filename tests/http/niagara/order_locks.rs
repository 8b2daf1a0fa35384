//! What keeps work orders, batches and units from being changed: work under way, work that is done, and allocation (423).

use serde_json::{Value, json};

use super::actions::with;
use super::contexts::shop::{
    Shop, asking, call, checked, confirms, flow, project, run, start, start_next, started, with_ends,
};
use super::floor::{batch, change, floor, queue};
use super::world::{get, location, order, part, put, unit_body};
use crate::both;
use crate::harness::Client;

/// Asks for changes that are refused because something is locked, and sees that nothing came of them.
#[track_caller]
fn is_locked(client: &Client, path: &str, body: &Value, changes: &[Value]) {
    let before = client.ask("GET", path).send().expect(200);
    for change in changes {
        let answer = put(client, path, with(body, change.clone())).expect(423);
        assert_eq!(answer.json()["detail"], "This resource is currently locked from editing");
        let after = client.ask("GET", path).send().expect(200);
        assert_eq!((after.tag(), after.text()), (before.tag(), before.text()), "after {change}");
    }
}

/// A shop, a work flow that waits for somebody, a work order of three cycles of it, and runs of the first two.
struct Begun {
    shop: Shop,
    flow: String,
    path: String,
    runs: [String; 2],
}

impl Begun {
    #[track_caller]
    fn new(client: &Client) -> Self {
        let shop = Shop::new(client);
        let flow = flow(client, "first", asking());
        let order = shop.order(client, &flow, 3);
        let second = shop.unit(client, "Tablet 2");
        let runs = [&shop.unit, &second].map(|unit| started(start_next(client, &order, unit)));
        Self { shop, flow, path: format!("/work-orders/{order}"), runs }
    }

    /// `cycles` with so many of a work flow.
    fn needs(flow: &str, needed: i64) -> Value {
        json!({"cycles": [{"needed": needed, "work_flow": {"work_flow_id": flow}}]})
    }
}

/// Makes a work flow that allocates one unit of the shop's part to its project.
#[track_caller]
fn allocating(client: &Client, shop: &Shop) -> String {
    let payload = json!({"part_id": shop.part, "project_id": shop.project});
    flow(client, "take", with_ends(json!({"take": call("allocate-unit-to-project", payload)})))
}

both! {
    fn work_under_way_keeps_a_work_order_where_it_is_and_what_it_asks_for(app) {
        let begun = Begun::new(app);
        let body = order(&begun.shop.project, "Renamed");
        let project = json!({"project": {"project_id": project(app)}});
        let elsewhere = json!({"location": {"location_id": location(app, "Far away")}});
        let complete = json!({"current_status": {"status": "Complete", "category": "COMPLETE"}});
        let cancelled = json!({"current_status": {"status": "Cancelled", "category": "CANCELLED"}});
        let (other, fewer) = (Begun::needs(&checked(app), 3), Begun::needs(&begun.flow, 1));
        let none = json!({"cycles": []});
        let changes = [project.clone(), elsewhere.clone(), other.clone(), fewer.clone(), none.clone(), complete, cancelled];
        is_locked(app, &begun.path, &body, &changes);
        app.ask("DELETE", &begun.path).send().expect(423);

        // When nothing is under way any more, it may go elsewhere; what was done stays what it was, and whose it was.
        for run in &begun.runs {
            confirms(app, run).expect(200);
        }
        is_locked(app, &begun.path, &body, &[project, other, fewer, none]);
        let moved = put(app, &begun.path, with(&body, elsewhere)).expect(200).json();
        assert_eq!((&moved["label"], &moved["location"]["label"]), (&json!("Renamed"), &json!("Far away")));
    }

    fn words_and_dates_may_change_while_work_is_under_way(app) {
        let begun = Begun::new(app);
        let more = json!({"description": "Soon", "due_date": "2099-01-01T00:00:00.000Z", "meta": {"bench": "4"}});
        let changed = put(app, &begun.path, with(&order(&begun.shop.project, "Renamed"), more)).expect(200).json();
        assert_eq!((&changed["label"], &changed["description"], &changed["meta"]["bench"]), (&json!("Renamed"), &json!("Soon"), &json!("4")));
        let fewer = put(app, &begun.path, with(&order(&begun.shop.project, "Fewer"), Begun::needs(&begun.flow, 2))).expect(200).json();
        assert_eq!(fewer["cycles"][0]["needed"], 2);
    }

    fn a_work_order_that_is_done_changes_only_by_being_opened_again(app) {
        let begun = Begun::new(app);
        let body = order(&begun.shop.project, "Renamed");
        put(app, &begun.path, with(&order(&begun.shop.project, "Tablets"), Begun::needs(&begun.flow, 2))).expect(200);
        for run in &begun.runs {
            confirms(app, run).expect(200);
        }
        assert_eq!(get(app, &begun.path)["current_status"]["category"], "COMPLETE");
        is_locked(app, &begun.path, &body, &[json!({}), json!({"meta": {"a": "b"}}), json!({"project": {"project_id": project(app)}})]);
        let opened = put(app, &begun.path, with(&body, Begun::needs(&begun.flow, 3))).expect(200).json();
        assert_eq!((&opened["label"], &opened["current_status"]["category"]), (&json!("Renamed"), &json!("IN_PROGRESS")));
    }

    fn a_batch_of_a_work_order_that_is_done_keeps_its_number_of_cycles(app) {
        let floor = floor(app, 3);
        let path = format!("/batches/{}", batch(app, floor.batch(2)));
        app.ask("DELETE", &format!("/work-orders/{}/cycles", floor.order)).send().expect(202);
        assert_eq!(get(app, &format!("/work-orders/{}", floor.order))["current_status"]["category"], "CANCELLED");
        let before = app.ask("GET", &path).send().expect(200);
        for number in [1, 3] {
            change(app, "PATCH", &path, json!({"number_cycles": number})).expect(423);
        }
        let after = app.ask("GET", &path).send().expect(200);
        assert_eq!((after.tag(), after.text()), (before.tag(), before.text()));
        let same = change(app, "PATCH", &path, json!({"number_cycles": 2, "order": 7})).expect(200).json();
        assert_eq!((&same["number_cycles"], &same["order"]), (&json!(2), &json!(7)));
    }

    fn a_batch_under_way_stays_at_its_location(app) {
        let shop = Shop::new(app);
        let order = shop.order(app, &flow(app, "first", asking()), 2);
        let path = format!("/batches/{}", shop.batch(app, &order, (1, 2)));
        let run = started(start_next(app, &order, &shop.unit));
        let (near, far) = (shop.location, location(app, "Far away"));
        let [near, far] = [(near, "Near"), (far, "Far")].map(|(place, label)| queue(app, &place, label, json!(5)));
        let before = app.ask("GET", &path).send().expect(200);
        let to = |queue: &str| change(app, "PATCH", &path, json!({"queue": {"queue_id": queue}}));
        to(&far).expect(423);
        let after = app.ask("GET", &path).send().expect(200);
        assert_eq!((after.tag(), after.text()), (before.tag(), before.text()));
        to(&near).expect(200);
        confirms(app, &run).expect(200);
        to(&far).expect(200);
    }

    fn an_allocated_unit_is_not_deleted_and_stays_one_of_its_part(app) {
        let shop = Shop::new(app);
        let path = format!("/units/{}", shop.unit);
        let subject = shop.unit(app, "Subject");
        assert_eq!(run(start(app, &allocating(app, &shop), &subject))["outcome"], "succeeded");
        assert_eq!(get(app, &format!("/projects/{}/units", shop.project))["_embedded"]["nter:units"][0]["unit_id"], json!(shop.unit));
        let maker = get(app, &path)["manufacturer"]["manufacturer_id"].as_str().expect("an id").to_owned();
        let other = part(app, &shop.customer, &maker, "T-2");
        let body = unit_body(&shop.part, &shop.location, "Renamed");
        is_locked(app, &path, &body, &[json!({"part": {"part_id": other}})]);
        app.ask("DELETE", &path).send().expect(423);
        assert_eq!(put(app, &path, body).expect(200).json()["label"], "Renamed");
        // Its project goes, and it is free.
        app.ask("DELETE", &format!("/projects/{}", shop.project)).send().expect(205);
        put(app, &path, unit_body(&other, &shop.location, "Tablet 1")).expect(200);
        app.ask("DELETE", &path).send().expect(205);
    }
}
