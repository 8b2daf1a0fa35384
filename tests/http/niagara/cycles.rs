//! The cycles of work orders.

use serde_json::{Value, json};

use super::floor::{batch, change, counters, entries, floor, order_of, read};
use super::log::whole;
use super::world::post;
use crate::both;
use crate::harness::Client;

/// How often the log tells of something; waits until it shows everything that came before.
#[track_caller]
fn told(client: &Client, event: &str) -> usize {
    whole(client).iter().filter(|one| one["name"] == event).count()
}

fn order(client: &Client, id: &str) -> Value {
    read(client, &format!("/work-orders/{id}"))
}

both! {
    fn a_cycle_says_where_it_stands(app) {
        let floor = floor(app, 3);
        let made = batch(app, floor.batch(2));
        let path = format!("/work-orders/{0}/cycles/{0}_2", floor.order);
        let cycle = read(app, &path);
        assert_eq!(cycle["cycle_id"], format!("{}_2", floor.order));
        assert_eq!((&cycle["label"], &cycle["slug"]), (&json!("Cycle 2 for work order: Tablets"), &json!("cycle-2")));
        assert_eq!((&cycle["current_status"]["status"], &cycle["current_status"]["order"]), (&json!("Pending"), &json!(3)));
        assert_eq!((&cycle["batch"]["batch_id"], &cycle["location_id"]), (&json!(made), &json!(floor.location)));
        assert_eq!(cycle["work_order"]["work_order_id"], json!(floor.order));
        for empty in ["resource_id", "assigned_user", "context_id"] {
            assert_eq!(cycle[empty], Value::Null, "{empty}");
        }
        assert_eq!(cycle["is_retry"], false);
        assert_eq!(cycle["_links"]["self"]["href"], format!("{}{path}", app.base()));
        assert_eq!(cycle["_links"]["nter:cycle-work-order"]["href"], format!("{}/work-orders/{}", app.base(), floor.order));
        assert_eq!(cycle["_links"]["nter:cycle-location"]["href"], format!("{}/locations/{}", app.base(), floor.location));
        let free = read(app, &format!("/work-orders/{0}/cycles/{0}_3", floor.order));
        assert_eq!((&free["batch"], &free["location_id"]), (&Value::Null, &Value::Null));
        let other = order_of(app, &floor.project, json!([]));
        for wrong in [format!("{}_4", floor.order), format!("{}_0", floor.order), "x".to_owned()] {
            app.ask("GET", &format!("/work-orders/{}/cycles/{wrong}", floor.order)).send().expect(404);
        }
        app.ask("GET", &format!("/work-orders/{other}/cycles/{}_1", floor.order)).send().expect(404);
        app.ask("GET", "/work-orders/none/cycles/none_1").send().expect(404);
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        app.ask("GET", &path).header("if-none-match", &tag).send().expect(304);
    }

    fn cycles_are_listed_by_number_and_by_status(app) {
        let floor = floor(app, 25);
        let path = format!("/work-orders/{}/cycles", floor.order);
        let first = read(app, &format!("{path}?limit=10"));
        assert_eq!((&first["total_count"], &first["limit"]), (&json!(25), &json!(10)));
        assert_eq!(first["_embedded"]["nter:work-order-cycles"].as_array().map(Vec::len), Some(10));
        let mut seen = Vec::new();
        let mut next = format!("{path}?limit=10");
        loop {
            let page = read(app, &next);
            seen.extend(entries(&page).iter().map(|cycle| cycle["slug"].clone()));
            match page["_links"]["next"]["href"].as_str() {
                Some(href) => next = href.trim_start_matches(app.base()).to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, (1..=25).map(|n| json!(format!("cycle-{n}"))).collect::<Vec<_>>());
        app.ask("DELETE", &format!("{path}/{}_7", floor.order)).send().expect(200);
        let cancelled = read(app, &format!("{path}?filter[status]=Cancelled"));
        assert_eq!((&cancelled["total_count"], &entries(&cancelled)[0]["slug"]), (&json!(1), &json!("cycle-7")));
        assert_eq!(read(app, &format!("{path}?filter[status]=Pending&limit=1"))["total_count"], 24);
        assert_eq!(read(app, &format!("{path}?filter[status]=Nothing"))["total_count"], 0);
        for wrong in ["limit=101", "limit=x", "offset=nonsense", "offset=YTp4"] {
            app.ask("GET", &format!("{path}?{wrong}")).send().expect(400);
        }
        app.ask("GET", "/work-orders/none/cycles").send().expect(404);
    }

    fn the_cycles_of_a_batch_are_listed_by_status_too(app) {
        let floor = floor(app, 5);
        let id = batch(app, floor.batch(3));
        app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_1", floor.order)).send().expect(200);
        let path = format!("/batches/{id}/cycles");
        assert_eq!(read(app, &format!("{path}?filter[status]=Pending"))["total_count"], 2);
        let page = read(app, &format!("{path}?limit=2"));
        assert_eq!((&page["total_count"], entries(&page).len()), (&json!(3), 2));
        app.ask("GET", "/batches/none/cycles").send().expect(404);
    }

    fn a_status_of_the_project_names_the_cycles_of_its_category(app) {
        post(app, "settings/statuses", json!({"status": "Given up", "category": "CANCELLED", "order": 1})).expect(200);
        let floor = floor(app, 2);
        let customer = super::world::customer(app, "Initech");
        let program = super::world::program(app, &customer);
        let project = json!({"label": "P", "program": {"program_id": program}, "allowed_statuses": [
            {"status": "Pending", "category": "PENDING"}, {"status": "Given up", "category": "CANCELLED"}]});
        let made = post(app, "projects", project);
        let project = made.expect(200).json()["project_id"].as_str().expect("an id").to_owned();
        let order = order_of(app, &project, json!([{"needed": 2, "work_flow": {"work_flow_id": floor.flow}}]));
        let path = format!("/work-orders/{order}/cycles");
        let cancelled = app.ask("DELETE", &format!("{path}/{order}_1")).send().expect(200).json();
        assert_eq!(cancelled["current_status"]["status"], "Given up");
        assert_eq!(read(app, &format!("{path}?filter[status]=Given%20up"))["total_count"], 1);
        assert_eq!(read(app, &format!("{path}?filter[status]=Cancelled"))["total_count"], 0);
    }

    fn a_cancelled_cycle_counts_everywhere_and_stays_cancelled(app) {
        let floor = floor(app, 3);
        let id = batch(app, floor.batch(2));
        let path = format!("/work-orders/{0}/cycles/{0}_1", floor.order);
        let cancelled = app.ask("DELETE", &path).send().expect(200).json();
        assert_eq!(cancelled["current_status"]["category"], "CANCELLED");
        let first = order(app, &floor.order);
        assert_eq!(counters(&first["cycles"][0]), [2, 0, 0, 0, 0, 1]);
        assert_eq!(first["cycle_totals"]["in_active"], 1);
        assert_eq!(first["current_status"]["category"], "PENDING");
        let of_batch = read(app, &format!("/batches/{id}"));
        assert_eq!((counters(&of_batch["cycles"]), &of_batch["current_status"]), ([1, 0, 0, 0, 0, 1], &Value::Null));
        assert_eq!(app.ask("DELETE", &path).send().expect(200).json(), cancelled);
        app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_9", floor.order)).send().expect(404);
        app.ask("DELETE", &path).header("if-match", "\"1.x\"").send().expect(412);
        assert_eq!(told(app, "CYC.status-changed"), 1);
    }

    fn a_work_order_ends_with_its_last_cycle(app) {
        let floor = floor(app, 2);
        let id = batch(app, floor.batch(2));
        for n in 1..=2 {
            app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_{n}", floor.order)).send().expect(200);
        }
        let done = order(app, &floor.order);
        assert_eq!(done["current_status"]["status"], "Cancelled");
        assert_ne!(done["end_date"], done["due_date"], "it ended when it ended");
        assert_eq!(done["start_date"], done["begin_date"], "it never began");
        assert_eq!(read(app, &format!("/batches/{id}"))["current_status"]["category"], "CANCELLED");
        assert_eq!((told(app, "WOR.status-changed"), told(app, "BAT.status-changed")), (1, 1));
        // What is done is locked, but for opening it again.
        let path = format!("/work-orders/{}", floor.order);
        let mut body = json!({"label": "Other", "project": {"project_id": floor.project}});
        change(app, "PUT", &path, body.clone()).expect(423);
        body["cycles"] = json!([{"needed": 5, "work_flow": {"work_flow_id": floor.flow}}]);
        let open = change(app, "PUT", &path, body).expect(200).json();
        assert_eq!(open["current_status"]["category"], "PENDING");
        assert_eq!(counters(&open["cycles"][0]), [3, 0, 0, 0, 0, 2]);
        assert_eq!(open["end_date"], open["due_date"]);
    }

    fn what_the_client_sent_as_dates_is_not_overwritten(app) {
        let floor = floor(app, 1);
        let path = format!("/work-orders/{}", floor.order);
        let body = json!({"label": "Tablets", "project": {"project_id": floor.project}, "end_date": null});
        change(app, "PUT", &path, body).expect(200);
        app.ask("DELETE", &format!("{path}/cycles")).send().expect(202);
        let done = order(app, &floor.order);
        assert_eq!((&done["current_status"]["category"], &done["end_date"]), (&json!("CANCELLED"), &Value::Null));
    }

    fn all_cycles_that_have_not_ended_are_cancelled_at_once(app) {
        let floor = floor(app, 5);
        let id = batch(app, floor.batch(2));
        let path = format!("/work-orders/{}/cycles", floor.order);
        let answer = app.ask("DELETE", &path).send().expect(202);
        assert!(answer.body.is_empty());
        let done = order(app, &floor.order);
        assert_eq!(counters(&done["cycles"][0]), [0, 0, 0, 0, 0, 5]);
        assert_eq!(done["current_status"]["category"], "CANCELLED");
        assert_eq!(counters(&read(app, &format!("/batches/{id}"))["cycles"]), [0, 0, 0, 0, 0, 2]);
        let version = app.ask("GET", &format!("/work-orders/{}", floor.order)).send().version();
        app.ask("DELETE", &path).send().expect(202);
        assert_eq!(app.ask("GET", &format!("/work-orders/{}", floor.order)).send().version(), version);
        app.ask("DELETE", "/work-orders/none/cycles").send().expect(404);
        assert_eq!(told(app, "WOR.cycles-cancelled"), 1);
    }

    fn cancelling_a_work_order_cancels_its_pending_cycles(app) {
        let floor = floor(app, 5);
        let id = batch(app, floor.batch(2));
        let body = json!({"label": "Tablets", "project": {"project_id": floor.project},
            "current_status": {"status": "Cancelled", "category": "CANCELLED"}});
        let path = format!("/work-orders/{}", floor.order);
        let cancelled = change(app, "PUT", &path, body.clone()).expect(200).json();
        assert_eq!(counters(&cancelled["cycles"][0]), [0, 0, 0, 0, 0, 5]);
        assert_ne!(cancelled["end_date"], cancelled["due_date"]);
        assert_eq!(read(app, &format!("/batches/{id}"))["current_status"]["category"], "CANCELLED");
        // Opening it again by its status leaves the cycles as they are.
        let mut open = body;
        open["current_status"] = json!({"status": "In Progress", "category": "IN_PROGRESS"});
        let open = change(app, "PUT", &path, open).expect(200).json();
        assert_eq!(open["current_status"]["category"], "IN_PROGRESS");
        assert_eq!(open["end_date"], open["due_date"]);
    }

    fn a_work_order_without_cycles_is_moved_by_its_client_alone(app) {
        let floor = floor(app, 1);
        let id = order_of(app, &floor.project, json!([]));
        app.ask("DELETE", &format!("/work-orders/{id}/cycles")).send().expect(202);
        assert_eq!(order(app, &id)["current_status"]["category"], "PENDING");
    }

    fn only_a_blocked_cycle_is_done_again(app) {
        let floor = floor(app, 2);
        let path = format!("/work-orders/{0}/cycles/{0}_1/retry", floor.order);
        app.ask("POST", &path).send().expect(409);
        app.ask("DELETE", &format!("/work-orders/{0}/cycles/{0}_1", floor.order)).send().expect(200);
        app.ask("POST", &path).json(json!({})).send().expect(409);
        app.ask("POST", &format!("/work-orders/{0}/cycles/{0}_9/retry", floor.order)).send().expect(404);
        assert_eq!(order(app, &floor.order)["cycle_totals"]["additional"], 0);
    }

    fn fewer_cycles_are_needed_only_as_far_as_they_are_free(app) {
        let floor = floor(app, 10);
        batch(app, floor.batch(4));
        let path = format!("/work-orders/{}", floor.order);
        let needed = |needed: i64| json!({"label": "Tablets", "project": {"project_id": floor.project},
            "cycles": [{"needed": needed, "work_flow": {"work_flow_id": floor.flow}}]});
        change(app, "PUT", &path, needed(3)).expect(400);
        assert_eq!(counters(&change(app, "PUT", &path, needed(4)).expect(200).json()["cycles"][0])[0], 4);
        let more = change(app, "PUT", &path, needed(6)).expect(200).json();
        assert_eq!((&more["cycle_totals"]["assigned"], &more["cycle_totals"]["needed"]), (&json!(4), &json!(6)));
        batch(app, floor.batch(2));
    }

    fn other_cycles_than_before_are_another_version_of_the_work_order(app) {
        let floor = floor(app, 5);
        let path = format!("/work-orders/{}", floor.order);
        let needed = |needed: i64| json!({"label": "Tablets", "project": {"project_id": floor.project},
            "cycles": [{"needed": needed, "work_flow": {"work_flow_id": floor.flow}}]});
        let change = |tag: &str, count: i64| app.ask("PUT", &path).header("if-match", tag).json(needed(count)).send();
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        let same = change(&tag, 5).expect(200);
        assert_eq!(same.tag(), tag, "nothing was changed");
        let more = change(&tag, 7).expect(200);
        assert_eq!(more.json(), order(app, &floor.order));
        assert_ne!(more.json()["updated"], same.json()["updated"]);
        // Whoever has not seen that two more are needed does not take them away again.
        change(&tag, 5).expect(412);
        assert_eq!(order(app, &floor.order)["cycles"][0]["needed"], 7);
        let fewer = change(more.tag(), 6).expect(200);
        change(more.tag(), 7).expect(412);
        let swapped = json!({"label": "Tablets", "project": {"project_id": floor.project}, "cycles": [
            {"needed": 6, "work_flow": {"work_flow_id": super::floor::flow(app, "Other")}}]});
        app.ask("PUT", &path).header("if-match", fewer.tag()).json(swapped.clone()).send().expect(200);
        app.ask("PUT", &path).header("if-match", fewer.tag()).json(swapped).send().expect(412);
        let told = whole(app).into_iter().filter(|event| event["name"] == "WOR.changed" && event["key"] == json!(floor.order));
        let told: Vec<Value> = told.map(|event| event["data"]["cycles"].clone()).collect();
        assert_eq!(told.len(), 3);
        assert_eq!(told[0], json!([{"work_flow_id": floor.flow, "old": 5, "new": 7}]));
        assert_eq!(told[1], json!([{"work_flow_id": floor.flow, "old": 7, "new": 6}]));
        assert_eq!(told[2].as_array().map(Vec::len), Some(2), "one comes and one goes: {}", told[2]);
    }

    fn cycles_are_read_and_cancelled_by_those_who_may_do_so_with_the_work_order(app) {
        let floor = floor(app, 2);
        let path = format!("/work-orders/{}/cycles", floor.order);
        let one = format!("{path}/{}_1", floor.order);
        let reader = app.caller("work-order:read,work-order:read-all,project:read-all,program:read-all,customer:read-all");
        read(&reader, &path);
        read(&reader, &one);
        reader.ask("DELETE", &one).send().expect(403);
        reader.ask("DELETE", &path).send().expect(403);
        reader.ask("POST", &format!("{one}/retry")).send().expect(403);
        let nobody = app.caller("customer:read");
        nobody.ask("GET", &path).send().expect(403);
        nobody.ask("GET", &one).send().expect(403);
        nobody.ask("GET", &format!("/work-orders/{}/batches", floor.order)).send().expect(403);
        nobody.ask("GET", &format!("/work-orders/{}/queues", floor.order)).send().expect(403);
        app.without_token().ask("GET", &path).send().expect(401);
        app.stranger().ask("GET", &path).send().expect(404);
        app.stranger().ask("DELETE", &one).send().expect(404);
        app.stranger().ask("POST", &format!("{one}/retry")).send().expect(404);
    }
}
