//! Lists of runs by whether they go on, and by whether they stand at a step that a person has to close.

use serde_json::{Value, json};

use super::super::floor::{entries, order_of};
use super::super::world::{get, message, post, wrong};
use super::shop::{Shop, asks, confirms, fails, flow, start, start_next, started, stations, with_ends};
use crate::both;
use crate::harness::Client;

/// A step that only time ends, long after the test.
fn hold() -> Value {
    json!({"step_type": "wait", "label": "Hold", "goto": "done", "goto_fail": "failed", "time": 900, "stop_at": 900})
}

/// A work flow that asks, holds still, and ends.
#[track_caller]
fn asking_and_holding(client: &Client) -> String {
    flow(client, "first", with_ends(json!({"first": asks("hold"), "hold": hold()})))
}

/// A work flow whose run stands in two branches: in one of them a person has to close the step.
#[track_caller]
fn asking_in_a_branch(client: &Client) -> String {
    let branch = |key: &str, step: Value| {
        let mut branch = json!({"starts_at": key, "steps": {}});
        branch["steps"][key] = step;
        branch
    };
    let mut scan = asks("hold");
    scan["step_type"] = json!("machine");
    scan["options"] = json!({"application": {"application_id": "ace-ios"}, "configuration": {}});
    let both = json!({"step_type": "parallel", "label": "Both", "goto": "hold", "goto_fail": "failed",
        "branches": [branch("scan", scan), branch("first", asks("hold"))]});
    flow(client, "both", with_ends(json!({"both": both, "hold": hold()})))
}

/// The ids on all pages of two, and how many each page says there are.
#[track_caller]
fn listed(client: &Client, path: &str) -> (Vec<String>, i64) {
    let joint = if path.contains('?') { '&' } else { '?' };
    let (mut ids, mut total) = (Vec::new(), None);
    let mut next = Some(format!("{path}{joint}limit=2"));
    while let Some(address) = next {
        let page = get(client, &address);
        let waiting = entries(&page);
        let of_page = waiting.iter().map(|entry| entry["context_id"].as_str().expect("an id").to_owned());
        ids.extend(of_page);
        let said = page["total_count"].as_i64().expect("a total");
        assert_eq!(*total.get_or_insert(said), said, "{address}");
        let href = page["_links"]["next"]["href"].as_str();
        assert!(href.is_none() || entries(&page).len() == 2, "a short page has no next one: {address}");
        next = href.map(|href| href.trim_start_matches(client.base()).to_owned());
    }
    (ids, total.expect("a page"))
}

/// Asserts that a list holds these runs and counts them.
#[track_caller]
fn holds(client: &Client, path: &str, wanted: &[&String]) {
    let wanted: Vec<String> = wanted.iter().map(|&id| id.clone()).collect();
    let count = wanted.len() as i64;
    assert_eq!(listed(client, path), (wanted, count), "{path}");
}

