//! What a run shows, from its start to its end.

use serde_json::{Value, json};

use super::super::world::{get, make, post};
use super::shop::{Run, Shop, asking, asks, confirms, fails, flow, start, started, stations};
use crate::both;

fn entity(unit: &str) -> Value {
    json!({"entity_type": "UNIT", "entity_id": unit})
}

both! {
    fn a_run_that_waits_says_for_whom_and_since_when(app) {
        let run = Run::begin(app);
        let shown = get(app, &run.path());
        assert_eq!((&shown["context_id"], &shown["label"]), (&json!(run.id), &json!(format!("context {} for unit: Tablet 1", run.id))));
        assert_eq!((&shown["current_step"], &shown["current_steps"], &shown["interactive_steps"]), (&json!("first"), &json!(["first"]), &json!(["first"])));
        assert_eq!((&shown["active"], &shown["waiting_for_user"], &shown["outcome"], &shown["ended_at"]), (&json!(true), &json!(true), &Value::Null, &Value::Null));
        assert_eq!((&shown["failed_steps"], &shown["last_steps"], &shown["problems"], &shown["data"]), (&json!([]), &json!([]), &json!([]), &json!({})));
        for empty in ["using", "resource", "sub_resource", "reason"] {
            assert_eq!(shown[empty], Value::Null, "{empty}");
        }
        for flow in ["work_flow", "workflow"] {
            let flow = &shown[flow];
            assert_eq!((&flow["work_flow_id"], &flow["workflow_version"], &flow["starts_at"]), (&json!(run.flow), &json!(1), &json!("first")));
            assert_eq!((&flow["entity_id"], &flow["entity_type"]), (&json!(run.flow), &json!("WKF")));
        }
        let unit = &shown["entity"];
        assert_eq!((&unit["unit_id"], &unit["entity_id"], &unit["entity_type"], &unit["label"]), (&json!(run.unit), &json!(run.unit), &json!("UNIT"), &json!("Tablet 1")));
        for place in ["location", "current_location"] {
            assert_eq!(shown[place]["location_id"], json!(run.shop.location), "{place}");
        }
        let waiting = &shown["waiting_for"][0];
        assert_eq!((&waiting["step"], &waiting["label"], &waiting["what"]), (&json!("first"), &json!("Tag"), &json!("person")));
        assert_eq!((&waiting["since"], &waiting["who"]), (&shown["started_at"], &json!("whoever has the right context:step")));
        assert_eq!(shown["_links"]["self"]["href"], format!("{}/contexts/{}", app.base(), run.id));
        let answer = app.ask("GET", &run.path()).send().expect(200);
        app.ask("GET", &run.path()).header("if-none-match", answer.tag()).send().expect(304);
        app.ask("GET", "/contexts/none").send().expect(404);
        app.ask("GET", "/contexts/n%20o").send().expect(404);
    }

    fn a_closed_step_is_told_of_and_the_run_ends_well(app) {
        let run = Run::begin(app);
        let closed = confirms(app, &run.id).expect(200).json();
        assert_eq!(closed, get(app, &run.path()));
        assert_eq!((&closed["active"], &closed["outcome"], &closed["waiting_for"], &closed["current_steps"]), (&json!(false), &json!("succeeded"), &json!([]), &json!([])));
        assert_eq!(closed["current_step"], "done", "the last step is still said");
        let steps = closed["last_steps"].as_array().expect("steps");
        assert_eq!(steps.iter().map(|step| &step["step_name"]).collect::<Vec<_>>(), ["first", "done"]);
        let first = &steps[0];
        assert_eq!((&first["did_error"], &first["did_timeout"], &first["next_step"]), (&json!(false), &json!(false), &json!("done")));
        assert!(first["closed_by"].is_string() && steps[1]["closed_by"].is_null(), "{steps:?}");
        let took: i64 = first["time_to_run"].as_str().and_then(|text| text.parse().ok()).expect("milliseconds as a text");
        assert!(took >= 0 && closed["time_to_run"].as_i64().is_some_and(|all| all >= took), "{closed}");
        assert_eq!(closed["ended_at"], steps[1]["ended_at"]);
        assert_eq!(confirms(app, &run.id).expect(423).json()["title"], "Locked");
    }

    fn a_step_that_cannot_be_done_fails_the_run_with_the_reason(app) {
        let run = Run::begin(app);
        let failed = fails(app, &run.path(), &json!({"step": "first", "type": "fail", "reason": "no tag left"})).expect(200).json();
        assert_eq!((&failed["active"], &failed["outcome"], &failed["current_step"]), (&json!(false), &json!("failed"), &json!("failed")));
        assert_eq!(failed["failed_steps"], json!([{"step": "first", "failed_count": 1}]));
        let step = &failed["last_steps"][0];
        assert_eq!((&step["did_error"], &step["reason"], &step["next_step"]), (&json!(true), &json!("no tag left"), &json!("failed")));
    }

    fn a_step_is_closed_at_its_own_address_too(app) {
        let steps = json!({"first": asks("second"), "second": asks("done"), "failed": {"step_type": "fail", "label": "Failed"},
            "done": {"step_type": "success", "label": "Done"}});
        let shop = Shop::new(app);
        let flow = flow(app, "first", steps);
        let id = started(start(app, &flow, &shop.unit(app, "Tablet 1")));
        let path = format!("/contexts/{id}/first");
        let step = get(app, &path);
        assert_eq!((&step["step"], &step["slug"], &step["label"], &step["context_id"]), (&json!("first"), &json!("first"), &json!("Tag"), &json!(id)));
        assert_eq!((&step["options"]["component"], &step["goto"]), (&json!("confirm-action"), &json!("second")));
        assert_eq!((&step["work_flow_id"], &step["workflow_version"]), (&json!(flow), &json!(1)));
        app.ask("GET", &format!("/contexts/{id}/second")).send().expect(404);
        app.ask("PATCH", &format!("/contexts/{id}/second")).json(json!({"acknowledge": true})).send().expect(409);
        let moved = app.ask("PATCH", &path).json(json!({"close_step": {"acknowledge": true}})).send().expect(200).json();
        assert_eq!(moved["current_steps"], json!(["second"]));
        app.ask("GET", &path).send().expect(404);
        let fails = app.ask("PATCH", &format!("/contexts/{id}/second")).header("content-type", "application/fail-step+json");
        assert_eq!(fails.body("{}").send().expect(200).json()["outcome"], "failed");
    }

    fn a_change_is_made_once_and_only_of_the_version_that_is_meant(app) {
        let run = Run::begin(app);
        let close = |key: &str, version: &str| {
            let ask = app.ask("POST", &run.path()).header("idempotency-key", key).header("if-match", version);
            ask.json(json!({"step": "first", "acknowledge": true})).send()
        };
        close("a", "\"7.0\"").expect(412);
        let tag = app.ask("GET", &run.path()).send().expect(200).tag().to_owned();
        let first = close("b", &tag).expect(200);
        assert_eq!(close("b", &tag).expect(200).json(), first.json());
        close("c", &tag).expect(412);
        let unit = run.shop.unit(app, "Tablet 2");
        let start = || {
            let ask = app.ask("POST", &format!("/work-flows/{}/contexts", run.flow)).header("idempotency-key", "start");
            ask.json(entity(&unit)).send().expect(200)
        };
        let started = start();
        assert_eq!(started.json(), start().json());
        let href = started.header("location").expect("an address").to_owned();
        assert_eq!(href, started.json()["_links"]["self"]["href"].as_str().expect("a link"));
    }

    fn a_run_keeps_the_version_that_it_began_with(app) {
        let run = Run::begin(app);
        let mut steps = asking();
        steps["first"]["label"] = json!("Other");
        let body = json!({"label": "New", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "first", "steps": steps});
        app.ask("PUT", &format!("/work-flows/{}", run.flow)).json(body).send().expect(200);
        let shown = get(app, &run.path());
        assert_eq!((&shown["work_flow"]["label"], &shown["waiting_for"][0]["label"]), (&json!("Stage"), &json!("Tag")));
        let unit = run.shop.unit(app, "Tablet 2");
        let newer = start(app, &run.flow, &unit).expect(200).json();
        assert_eq!((&newer["work_flow"]["label"], &newer["work_flow"]["workflow_version"]), (&json!("New"), &json!(2)));
    }

    fn a_run_says_where_it_is_done(app) {
        let run = Run::begin(app);
        let (line, slot) = stations(app, &run.shop.location);
        let at = |resource: &str, label: &str| {
            let mut body = entity(&run.shop.unit(app, label));
            body["resource_id"] = json!(resource);
            post(app, &format!("work-flows/{}/contexts", run.flow), body).expect(200).json()
        };
        let at_line = at(&line, "Tablet 2");
        assert_eq!((&at_line["resource"]["resource_id"], &at_line["sub_resource"]), (&json!(line), &Value::Null));
        let at_slot = at(&slot, "Tablet 3");
        assert_eq!(at_slot["resource"]["resource_id"], json!(line), "the slot is in the line");
        assert_eq!(at_slot["sub_resource"]["sub_resource_id"], json!(slot));
        assert_eq!(at_slot["location"]["location_id"], json!(run.shop.location));
    }

    fn a_run_begins_with_the_variables_that_it_is_given(app) {
        let run = Run::begin(app);
        let mut body = entity(&run.shop.unit(app, "Tablet 2"));
        body["data"] = json!({"fizz": "buzz", "deep": {"n": 1}});
        let path = format!("work-flows/{}/contexts", run.flow);
        assert_eq!(post(app, &path, body.clone()).expect(200).json()["data"], body["data"]);
        body["data"] = json!([]);
        assert_eq!(super::super::world::wrong(post(app, &path, body)), super::super::world::message("type", ".data"));
    }

    fn a_work_flow_about_a_customer_runs_without_a_place(app) {
        let customer = super::super::world::customer(app, "Acme");
        let body = json!({"label": "Greet", "schema_version": "1.0", "applies_to": "CUS", "starts_at": "first", "steps": asking()});
        let flow = make(app, "work-flows", body);
        let about = json!({"entity": {"entity_type": "CUS", "entity_id": customer}});
        let shown = post(app, &format!("work-flows/{flow}/contexts"), about).expect(200).json();
        assert_eq!((&shown["entity"]["customer_id"], &shown["entity"]["entity_type"]), (&json!(customer), &json!("CUS")));
        assert_eq!((&shown["location"], &shown["current_location"]), (&Value::Null, &Value::Null));
    }
}
