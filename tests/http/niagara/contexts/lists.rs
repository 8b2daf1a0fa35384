//! Pages of runs.

use serde_json::{Value, json};

use super::super::floor::entries;
use super::super::world::{get, post};
use super::shop::{Run, confirms, start, started, stations, until};
use crate::both;
use crate::harness::Client;

/// The ids on a page, and how many it says there are.
#[track_caller]
fn listed(client: &Client, path: &str) -> (Vec<String>, i64) {
    let page = get(client, path);
    let ids =
        entries(&page).iter().map(|entry| entry["context_id"].as_str().expect("an id").to_owned()).collect();
    (ids, page["total_count"].as_i64().expect("a total"))
}

/// The ids of the units on a page.
#[track_caller]
fn units(client: &Client, query: &str) -> Vec<String> {
    let page = get(client, &format!("/units?{query}"));
    let ids = entries(&page)
        .iter()
        .map(|unit| unit["unit_id"].as_str().expect("an id").to_owned())
        .collect::<Vec<_>>();
    assert_eq!(page["total_count"], ids.len());
    ids
}

both! {
    fn units_that_a_cycle_can_begin_on_are_told_from_the_others(app) {
        let run = Run::begin(app);
        let [idle, done] = [2, 3].map(|n| run.shop.unit(app, &format!("Tablet {n}")));
        let complete = json!({"current_status": {"status": "Complete", "category": "COMPLETE"}});
        app.ask("PATCH", &format!("/units/{done}")).json(complete).send().expect(200);
        assert_eq!(units(app, "filter[free]=true"), std::slice::from_ref(&idle));
        assert_eq!(units(app, "filter[free]=false"), [run.unit.clone(), done.clone()]);
        assert_eq!(units(app, "filter[free]=true&filter[label]=tablet%203"), Vec::<String>::new());
        confirms(app, &run.id).expect(200);
        assert_eq!(units(app, "filter[free]=true"), [run.unit, idle]);
        assert_eq!(units(app, "filter[free]=false"), [done]);
        app.ask("GET", "/units?filter[free]=perhaps").send().expect(400);
    }

    fn runs_are_listed_as_they_were_started_and_as_they_moved(app) {
        let run = Run::begin(app);
        let others: Vec<String> = (2..=4)
            .map(|n| started(start(app, &run.flow, &run.shop.unit(app, &format!("Tablet {n}")))))
            .collect();
        let all: Vec<String> = [run.id.clone()].into_iter().chain(others.clone()).collect();
        assert_eq!(listed(app, "/contexts"), (all.clone(), 4));
        let back: Vec<String> = all.iter().rev().cloned().collect();
        assert_eq!(listed(app, "/contexts?sort=-created").0, back);
        let mut seen = Vec::new();
        let mut next = "/contexts?limit=3&sort=-created".to_owned();
        loop {
            let page = get(app, &next);
            assert_eq!(page["total_count"], 4);
            seen.extend(entries(&page).iter().map(|entry| entry["context_id"].as_str().expect("an id").to_owned()));
            match page["_links"]["next"]["href"].as_str() {
                Some(href) => next = href.trim_start_matches(app.base()).to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, back);
        let whole = entries(&get(app, "/contexts?limit=1"))[0].clone();
        assert_eq!(whole, get(app, &run.path()), "an entry says what the run itself says");
        std::thread::sleep(std::time::Duration::from_millis(5));
        confirms(app, &run.id).expect(200);
        assert_eq!(listed(app, "/contexts?sort=-updated").0.first(), Some(&run.id));
        let first = get(app, "/contexts?sort=updated&limit=3");
        let href = first["_links"]["next"]["href"].as_str().expect("more").trim_start_matches(app.base());
        assert_eq!(listed(app, href).0, std::slice::from_ref(&run.id));
        assert_eq!(listed(app, "/contexts?filter[active]=true"), (others, 3));
        assert_eq!(listed(app, "/contexts?filter[active]=false"), (vec![run.id], 1));
        for wrong in ["sort=phone", "sort=x", "filter[active]=yes", "limit=0", "limit=101", "offset=x"] {
            app.ask("GET", &format!("/contexts?{wrong}")).send().expect(400);
        }
        let of_started = get(app, "/contexts?limit=1")["offset"].as_str().expect("a place").to_owned();
        app.ask("GET", &format!("/contexts?sort=updated&offset={of_started}")).send().expect(400);
    }

    fn the_runs_of_a_work_flow_are_those_that_have_not_ended(app) {
        let run = Run::begin(app);
        let path = format!("/work-flows/{}/contexts", run.flow);
        assert_eq!(listed(app, &path), (vec![run.id.clone()], 1));
        confirms(app, &run.id).expect(200);
        assert_eq!(listed(app, &path), (vec![], 0));
        assert_eq!(listed(app, &format!("{path}?filter[active]=false")), (vec![], 0));
        app.ask("GET", "/work-flows/none/contexts").send().expect(404);
    }

    fn runs_are_listed_where_they_are_done(app) {
        let run = Run::begin(app);
        let (line, slot) = stations(app, &run.shop.location);
        let at = |resource: &str, label: &str| {
            let unit = run.shop.unit(app, label);
            let body = json!({"entity": {"entity_type": "UNIT", "entity_id": unit}, "resource_id": resource});
            started(post(app, &format!("work-flows/{}/contexts", run.flow), body))
        };
        let (at_line, at_slot) = (at(&line, "Tablet 2"), at(&slot, "Tablet 3"));
        assert_eq!(listed(app, &format!("/resources/{line}/contexts")), (vec![at_line], 1));
        assert_eq!(listed(app, &format!("/sub-resources/{slot}/contexts")), (vec![at_slot], 1));
        app.ask("GET", &format!("/resources/{slot}/contexts")).send().expect(404);
        app.ask("GET", &format!("/sub-resources/{line}/contexts")).send().expect(404);
    }

    fn the_runs_of_a_unit_are_those_that_are_over_too(app) {
        let run = Run::begin(app);
        start(app, &run.flow, &run.shop.unit(app, "Tablet 2")).expect(200);
        let path = format!("/units/{}/contexts", run.unit);
        confirms(app, &run.id).expect(200);
        let again = started(start(app, &run.flow, &run.unit));
        assert_eq!(listed(app, &path), (vec![run.id.clone(), again.clone()], 2));
        let first = get(app, &format!("{path}?sort=-created&limit=1"));
        assert_eq!(entries(&first)[0], get(app, &format!("/contexts/{again}")), "the newest first, as the run itself says it");
        let href = first["_links"]["next"]["href"].as_str().expect("more").trim_start_matches(app.base());
        assert_eq!(listed(app, href), (vec![run.id.clone()], 2));
        assert_eq!(listed(app, &format!("{path}?filter[active]=true")), (vec![again], 1));
        assert_eq!(listed(app, &format!("{path}?filter[active]=false")), (vec![run.id], 1));
        app.ask("GET", "/units/none/contexts").send().expect(404);
        app.ask("GET", &format!("{path}?sort=phone")).send().expect(400);
    }

    fn what_happens_in_a_run_is_in_the_log(app) {
        let run = Run::begin(app);
        confirms(app, &run.id).expect(200);
        let events = until(|| {
            let log = app.ask("GET", "/events/v1?limit=1000").send().expect(200).json();
            let of_run = |event: &&Value| event["key"] == json!(run.id);
            let events: Vec<Value> = log["events"].as_array().expect("events").iter().filter(of_run).cloned().collect();
            (events.len() > 1).then_some(events)
        });
        assert_eq!(events.iter().map(|event| &event["name"]).collect::<Vec<_>>(), ["CTX.created", "CTX.step-completed"]);
        assert_eq!(events.iter().map(|event| &event["version"]).collect::<Vec<_>>(), [&json!(1), &json!(2)]);
        assert_eq!((&events[1]["data"]["active"], &events[1]["data"]["entity_id"]), (&json!(false), &json!(run.unit)));
    }
}
