//! `/batches`: slices of a work order's cycles.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::floor::{batch, change, counters, entries, floor, flow, many, order_of, queue, read, wrong};
use super::world::{location, post};
use crate::both;
use crate::harness::{App, Client, Engine};

/// Makes a user.
fn user(client: &Client, name: &str) -> String {
    let body = json!({"email": format!("{name}@example.com"), "name": name});
    post(client, "users", body).expect(200).json()["user_id"].as_str().expect("an id").to_owned()
}

fn totals(client: &Client, order: &str) -> Value {
    read(client, &format!("/work-orders/{order}"))["cycle_totals"].clone()
}

both! {
    fn a_batch_takes_the_oldest_free_cycles_of_its_work_order(app) {
        let floor = floor(app, 10);
        let made = post(app, "batches", floor.batch(4)).expect(200);
        let id = made.json()["batch_id"].as_str().expect("an id").to_owned();
        assert!(made.header("location").is_some_and(|at| at.ends_with(&format!("/batches/{id}"))));
        let made = made.json();
        assert_eq!((&made["label"], &made["number_cycles"]), (&json!("Batch A"), &json!(4)));
        assert_eq!((&made["order"], &made["current_status"]), (&json!(0), &Value::Null));
        let six = json!({"pending": 4, "in_progress": 0, "verifying": 0, "complete": 0, "blocked": 0, "cancelled": 0});
        assert_eq!(made["cycles"], six);
        assert_eq!(made["cycle_totals"], json!({"needed": 4, "additional": 0, "active": 4, "in_active": 0}));
        assert_eq!((&made["total_assigned_users"], &made["assigned_users"]), (&json!(0), &json!([])));
        assert_eq!(made["queue"]["queue_id"], json!(floor.queue));
        assert_eq!(made["work_order"]["work_order_id"], json!(floor.order));
        for rel in ["queue", "customer", "program", "project", "location", "work-order"] {
            let rel = format!("nter:batch-{rel}");
            assert_eq!(made["_embedded"][&rel].as_array().map(Vec::len), Some(1), "{rel}");
            assert!(made["_links"][&rel]["href"].is_string(), "{rel}");
        }
        assert_eq!(made["_embedded"]["nter:batch-assigned-users"], json!([]));
        assert_eq!(read(app, &format!("/batches/{id}")), made);
        let cycles = read(app, &format!("/batches/{id}/cycles"));
        assert_eq!(cycles["total_count"], 4);
        let numbers: Vec<_> = entries(&cycles).iter().map(|cycle| cycle["slug"].clone()).collect();
        assert_eq!(numbers, ["cycle-1", "cycle-2", "cycle-3", "cycle-4"]);
        assert_eq!(entries(&cycles)[0]["location_id"], json!(floor.location));
        let totals = totals(app, &floor.order);
        assert_eq!((&totals["assigned"], &totals["pending"]), (&json!(4), &json!(10)));
    }

    fn the_queue_inside_a_batch_says_how_much_is_in_it(app) {
        let floor = floor(app, 10);
        let counted = |queue: &Value| (queue["total_batches"].clone(), queue["total_work_orders"]["pending"].clone());
        let made = post(app, "batches", floor.batch(1)).expect(200).json();
        assert_eq!(counted(&made["queue"]), (json!(1), json!(1)));
        let path = format!("/batches/{}", made["batch_id"].as_str().expect("an id"));
        let other = batch(app, floor.batch(1));
        let shown = read(app, &path);
        for queue in [&shown["queue"], &shown["_embedded"]["nter:batch-queue"][0]] {
            assert_eq!(counted(queue), (json!(2), json!(1)), "{queue}");
            assert_eq!(queue["queue_id"], json!(floor.queue));
        }
        let page = read(app, "/batches");
        assert!(entries(&page).iter().all(|one| counted(&one["queue"]) == (json!(2), json!(1))), "{page}");
        app.ask("DELETE", &format!("/batches/{other}")).send().expect(205);
        assert_eq!(counted(&read(app, &path)["queue"]), (json!(1), json!(1)));
        let own = read(app, &format!("/queues/{}", floor.queue));
        assert_eq!(read(app, &path)["queue"]["total_work_orders"], own["total_work_orders"]);
    }

    fn a_batch_gives_its_work_order_a_location_unless_it_has_one(app) {
        let floor = floor(app, 10);
        let path = format!("/work-orders/{}", floor.order);
        assert_eq!(read(app, &path)["location"], Value::Null);
        batch(app, floor.batch(1));
        assert_eq!(read(app, &path)["location"]["location_id"], json!(floor.location));
        let elsewhere = location(app, "Dock 2");
        let mut body = floor.batch(1);
        body["queue"]["queue_id"] = json!(queue(app, &elsewhere, "Far", json!(1)));
        let second = batch(app, body);
        assert_eq!(read(app, &path)["location"]["location_id"], json!(floor.location));
        let href = read(app, &format!("/batches/{second}"))["_links"]["nter:batch-location"]["href"].clone();
        assert_eq!(href, format!("{}/locations/{elsewhere}", app.base()));
    }

    fn more_cycles_than_are_free_are_refused_and_nothing_is_changed(app) {
        let floor = floor(app, 10);
        batch(app, floor.batch(7));
        let answer = post(app, "batches", floor.batch(4));
        assert_eq!(wrong(answer), ("maximum".to_owned(), ".number_cycles".to_owned(), json!(3)));
        assert_eq!(totals(app, &floor.order)["assigned"], 7);
        assert_eq!(read(app, "/batches")["total_count"], 1);
        let mut huge = floor.batch(1);
        huge["number_cycles"] = json!(1e30);
        post(app, "batches", huge).expect(400);
        batch(app, floor.batch(3));
        assert_eq!(wrong(post(app, "batches", floor.batch(1))).2, json!(0));
        let empty = order_of(app, &floor.project, json!([]));
        let mut body = floor.batch(1);
        body["work_order"]["work_order_id"] = json!(empty);
        assert_eq!(wrong(post(app, "batches", body)).0, "maximum");
    }

    fn batches_are_lettered_within_their_work_order(app) {
        let floor = floor(app, 30);
        many(app, &json!({"total": 27, "number_cycles": 1, "queue": {"queue_id": floor.queue}, "work_order": {"work_order_id": floor.order}})).expect(204);
        let page = read(app, &format!("/work-orders/{}/batches", floor.order));
        let labels: Vec<_> = entries(&page).iter().map(|batch| batch["label"].clone()).collect();
        assert_eq!(labels[..2], ["Batch A", "Batch B"]);
        assert_eq!(labels[25..], ["Batch Z", "Batch AA"]);
        let last = entries(&page)[26]["batch_id"].as_str().expect("an id").to_owned();
        app.ask("DELETE", &format!("/batches/{last}")).send().expect(205);
        // A letter is not given twice.
        assert_eq!(post(app, "batches", floor.batch(1)).expect(200).json()["label"], "Batch AB");
        let other = order_of(app, &floor.project, json!([{"needed": 5, "work_flow": {"work_flow_id": floor.flow}}]));
        let mut body = floor.batch(1);
        body["work_order"]["work_order_id"] = json!(other);
        assert_eq!(post(app, "batches", body).expect(200).json()["label"], "Batch A");
        app.ask("GET", "/work-orders/none/batches").send().expect(404);
    }

    fn a_work_order_with_several_work_flows_needs_to_be_told_which(app) {
        let floor = floor(app, 5);
        let second = flow(app, "Pack");
        let cycles = json!([
            {"needed": 2, "work_flow": {"work_flow_id": floor.flow}}, {"needed": 3, "work_flow": {"work_flow_id": second}}
        ]);
        let order = order_of(app, &floor.project, cycles);
        let mut body = floor.batch(3);
        body["work_order"]["work_order_id"] = json!(order);
        let missing = post(app, "batches", body.clone()).expect(400).json()["validation_messages"][0].clone();
        assert_eq!((&missing["keyword"], &missing["params"]["missingProperty"]), (&json!("required"), &json!("work_flow")));
        body["work_flow"] = json!({"work_flow_id": "none"});
        assert_eq!(wrong(post(app, "batches", body.clone())).1, ".work_flow.work_flow_id");
        body["work_flow"] = json!({"work_flow_id": floor.flow});
        assert_eq!(wrong(post(app, "batches", body.clone())).2, json!(2));
        body["work_flow"] = json!({"work_flow_id": second});
        let made = post(app, "batches", body).expect(200).json();
        assert_eq!(made["work_flow_id"], json!(second));
        let path = format!("/batches/{}/cycles", made["batch_id"].as_str().expect("an id"));
        let numbers: Vec<_> = entries(&read(app, &path)).iter().map(|cycle| cycle["slug"].clone()).collect();
        assert_eq!(numbers, ["cycle-3", "cycle-4", "cycle-5"]);
    }

    fn a_batch_names_a_work_order_that_is_not_done_and_a_queue_that_exists(app) {
        let floor = floor(app, 5);
        for (member, id, keyword) in [("queue", "queue_id", "exists"), ("work_order", "work_order_id", "exists")] {
            let mut body = floor.batch(1);
            body[member][id] = json!("none");
            let (found, path, _) = wrong(post(app, "batches", body));
            assert_eq!((found.as_str(), path), (keyword, format!(".{member}.{id}")));
        }
        for (member, value) in [("number_cycles", json!(0)), ("number_cycles", json!(1.5)), ("order", json!(-1))] {
            let mut body = floor.batch(1);
            body[member] = value;
            post(app, "batches", body).expect(400);
        }
        let mut body = floor.batch(1);
        body["current_status"] = json!({"status": "Nowhere", "category": "PENDING"});
        assert_eq!(wrong(post(app, "batches", body.clone())).0, "allowedStatus");
        body["current_status"] = json!({"status": "Pending", "category": "PENDING"});
        assert_eq!(post(app, "batches", body).expect(200).json()["current_status"]["order"], 3);
        app.ask("DELETE", &format!("/work-orders/{}/cycles", floor.order)).send().expect(202);
        assert_eq!(wrong(post(app, "batches", floor.batch(1))).0, "locked");
    }

    fn many_equal_batches_are_made_at_once_with_the_same_technicians(app) {
        let floor = floor(app, 50);
        let (ann, bob) = (user(app, "ann"), user(app, "bob"));
        let mut body = floor.batch(5);
        body["total"] = json!(10);
        body["users"] = json!([{"user_id": ann}, {"user_id": bob}, {"user_id": ann}]);
        let made = many(app, &body).expect(204);
        assert!(made.body.is_empty());
        let page = read(app, &format!("/work-orders/{}/batches", floor.order));
        assert_eq!(page["total_count"], 10);
        for batch in entries(&page) {
            assert_eq!((&batch["number_cycles"], &batch["total_assigned_users"]), (&json!(5), &json!(2)));
            assert_eq!(counters(&batch["cycles"]), [5, 0, 0, 0, 0, 0]);
        }
        let first = entries(&page)[0]["batch_id"].as_str().expect("an id").to_owned();
        let first = read(app, &format!("/batches/{first}"));
        let names: Vec<_> = first["assigned_users"].as_array().expect("users").iter().map(|user| user["name"].clone()).collect();
        assert!(names.contains(&json!("ann")) && names.contains(&json!("bob")), "{names:?}");
        assert_eq!(first["_embedded"]["nter:batch-assigned-users"].as_array().map(Vec::len), Some(2));
        assert_eq!(totals(app, &floor.order)["assigned"], 50);
    }

    fn of_many_batches_all_are_made_or_none(app) {
        let floor = floor(app, 10);
        let mut body = floor.batch(4);
        body["total"] = json!(3);
        assert_eq!(wrong(many(app, &body)), ("maximum".to_owned(), ".number_cycles".to_owned(), json!(3)));
        body["number_cycles"] = json!(2);
        body["users"] = json!([{"user_id": "nobody"}, {}]);
        let problem = many(app, &body).expect(400).json();
        let paths: Vec<_> = problem["validation_messages"].as_array().expect("messages").iter().map(|one| one["dataPath"].clone()).collect();
        assert_eq!(paths, [".users[0].user_id", ".users[1]"]);
        body["users"] = json!([]);
        for total in [json!(0), json!(101), json!(1.5), json!("3"), Value::Null] {
            body["total"] = total;
            assert_eq!(wrong(many(app, &body)).1, ".total");
        }
        assert_eq!(read(app, "/batches")["total_count"], 0);
        assert_eq!(totals(app, &floor.order)["assigned"], 0);
        body.as_object_mut().expect("a body").remove("total");
        many(app, &body).expect(204);
        assert_eq!(read(app, "/batches")["total_count"], 1);
    }

    fn many_batches_are_taken_under_either_name_of_their_media_type_and_no_other(app) {
        let floor = floor(app, 10);
        let send = |kind: &str| {
            app.ask("PATCH", "/batches").header("content-type", kind).body(floor.batch(1).to_string()).send()
        };
        send("application/multi-batch+json").expect(204);
        send("application/vnd.nter.multi-batch+json; charset=utf-8").expect(204);
        for other in ["application/json", "application/merge-patch+json", "text/plain"] {
            let refused = send(other).expect(415);
            let types = "application/multi-batch+json, application/vnd.nter.multi-batch+json";
            assert_eq!(refused.header("accept-patch"), Some(types), "{other}");
        }
        app.without_token().ask("PATCH", "/batches").bytes("{}").send().expect(401);
        app.ask("PATCH", "/batches").header("content-type", "application/multi-batch+json").body("{").send().expect(400);
    }

    fn many_batches_sent_twice_under_one_key_are_made_once(app) {
        let floor = floor(app, 10);
        for _ in 0..2 {
            let ask = app.ask("PATCH", "/batches").header("content-type", "application/multi-batch+json");
            ask.header("idempotency-key", "k1").body(floor.batch(2).to_string()).send().expect(204);
        }
        assert_eq!(read(app, "/batches")["total_count"], 1);
        let send = || app.ask("POST", "/batches").header("idempotency-key", "k2").json(floor.batch(2)).send().expect(200).json();
        assert_eq!(send(), send());
        assert_eq!(totals(app, &floor.order)["assigned"], 4);
    }

    fn the_number_of_cycles_grows_and_shrinks_by_pending_ones(app) {
        let floor = floor(app, 10);
        let path = format!("/batches/{}", batch(app, floor.batch(4)));
        batch(app, floor.batch(2));
        let patch = |number: i64| change(app, "PATCH", &path, json!({"number_cycles": number}));
        let grown = patch(8).expect(200).json();
        assert_eq!((&grown["number_cycles"], counters(&grown["cycles"])[0]), (&json!(8), 8));
        assert_eq!(wrong(patch(9)), ("maximum".to_owned(), ".number_cycles".to_owned(), json!(8)));
        assert_eq!(patch(1).expect(200).json()["cycle_totals"]["needed"], 1);
        assert_eq!(totals(app, &floor.order)["assigned"], 3);
        patch(0).expect(400);
        let cycle = entries(&read(app, &format!("{path}/cycles")))[0]["cycle_id"].clone();
        assert_eq!(cycle, format!("{}_1", floor.order), "the oldest stays");
        patch(3).expect(200);
        let cycle = cycle.as_str().expect("an id");
        app.ask("DELETE", &format!("/work-orders/{}/cycles/{cycle}", floor.order)).send().expect(200);
        assert_eq!(patch(1).expect(200).json()["cycles"]["cancelled"], 1);
        // What has ended stays in the batch.
        assert_eq!(read(app, &path)["current_status"]["category"], "CANCELLED");
        patch(2).expect(200);
        assert_eq!(wrong(patch(0)).0, "minimum");
    }

    fn cycles_that_ended_set_how_small_a_batch_gets(app) {
        let floor = floor(app, 10);
        let path = format!("/batches/{}", batch(app, floor.batch(5)));
        for n in 1..=3 {
            app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_{n}", floor.order)).send().expect(200);
        }
        let answer = change(app, "PATCH", &path, json!({"number_cycles": 2}));
        assert_eq!(wrong(answer), ("minimum".to_owned(), ".number_cycles".to_owned(), json!(3)));
        change(app, "PATCH", &path, json!({"number_cycles": 3})).expect(200);
    }

    fn a_batch_moves_to_another_queue_with_its_pending_cycles(app) {
        let floor = floor(app, 10);
        let id = batch(app, floor.batch(3));
        let path = format!("/batches/{id}");
        let elsewhere = location(app, "Dock 2");
        let far = queue(app, &elsewhere, "Far", json!(1));
        let moved = change(app, "PATCH", &path, json!({"queue": {"queue_id": far}, "order": "7"})).expect(200).json();
        assert_eq!((&moved["queue"]["queue_id"], &moved["order"]), (&json!(far), &json!(7)));
        assert_eq!(moved["_embedded"]["nter:batch-location"][0]["location_id"], json!(elsewhere));
        let cycles = entries(&read(app, &format!("{path}/cycles")));
        assert!(cycles.iter().all(|cycle| cycle["location_id"] == json!(elsewhere)));
        assert_eq!(read(app, &format!("/queues/{}/batches", floor.queue))["total_count"], 0);
        assert_eq!(read(app, &format!("/queues/{far}"))["total_batches"], 1);
        assert_eq!(entries(&read(app, &format!("/work-orders/{}/queues", floor.order)))[0]["queue_id"], json!(far));
        assert_eq!(wrong(change(app, "PATCH", &path, json!({"queue": {"queue_id": "none"}}))).0, "exists");
        change(app, "PATCH", "/batches/none", json!({"order": 1})).expect(404);
        let before = app.ask("GET", &path).send().version();
        change(app, "PATCH", &path, json!({"order": 7})).expect(200);
        assert_eq!(app.ask("GET", &path).send().version(), before, "nothing was changed");
        app.ask("PATCH", &path).header("if-match", "\"1.x\"").json(json!({"order": 9})).send().expect(412);
    }

    fn deleting_a_batch_frees_its_pending_cycles(app) {
        let floor = floor(app, 10);
        let path = format!("/batches/{}", batch(app, floor.batch(4)));
        app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_2", floor.order)).send().expect(200);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        app.ask("GET", &format!("{path}/cycles")).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
        // The one that was cancelled still says where it was.
        assert_eq!(totals(app, &floor.order)["assigned"], 1);
        let cancelled = read(app, &format!("/work-orders/{0}/cycles/{0}_2", floor.order));
        assert_eq!(cancelled["batch"]["label"], "Batch A");
        assert_eq!(wrong(post(app, "batches", floor.batch(10))).2, json!(9));
        batch(app, floor.batch(9));
    }

    fn deleting_a_work_order_deletes_its_batches(app) {
        let floor = floor(app, 10);
        let path = format!("/batches/{}", batch(app, floor.batch(4)));
        app.ask("DELETE", &format!("/work-orders/{}", floor.order)).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        assert_eq!(read(app, &format!("/queues/{}", floor.queue))["total_batches"], 0);
        app.ask("DELETE", &format!("/queues/{}", floor.queue)).send().expect(205);
    }

    fn batches_belong_to_what_their_work_order_belongs_to(app) {
        let floor = floor(app, 10);
        let id = batch(app, floor.batch(4));
        let customer = super::world::customer(app, "Globex");
        let program = super::world::program(app, &customer);
        let project = super::world::project_of(app, &program);
        let body = json!({"label": "Tablets", "project": {"project_id": project}});
        change(app, "PUT", &format!("/work-orders/{}", floor.order), body).expect(200);
        let path = format!("/batches/{id}");
        assert_eq!(app.ask("GET", &path).send().expect(200).version(), 2);
        let moved = read(app, &path);
        assert_eq!(moved["_embedded"]["nter:batch-customer"][0]["label"], "Globex");
        assert_eq!(read(app, &format!("/batches?filter[customer_id]={customer}"))["total_count"], 1);
    }

    fn a_batch_stays_in_the_place_of_its_queue_when_its_work_order_goes_elsewhere(app) {
        let floor = floor(app, 10);
        let id = batch(app, floor.batch(4));
        let elsewhere = location(app, "Dock 2");
        let body = json!({"label": "Tablets", "project": {"project_id": floor.project}, "location": {"location_id": elsewhere}});
        let moved = change(app, "PUT", &format!("/work-orders/{}", floor.order), body).expect(200).json();
        assert_eq!(moved["location"]["location_id"], json!(elsewhere));
        let shown = read(app, &format!("/batches/{id}"));
        assert_eq!(shown["_embedded"]["nter:batch-location"][0]["location_id"], json!(floor.location));
        assert_eq!(read(app, &format!("/batches?filter[location_id]={elsewhere}"))["total_count"], 0);
    }

    fn batches_are_made_and_changed_only_by_those_who_may(app) {
        let floor = floor(app, 10);
        let path = format!("/batches/{}", batch(app, floor.batch(1)));
        let reader = app.caller("batch:read-all,batch:read,queue:read-all,work-order:read-all,location:read-all,project:read-all,program:read-all,customer:read-all");
        assert_eq!(read(&reader, "/batches")["total_count"], 1);
        read(&reader, &path);
        post(&reader, "batches", floor.batch(1)).expect(403);
        many(&reader, &floor.batch(1)).expect(403);
        change(&reader, "PATCH", &path, json!({"order": 1})).expect(403);
        reader.ask("DELETE", &path).send().expect(403);
        let nobody = app.caller("customer:read");
        nobody.ask("GET", "/batches").send().expect(403);
        nobody.ask("GET", &path).send().expect(403);
        nobody.ask("GET", &format!("{path}/cycles")).send().expect(403);
        app.without_token().ask("GET", &path).send().expect(401);
        app.stranger().ask("GET", &path).send().expect(404);
    }
}

#[test]
fn a_hundred_batches_of_a_hundred_are_one_request_of_well_under_a_second() {
    let app = App::start(Engine::Sqlite);
    let floor = floor(&app, 10_000);
    let mut body = floor.batch(100);
    body["total"] = json!(100);
    let began = Instant::now();
    many(&app, &body).expect(204);
    let took = began.elapsed();
    // A debug build beside other tests; the release build takes a fraction.
    assert!(took < Duration::from_secs(5), "{took:?}");
    println!("100 batches of 100 cycles in {took:?}");
    assert_eq!(totals(&app, &floor.order)["assigned"], 10_000);
}
