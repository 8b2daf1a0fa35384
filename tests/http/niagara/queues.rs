//! `/queues`: where batches wait for their technicians.

use serde_json::{Value, json};

use super::floor::{batch, change, entries, floor, order_of, queue, read, wrong};
use super::world::{location, post};
use crate::both;
use crate::harness::Client;

fn labels(client: &Client, path: &str) -> Vec<String> {
    let page = read(client, path);
    entries(&page).iter().map(|entry| entry["label"].as_str().expect("a label").to_owned()).collect()
}

both! {
    fn a_queue_is_made_read_changed_and_deleted(app) {
        let dock = location(app, "Dock 1");
        let body = json!({"label": "Staging", "location": {"location_id": dock}, "priority": 42});
        let made = post(app, "queues", body).expect(200);
        assert!(made.header("location").is_some_and(|at| at.contains("/queues/")));
        let made = made.json();
        assert_eq!(made["priority"], 42);
        assert_eq!(made["location"]["location_id"], json!(dock));
        let path = format!("/queues/{}", made["queue_id"].as_str().expect("an id"));
        assert_eq!(made["_links"]["nter:queue-batches"]["href"], format!("{}{path}/batches", app.base()));
        assert_eq!(made["_embedded"]["nter:queue-location"][0]["location_id"], json!(dock));
        assert_eq!(read(app, &path), made);
        let body = json!({"label": "Staging 2", "location": {"location_id": dock}, "priority": 1.5});
        assert_eq!(change(app, "PUT", &path, body).expect(200).json()["label"], "Staging 2");
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
    }

    fn the_label_and_the_priority_can_be_changed_alone(app) {
        let dock = location(app, "Dock 1");
        let path = format!("/queues/{}", queue(app, &dock, "Staging", json!(7)));
        let changed = change(app, "PATCH", &path, json!({"priority": 3})).expect(200).json();
        assert_eq!((&changed["label"], &changed["priority"]), (&json!("Staging"), &json!(3)));
        let changed = change(app, "PATCH", &path, json!({"label": "Packing"})).expect(200).json();
        assert_eq!((&changed["label"], &changed["priority"]), (&json!("Packing"), &json!(3)));
        assert_eq!(changed["location"]["location_id"], json!(dock));
        assert_eq!(wrong(change(app, "PATCH", &path, json!({"priority": -1}))).1, ".priority");
        assert_eq!(wrong(change(app, "PATCH", &path, json!({"label": 5}))).1, ".label");
        change(app, "PATCH", "/queues/none", json!({"priority": 3})).expect(404);
        let stale = app.ask("PATCH", &path).header("if-match", "\"1.x\"").json(json!({"priority": 9})).send();
        stale.expect(412);
    }

    fn a_priority_is_a_number_or_a_text_that_sorts_and_is_shown_as_a_number(app) {
        let dock = location(app, "Dock 1");
        for (label, priority) in
            [("b", json!("b")), ("ten", json!("10")), ("a", json!("a")), ("two", json!(2)), ("half", json!(0.5))]
        {
            let id = queue(app, &dock, label, priority);
            assert!(read(app, &format!("/queues/{id}"))["priority"].is_number());
        }
        assert_eq!(labels(app, "/queues?sort=priority"), ["half", "two", "ten", "a", "b"]);
        assert_eq!(labels(app, "/queues?sort=-priority"), ["b", "a", "ten", "two", "half"]);
        let first = read(app, "/queues?sort=priority&limit=2");
        let next = first["offset"].as_str().expect("a next page");
        assert_eq!(labels(app, &format!("/queues?sort=priority&limit=2&offset={next}")), ["ten", "a"]);
        assert_eq!(labels(app, &format!("/locations/{dock}/queues")).len(), 5);
    }

    fn a_queue_needs_a_label_a_location_that_exists_and_a_priority_that_is_not_negative(app) {
        let dock = location(app, "Dock 1");
        let good = json!({"label": "Staging", "location": {"location_id": dock}, "priority": 1});
        for (member, value, keyword) in [
            ("label", Value::Null, "type"),
            ("location", json!({}), "required"),
            ("location", json!({"location_id": "none"}), "exists"),
            ("priority", json!(-1), "minimum"),
            ("priority", Value::Null, "type"),
        ] {
            let mut body = good.clone();
            body[member] = value;
            assert_eq!(wrong(post(app, "queues", body)).0, keyword, "{member}");
        }
        let huge = r#"{"label": "x", "location": {"location_id": "DOCK"}, "priority": 1e400}"#.replace("DOCK", &dock);
        assert_eq!(wrong(app.ask("POST", "/queues").bytes(huge).send()).0, "maximum");
        assert_eq!(read(app, "/queues")["total_count"], 0);
    }

    fn a_queue_counts_what_is_in_it(app) {
        let floor = floor(app, 10);
        let path = format!("/queues/{}", floor.queue);
        let empty = read(app, &path);
        assert_eq!((&empty["total_batches"], &empty["is_active"]), (&json!(0), &json!(false)));
        assert_eq!((&empty["min_due_date"], &empty["max_due_date"]), (&Value::Null, &Value::Null));
        let other = order_of(app, &floor.project, json!([{"needed": 5, "work_flow": {"work_flow_id": floor.flow}}]));
        let due = json!({"label": "Later", "project": {"project_id": floor.project}, "due_date": "2099-01-02T03:04:05.000Z"});
        change(app, "PUT", &format!("/work-orders/{other}"), due).expect(200);
        batch(app, floor.batch(3));
        batch(app, floor.batch(4));
        let mut of_other = floor.batch(5);
        of_other["work_order"]["work_order_id"] = json!(other);
        let last = batch(app, of_other);
        let full = read(app, &path);
        assert_eq!(full["total_batches"], 3);
        assert_eq!((&full["active_batches"], &full["active_cycles"]), (&json!(3), &json!(12)));
        assert_eq!((&full["active_work_orders"], &full["is_active"]), (&json!(2), &json!(true)));
        let orders = json!({"pending": 2, "in_progress": 0, "verifying": 0, "complete": 0, "blocked": 0, "cancelled": 0});
        assert_eq!(full["total_work_orders"], orders);
        assert_eq!(full["max_due_date"], "2099-01-02T03:04:05.000Z");
        assert_ne!(full["min_due_date"], full["max_due_date"]);
        assert_eq!(entries(&read(app, "/queues"))[0]["active_cycles"], 12);
        // Inside a batch only what the published shape asks for is counted.
        let inside = read(app, &format!("/batches/{last}"))["queue"].clone();
        assert_eq!((&inside["total_batches"], &inside["total_work_orders"]), (&json!(3), &orders));
        assert!(inside.get("active_batches").is_none(), "{inside}");
        app.ask("DELETE", &format!("/batches/{last}")).send().expect(205);
        assert_eq!(read(app, &path)["total_work_orders"]["pending"], 1);
        app.ask("DELETE", &format!("/work-orders/{}/cycles", floor.order)).send().expect(202);
        let done = read(app, &path);
        assert_eq!((&done["active_batches"], &done["is_active"]), (&json!(0), &json!(false)));
        assert_eq!((&done["total_batches"], &done["total_work_orders"]["cancelled"]), (&json!(2), &json!(1)));
    }

    fn a_queue_with_batches_stays_at_its_location_and_one_with_work_to_do_is_not_deleted(app) {
        let floor = floor(app, 5);
        let path = format!("/queues/{}", floor.queue);
        let elsewhere = location(app, "Dock 2");
        let moved = json!({"label": "Staging", "location": {"location_id": elsewhere}, "priority": 1});
        change(app, "PUT", &path, moved.clone()).expect(200);
        batch(app, floor.batch(2));
        let back = json!({"label": "Other", "location": {"location_id": floor.location}, "priority": 1});
        let answer = change(app, "PUT", &path, back).expect(423);
        assert_eq!(answer.json()["detail"], "This resource is currently locked from editing");
        assert_eq!(read(app, &path)["label"], "Staging");
        let mut renamed = moved;
        renamed["label"] = json!("Renamed");
        change(app, "PUT", &path, renamed).expect(200);
        app.ask("DELETE", &path).send().expect(423);
        app.ask("DELETE", &format!("/locations/{elsewhere}")).send().expect(423);
        app.ask("DELETE", &format!("/work-orders/{}/cycles", floor.order)).send().expect(202);
        app.ask("DELETE", &path).send().expect(205);
        let left = read(app, &format!("/work-orders/{}/queues", floor.order));
        assert_eq!((&left["total_count"], entries(&left).len()), (&json!(0), 0));
    }

    fn the_batches_of_a_queue_stand_in_their_order(app) {
        let floor = floor(app, 10);
        for order in [json!(3), json!(1), json!("2")] {
            let mut body = floor.batch(1);
            body["order"] = order;
            batch(app, body);
        }
        batch(app, floor.batch(1));
        let path = format!("/queues/{}/batches", floor.queue);
        assert_eq!(labels(app, &path), ["Batch D", "Batch B", "Batch C", "Batch A"]);
        assert_eq!(labels(app, &format!("{path}?sort=created")), ["Batch A", "Batch B", "Batch C", "Batch D"]);
        assert_eq!(labels(app, "/batches?sort=-order"), ["Batch A", "Batch C", "Batch B", "Batch D"]);
        app.ask("GET", "/queues/none/batches").send().expect(404);
        app.ask("GET", &format!("{path}?limit=0")).send().expect(400);
    }

    fn a_work_order_names_the_queues_that_its_batches_are_in(app) {
        let floor = floor(app, 10);
        let second = queue(app, &floor.location, "Packing", json!(2));
        queue(app, &floor.location, "Unused", json!(3));
        batch(app, floor.batch(1));
        let again = batch(app, floor.batch(1));
        let mut body = floor.batch(1);
        body["queue"]["queue_id"] = json!(second);
        let elsewhere = batch(app, body);
        let path = format!("/work-orders/{}/queues", floor.order);
        assert_eq!(labels(app, &path), ["Staging", "Packing"]);
        let first = read(app, &format!("{path}?limit=1"));
        assert_eq!(first["total_count"], 2);
        let next = first["offset"].as_str().expect("a next page");
        assert_eq!(labels(app, &format!("{path}?limit=1&offset={next}")), ["Packing"]);
        app.ask("DELETE", &format!("/batches/{again}")).send().expect(205);
        app.ask("DELETE", &format!("/batches/{elsewhere}")).send().expect(205);
        assert_eq!(labels(app, &path), ["Staging"]);
        app.ask("GET", "/work-orders/none/queues").send().expect(404);
        app.ask("GET", &format!("{path}?offset=nonsense")).send().expect(400);
    }

    fn queues_are_read_and_changed_only_by_those_who_may(app) {
        let dock = location(app, "Dock 1");
        let path = format!("/queues/{}", queue(app, &dock, "Staging", json!(1)));
        let reader = app.caller("queue:read-all,location:read-all");
        assert_eq!(labels(&reader, "/queues"), ["Staging"]);
        change(&reader, "PATCH", &path, json!({"priority": 2})).expect(403);
        change(&reader, "PUT", &path, json!({"label": "x", "location": {"location_id": dock}, "priority": 1})).expect(403);
        reader.ask("DELETE", &path).send().expect(403);
        post(&reader, "queues", json!({"label": "x", "location": {"location_id": dock}, "priority": 1})).expect(403);
        let nobody = app.caller("customer:read");
        nobody.ask("GET", "/queues").send().expect(403);
        nobody.ask("GET", &path).send().expect(403);
        app.without_token().ask("GET", "/queues").send().expect(401);
        app.stranger().ask("GET", &path).send().expect(404);
    }
}
