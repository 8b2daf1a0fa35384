//! What runs do unasked: waiting for time, for events and for each other.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::shop::{Shop, body, flow, pass, with_ends};
use crate::both;
use crate::harness::Client;
use crate::niagara::world::{get, make, post, put};

/// How long a loaded machine may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again and again until the answer fits.
#[track_caller]
fn until<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "it did not happen in time");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits for the end of a run; it as it is then.
#[track_caller]
fn ended(client: &Client, id: &str) -> Value {
    until(|| Some(get(client, &format!("/contexts/{id}"))).filter(|run| run["active"] == false))
}

/// Starts a work flow on a unit.
#[track_caller]
fn start(client: &Client, flow: &str, unit: &str) -> String {
    let started = post(
        client,
        &format!("work-flows/{flow}/contexts"),
        json!({"entity_type": "UNIT", "entity_id": unit}),
    );
    started.expect(200).json()["context_id"].as_str().expect("an id").to_owned()
}

/// The runs that there are, newest last.
#[track_caller]
fn runs(client: &Client) -> Vec<Value> {
    get(client, "/contexts")["_embedded"]["nter:contexts"].as_array().cloned().unwrap_or_default()
}

/// The steps that a run has been through.
fn path(run: &Value) -> Vec<&str> {
    let steps = run["last_steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    steps.iter().filter_map(|step| step["step_name"].as_str()).collect()
}

/// The steps of a work flow that waits, with these seconds and events.
fn waiting(time: u32, stop_at: u32, events: Value) -> Value {
    let mut hold = json!({"step_type": "wait", "label": "Hold", "goto": "done", "goto_fail": "failed", "time": time,
        "stop_at": stop_at});
    hold["listen_for"] = events;
    with_ends(json!({"hold": hold}))
}

/// A work flow for customers that gives them a label whenever they change.
fn relabels(client: &Client, label: &str) -> String {
    let mut call = pass("done");
    call["context"] = json!([{"key": "$._entity.label", "value": label}]);
    let flow = json!({
        "label": format!("Call it {label}"), "schema_version": "1.0", "applies_to": "CUS", "starts_at": "call",
        "triggered_by": ["CUS.updated"],
        "steps": with_ends(json!({"call": call})),
    });
    make(client, "work-flows", flow)
}

both! {
    fn a_wait_takes_its_time_and_no_second_more(app) {
        let shop = Shop::new(app);
        let flow = flow(app, "hold", waiting(1, 5, json!([])));
        let id = start(app, &flow, &shop.unit);
        let run = ended(app, &id);
        assert_eq!((&run["outcome"], path(&run)), (&json!("succeeded"), vec!["hold", "done"]));
        let took: i64 = run["last_steps"][0]["time_to_run"].as_str().and_then(|ms| ms.parse().ok()).expect("a time");
        assert!((1_000..PATIENCE.as_millis() as i64).contains(&took), "{took}");
    }

    fn a_wait_for_an_event_ends_with_the_one_that_is_meant(app) {
        let shop = Shop::new(app);
        let begun = json!({"variable": "$._event.entity.current_status.status", "operator": "equals", "operand": "In Progress"});
        let event = json!([{"event": "UNIT.updated", "event_value": begun}]);
        let flow = flow(app, "hold", waiting(900, 900, event));
        let (id, other) = (start(app, &flow, &shop.unit), start(app, &flow, &shop.unit(app, "Tablet 2")));
        for (status, category) in [("Verifying", "VERIFYING"), ("In Progress", "IN_PROGRESS")] {
            let now = json!({"current_status": {"status": status, "category": category}});
            app.ask("PATCH", &format!("/units/{}", shop.unit)).json(now).send().expect(200);
        }
        let run = ended(app, &id);
        assert_eq!((&run["outcome"], path(&run)), (&json!("succeeded"), vec!["hold", "done"]));
        assert_eq!(get(app, &format!("/contexts/{other}"))["active"], true, "it was not about this unit");
    }

    fn a_wait_that_hears_nothing_gives_up(app) {
        let shop = Shop::new(app);
        let flow = flow(app, "hold", waiting(1, 1, json!([{"event": "NOTE.created"}])));
        let run = ended(app, &start(app, &flow, &shop.unit));
        assert_eq!((&run["outcome"], path(&run)), (&json!("failed"), vec!["hold", "failed"]));
        assert_eq!(run["last_steps"][0]["did_timeout"], true);
    }

    fn a_note_on_a_unit_ends_the_wait_for_it(app) {
        let shop = Shop::new(app);
        let flow = flow(app, "hold", waiting(900, 900, json!([{"event": "NOTE.created"}])));
        let (id, other) = (start(app, &flow, &shop.unit), start(app, &flow, &shop.unit(app, "Tablet 2")));
        post(app, &format!("units/{}/notes", shop.unit), json!({"label": "Found it", "text": "Found it"})).expect(200);
        assert_eq!(ended(app, &id)["outcome"], "succeeded");
        assert_eq!(get(app, &format!("/contexts/{other}"))["active"], true);
    }

    fn an_event_starts_the_work_flows_that_it_triggers(app) {
        let shop = Shop::new(app);
        let mut triggered = body("go", with_ends(json!({"go": pass("done")})));
        triggered["triggered_by"] = json!(["UNIT.created", "UNIT.attached"]);
        let flow = make(app, "work-flows", triggered);
        let unit = shop.unit(app, "Tablet 2");
        let run = until(|| runs(app).pop());
        assert_eq!((&run["entity"]["unit_id"], &run["outcome"]), (&json!(unit), &json!("succeeded")));
        assert_eq!(run["work_flow"]["work_flow_id"], json!(flow));
        app.ask("DELETE", &format!("/work-flows/{flow}")).send().expect(205);
        shop.unit(app, "Tablet 3");
        // What happens later is followed later: when this one has been, the one before it was passed over.
        relabels(app, "Acme!");
        put(app, &format!("/customers/{}", shop.customer), json!({"label": "Other", "allowed_statuses": []})).expect(200);
        until(|| runs(app).into_iter().find(|run| run["entity"]["entity_type"] == "CUS"));
        assert_eq!(runs(app).iter().filter(|run| run["entity"]["entity_type"] == "UNIT").count(), 1);
    }

    fn work_flows_that_trigger_each_other_for_ever_are_stopped_with_a_reason(app) {
        let shop = Shop::new(app);
        relabels(app, "Black");
        relabels(app, "White");
        put(app, &format!("/customers/{}", shop.customer), json!({"label": "Grey", "allowed_statuses": []})).expect(200);
        let stopped = until(|| runs(app).into_iter().find(|run| run["outcome"] == "failed"));
        let reason = stopped["reason"].as_str().expect("a reason");
        assert!(reason.contains("16"), "{reason}");
        let count = runs(app).len();
        assert!(count < 60, "{count} runs");
    }
}
