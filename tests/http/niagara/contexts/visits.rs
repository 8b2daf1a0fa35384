//! What is done on a phone without signal: when runs were begun and steps closed, and which visit of a step was meant.

use serde_json::{Value, json};

use super::super::world::get;
use super::shop::{Shop, asks, flow, start, started, with_ends};
use crate::both;
use crate::harness::{Answer, Client};

/// A run whose step begins anew when it fails; its path.
#[track_caller]
fn begun(client: &Client) -> String {
    let mut first = asks("done");
    first["goto_fail"] = json!("first");
    let flow = flow(client, "first", with_ends(json!({"first": first})));
    format!("/contexts/{}", started(start(client, &flow, &Shop::new(client).unit)))
}

/// Begins a run of what stands at a path, on a new unit, by this clock.
fn begins(client: &Client, shop: &Shop, above: &str, at: &str) -> Answer {
    let ask = client.ask("POST", &format!("{above}/contexts")).header("action-time", at);
    ask.json(json!({"entity_type": "UNIT", "entity_id": shop.unit(client, "Tablet")})).send()
}

/// Says whether the tag is on, for the visit that began then.
fn says(client: &Client, path: &str, is_on: bool, (since, at): (&Value, &str)) -> Answer {
    let since = since.as_str().expect("a time");
    let ask = client.ask("POST", path).header("step-since", since).header("action-time", at);
    ask.json(json!({"step": "first", "acknowledge": is_on})).send()
}

both! {
    fn a_step_that_was_closed_without_signal_says_when(app) {
        let path = begun(app);
        let since = get(app, &path)["waiting_for"][0]["since"].clone();
        let run = says(app, &path, true, (&since, "2026-01-02T03:04:05.678Z")).expect(200).json();
        let first = &run["last_steps"][0];
        assert_eq!(first["done_at"], "2026-01-02T03:04:05.678Z");
        assert!(first["ended_at"].as_str() > first["done_at"].as_str(), "{first}");
        assert_eq!(run["last_steps"][1]["done_at"], Value::Null);
    }

    fn a_run_that_was_begun_without_signal_says_when(app) {
        let shop = Shop::new(app);
        let flow = flow(app, "first", with_ends(json!({"first": asks("done")})));
        let order = shop.order(app, &flow, 2);
        for above in [format!("/work-flows/{flow}"), format!("/work-orders/{order}")] {
            let run = begins(app, &shop, &above, "2026-01-02T03:04:05.678Z").expect(200).json();
            assert_eq!(run["begun_at"], "2026-01-02T03:04:05.678Z");
            assert!(run["started_at"].as_str() > run["begun_at"].as_str(), "{run}");
            let path = format!("/contexts/{}", run["context_id"].as_str().expect("an id"));
            let on = json!({"step": "first", "acknowledge": true});
            assert_eq!(app.ask("POST", &path).json(on).send().expect(200).json()["begun_at"], run["begun_at"]);
            begins(app, &shop, &above, "yesterday").expect(400);
            let ahead = begins(app, &shop, &above, "9000-01-01T00:00:00Z").expect(200).json();
            assert_eq!(ahead["begun_at"], ahead["started_at"]);
        }
        assert_eq!(start(app, &flow, &shop.unit).expect(200).json()["begun_at"], Value::Null);
    }

    fn a_clock_that_is_ahead_says_nothing_better_than_the_server(app) {
        let path = begun(app);
        let since = get(app, &path)["waiting_for"][0]["since"].clone();
        let run = says(app, &path, true, (&since, "9000-01-01T00:00:00Z")).expect(200).json();
        assert_eq!(run["last_steps"][0]["done_at"], run["last_steps"][0]["ended_at"]);
    }

    fn an_answer_to_an_earlier_visit_of_a_step_closes_no_later_one(app) {
        let path = begun(app);
        let now = "2026-01-02T03:04:05Z";
        let before = get(app, &path)["waiting_for"][0]["since"].clone();
        let again = says(app, &path, false, (&before, now)).expect(200).json();
        assert_eq!((&again["active"], &again["waiting_for"][0]["step"]), (&json!(true), &json!("first")));
        says(app, &path, true, (&before, now)).expect(409);
        let fail = app.ask("POST", &path).header("step-since", before.as_str().expect("a time"));
        fail.json(json!({"step": "first", "type": "fail"})).send().expect(409);
        assert_eq!(get(app, &path), again);
        let after = again["waiting_for"][0]["since"].clone();
        assert_eq!(says(app, &path, true, (&after, now)).expect(200).json()["outcome"], "succeeded");
    }

    fn a_time_that_is_none_is_refused(app) {
        let path = begun(app);
        for name in ["action-time", "step-since"] {
            let ask = app.ask("POST", &path).header(name, "yesterday");
            ask.json(json!({"step": "first", "acknowledge": true})).send().expect(400);
        }
        assert_eq!(get(app, &path)["last_steps"], json!([]));
    }
}