both! {
    fn runs_that_wait_for_a_user_are_told_from_the_others(app) {
        let shop = Shop::new(app);
        let plain = asking_and_holding(app);
        let unit = |n: i32| shop.unit(app, &format!("Tablet {n}"));
        let asking: Vec<String> = (2..5).map(|n| started(start(app, &plain, &unit(n)))).collect();
        let holding: Vec<String> = (5..8).map(|n| started(start(app, &plain, &unit(n)))).collect();
        let ended = started(start(app, &plain, &unit(8)));
        for id in &holding {
            confirms(app, id).expect(200);
        }
        fails(app, &format!("/contexts/{ended}"), &json!({"type": "fail", "step": "first"})).expect(200);
        let (a, h) = (&asking, &holding);
        for id in asking.iter().chain(&holding).chain([&ended]) {
            let shown = get(app, &format!("/contexts/{id}"));
            assert_eq!(shown["waiting_for_user"], json!(asking.contains(id)), "{shown}");
            assert_eq!(shown["active"], json!(*id != ended));
        }
        let yes = "filter[waiting_for_user]=true";
        let no = "filter[waiting_for_user]=false";
        let of_flow = format!("/work-flows/{plain}/contexts");
        holds(app, &format!("/contexts?{yes}"), &[&a[0], &a[1], &a[2]]);
        holds(app, &format!("/contexts?{yes}&sort=-created"), &[&a[2], &a[1], &a[0]]);
        holds(app, &format!("/contexts?{yes}&filter[active]=true"), &[&a[0], &a[1], &a[2]]);
        holds(app, &format!("/contexts?{yes}&filter[active]=false"), &[]);
        holds(app, &format!("/contexts?{no}"), &[&h[0], &h[1], &h[2], &ended]);
        holds(app, &format!("/contexts?{no}&filter[active]=true"), &[&h[0], &h[1], &h[2]]);
        holds(app, &format!("/contexts?{no}&filter[active]=false"), &[&ended]);
        holds(app, &format!("/contexts?{no}&sort=-active"), &[&h[2], &h[1], &h[0], &ended]);
        holds(app, &format!("{of_flow}?{yes}"), &[&a[0], &a[1], &a[2]]);
        holds(app, &format!("{of_flow}?{no}"), &[&h[0], &h[1], &h[2]]);
        confirms(app, &asking[0]).expect(200);
        holds(app, &format!("/contexts?{yes}"), &[&a[1], &a[2]]);
        holds(app, &format!("{of_flow}?{no}"), &[&a[0], &h[0], &h[1], &h[2]]);
        for value in ["yes", "1", "TRUE", "null"] {
            let answer = app.ask("GET", &format!("/contexts?filter[waiting_for_user]={value}")).send();
            assert_eq!(wrong(answer), message("parameter", ".filter[waiting_for_user]"), "{value}");
        }
    }

    fn a_user_step_in_one_branch_is_enough_on_every_list_of_runs(app) {
        let shop = Shop::new(app);
        let (branched, plain) = (asking_in_a_branch(app), asking_and_holding(app));
        let (line, slot) = stations(app, &shop.location);
        let at = |flow: &str, resource: &str, label: &str| {
            let unit = shop.unit(app, label);
            let body = json!({"entity": {"entity_type": "UNIT", "entity_id": unit}, "resource_id": resource});
            (started(post(app, &format!("work-flows/{flow}/contexts"), body)), unit)
        };
        let (asking, unit) = at(&branched, &line, "Tablet 2");
        let (holding, held) = at(&plain, &line, "Tablet 3");
        let (in_slot, _) = at(&branched, &slot, "Tablet 4");
        confirms(app, &holding).expect(200);
        let order = order_of(app, &shop.project, json!([{"needed": 2, "work_flow": {"work_flow_id": plain}}]));
        shop.batch(app, &order, (1, 2));
        let next = |n: i32| started(start_next(app, &order, &shop.unit(app, &format!("Tablet {n}"))));
        let (first, second) = (next(5), next(6));
        confirms(app, &first).expect(200);
        for (list, yes, no) in [
            (format!("/resources/{line}/contexts"), vec![&asking], vec![&holding]),
            (format!("/sub-resources/{slot}/contexts"), vec![&in_slot], vec![]),
            (format!("/units/{unit}/contexts"), vec![&asking], vec![]),
            (format!("/units/{held}/contexts"), vec![], vec![&holding]),
            (format!("/work-orders/{order}/contexts"), vec![&second], vec![&first]),
            (format!("/work-flows/{branched}/contexts"), vec![&asking, &in_slot], vec![]),
            ("/contexts".to_owned(), vec![&asking, &in_slot, &second], vec![&holding, &first]),
        ] {
            holds(app, &format!("{list}?filter[waiting_for_user]=true"), &yes);
            holds(app, &format!("{list}?filter[waiting_for_user]=false"), &no);
            app.ask("GET", &format!("{list}?filter[waiting_for_user]=maybe")).send().expect(400);
        }
        // The machine in the other branch is still waited for.
        confirms(app, &asking).expect(200);
        holds(app, &format!("/resources/{line}/contexts?filter[waiting_for_user]=true"), &[]);
    }

    fn runs_are_sorted_by_whether_they_go_on_and_by_their_labels(app) {
        let shop = Shop::new(app);
        let plain = asking_and_holding(app);
        let ids: Vec<String> = (2..7).map(|n| started(start(app, &plain, &shop.unit(app, &format!("Tablet {n}"))))).collect();
        for id in [&ids[1], &ids[3]] {
            fails(app, &format!("/contexts/{id}"), &json!({"type": "fail", "step": "first"})).expect(200);
        }
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|place| &ids[place]);
        holds(app, "/contexts?sort=active", &[b, d, a, c, e]);
        holds(app, "/contexts?sort=-active", &[e, c, a, d, b]);
        holds(app, "/contexts?sort=active&filter[active]=true", &[a, c, e]);
        holds(app, &format!("/work-flows/{plain}/contexts?sort=-active"), &[e, c, a]);
        holds(app, "/contexts?sort=label", &[a, b, c, d, e]);
        holds(app, "/contexts?sort=-label", &[e, d, c, b, a]);
        let page = get(app, "/contexts?sort=-label&limit=100");
        let waiting = entries(&page);
        let labels: Vec<&str> = waiting.iter().map(|entry| entry["label"].as_str().expect("a label")).collect();
        assert!(labels.is_sorted_by(|one, next| one > next), "{labels:?}");
        for wrong in ["phone", "-", "--active", "active,label", "Active"] {
            app.ask("GET", &format!("/contexts?sort={wrong}")).send().expect(400);
        }
        let offset = get(app, "/contexts?limit=1&sort=label")["offset"].as_str().expect("a place").to_owned();
        app.ask("GET", &format!("/contexts?sort=active&offset={offset}")).send().expect(400);
    }
}
