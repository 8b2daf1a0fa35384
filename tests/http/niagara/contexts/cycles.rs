//! Runs that are cycles of a work order.

use serde_json::{Value, json};

use super::super::floor::{Floor, batch, counters, entries, order_of, queue, read};
use super::super::relations::relate;
use super::super::world::{location, post};
use super::shop::{CLOSING, Shop, asking, confirms, fails, flow, project, started};
use crate::access::passwords::user;
use crate::both;
use crate::harness::{Answer, Client};

struct Place {
    shop: Shop,
    floor: Floor,
}

#[track_caller]
fn place(client: &Client, needed: i64) -> Place {
    let shop = Shop::new(client);
    let (project, location) = (project(client), location(client, "Dock 2"));
    let queue = queue(client, &location, "Staging", json!(1));
    let flow = flow(client, "first", asking());
    let order = order_of(client, &project, json!([{"needed": needed, "work_flow": {"work_flow_id": flow}}]));
    Place { shop, floor: Floor { project, location, queue, flow, order } }
}

impl Place {
    fn next(&self, client: &Client, unit: &str) -> Answer {
        let body = json!({"entity": {"entity_type": "UNIT", "entity_id": unit}});
        post(client, &format!("work-orders/{}/contexts", self.floor.order), body)
    }

    fn contexts(&self) -> String {
        format!("/work-orders/{}/contexts", self.floor.order)
    }

    fn order(&self, client: &Client) -> Value {
        read(client, &format!("/work-orders/{}", self.floor.order))
    }
}

both! {
    fn the_next_cycle_is_started_and_its_work_order_follows(app) {
        let place = place(app, 2);
        let unit = place.shop.unit(app, "Tablet 1");
        let started = place.next(app, &unit).expect(200).json();
        let cycle = format!("{}_1", place.floor.order);
        assert_eq!((&started["using"]["cycle_id"], &started["using"]["context_id"]), (&json!(cycle), &started["context_id"]));
        assert_eq!(started["using"]["current_status"]["category"], "IN_PROGRESS");
        assert_eq!(started["using"]["work_order"]["work_order_id"], json!(place.floor.order));
        assert_eq!(counters(&place.order(app)["cycles"][0]), [1, 1, 0, 0, 0, 0]);
        let path = format!("/work-orders/{}/cycles/{cycle}", place.floor.order);
        let id = started["context_id"].as_str().expect("an id");
        let link = read(app, &path)["_links"]["nter:cycle-context"]["href"].clone();
        assert_eq!(link, format!("{}/contexts/{id}", app.base()));
        let ended = confirms(app, id).expect(200).json();
        assert_eq!(ended["using"]["current_status"]["category"], "COMPLETE");
        assert_eq!(counters(&place.order(app)["cycles"][0]), [1, 0, 0, 1, 0, 0]);
    }

    fn a_named_cycle_is_started_once(app) {
        let place = place(app, 3);
        let cycle = format!("{}_2", place.floor.order);
        let body = |unit: &str| json!({"entity_type": "UNIT", "entity_id": unit, "using": cycle});
        let path = format!("work-flows/{}/contexts", place.floor.flow);
        let started = post(app, &path, body(&place.shop.unit(app, "Tablet 1"))).expect(200).json();
        assert_eq!(started["using"]["cycle_id"], json!(cycle));
        post(app, &path, body(&place.shop.unit(app, "Tablet 2"))).expect(409);
        let of_order = place.contexts();
        post(app, of_order.trim_start_matches('/'), body(&place.shop.unit(app, "Tablet 3"))).expect(409);
    }

    fn the_runs_of_a_work_order_are_listed_by_the_status_of_their_cycles(app) {
        let place = place(app, 3);
        let start = |label: &str| started(place.next(app, &place.shop.unit(app, label)));
        let (done, blocked, open) = (start("Tablet 1"), start("Tablet 2"), start("Tablet 3"));
        confirms(app, &done).expect(200);
        fails(app, &format!("/contexts/{blocked}"), &json!({"step": "first"})).expect(200);
        let ids = |query: &str| {
            let page = read(app, &format!("{}{query}", place.contexts()));
            let ids: Vec<_> = entries(&page).iter().map(|entry| entry["context_id"].clone()).collect();
            (Value::from(ids), page["total_count"].clone())
        };
        assert_eq!(ids(""), (json!([done, blocked, open]), json!(3)));
        assert_eq!(ids("?filter[status]=Complete"), (json!([done]), json!(1)));
        assert_eq!(ids("?filter[status]=Blocked"), (json!([blocked]), json!(1)));
        assert_eq!(ids("?filter[status]=In%20Progress"), (json!([open]), json!(1)));
        assert_eq!(ids("?filter[status]=Nothing"), (json!([]), json!(0)));
        assert_eq!(ids("?filter[active]=true&sort=-created"), (json!([open]), json!(1)));
        let last = place.next(app, &place.shop.unit(app, "Tablet 4"));
        last.expect(409);
        app.ask("GET", "/work-orders/none/contexts").send().expect(404);
    }

    fn the_technicians_of_a_batch_close_its_steps(app) {
        let place = place(app, 2);
        let batch = batch(app, place.floor.batch(1));
        for name in ["ann", "bob"] {
            user(app, name, &[]);
        }
        let some = |name: &str, rights: &str| app.with_token(&app.token_with(&["--subject", name, "--grant", rights]));
        let (ann, bob) = (some("ann", "me:profile"), some("bob", CLOSING));
        relate(app, &format!("/batches/{batch}"), "tech", "USER", "ann").expect(201);
        let unit = place.shop.unit(app, "Tablet 1");
        let begun = place.next(app, &unit).expect(200).json();
        let id = begun["context_id"].as_str().expect("an id");
        assert_eq!(begun["using"]["batch"]["batch_id"], json!(batch));
        assert_eq!(begun["location"]["location_id"], json!(place.floor.location), "the work is done where the queue is");
        let waiting = &begun["waiting_for"][0];
        assert_eq!(waiting["users"][0]["user_id"], "ann");
        assert!(waiting["who"].as_str().is_some_and(|who| who.starts_with("the technicians of the batch: ")), "{waiting}");
        confirms(&bob, id).expect(403);
        read(&bob, &format!("/contexts/{id}"));
        read(&ann, &format!("/contexts/{id}"));
        assert_eq!(confirms(&ann, id).expect(200).json()["outcome"], "succeeded");
        let unbatched = started(place.next(app, &place.shop.unit(app, "Tablet 2")));
        confirms(&ann, &unbatched).expect(403);
        assert_eq!(confirms(&bob, &unbatched).expect(200).json()["outcome"], "succeeded");
    }
}
