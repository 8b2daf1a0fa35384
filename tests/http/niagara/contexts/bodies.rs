//! Bodies that are refused, and what is said of them.

use serde_json::{Value, json};

use super::super::world::{get, message, post, wrong};
use super::shop::{CLOSING, Run, Shop, asks, confirms, fails, flow, start, started};
use crate::both;

both! {
    fn a_start_names_what_is_processed(app) {
        let run = Run::begin(app);
        let path = format!("work-flows/{}/contexts", run.flow);
        let unit = run.shop.unit(app, "Tablet 2");
        for (body, expected) in [
            (json!({}), [message("required", ""), message("required", "")].concat()),
            (json!({"entity_id": unit}), message("required", "")),
            (json!({"entity_type": "UNIT"}), message("required", "")),
            (json!({"entity_type": "UNIT", "entity_id": "none"}), message("exists", ".entity_id")),
            (json!({"entity_type": "CUS", "entity_id": unit}), message("appliesTo", ".entity_type")),
            (json!({"entity_type": "SHIP", "entity_id": unit}), message("enum", ".entity_type")),
            (json!({"entity_type": "UNIT", "entity_id": "a b"}), message("pattern", ".entity_id")),
            (json!({"entity_type": "UNIT", "entity_id": unit, "using": "none"}), message("exists", ".using")),
            (json!({"entity_type": "UNIT", "entity_id": unit, "resource_id": "none"}), message("exists", ".resource_id")),
        ] {
            assert_eq!(wrong(post(app, &path, body.clone())), expected, "{body}");
        }
        post(app, "work-flows/none/contexts", json!({"entity_type": "UNIT", "entity_id": unit})).expect(404);
        app.ask("POST", &format!("/{path}")).bytes("[]").send().expect(400);
        app.ask("POST", &format!("/{path}")).bytes("{").send().expect(400);
        app.ask("POST", &format!("/{path}")).header("content-type", "text/plain").body("{}").send().expect(415);
        assert_eq!(get(app, "/contexts")["total_count"], 1, "nothing was started");
    }

    fn a_unit_is_processed_by_one_run_at_a_time(app) {
        let run = Run::begin(app);
        let busy = start(app, &run.flow, &run.unit).expect(409);
        assert!(busy.detail().contains("unit"), "{}", busy.text());
        confirms(app, &run.id).expect(200);
        start(app, &run.flow, &run.unit).expect(200);
    }

    fn a_body_that_closes_a_step_is_checked_and_leaves_the_step_open(app) {
        let run = Run::begin(app);
        let close = |body: Value| post(app, run.path().trim_start_matches('/'), body);
        for (body, expected) in [
            (json!({}), message("required", "")),
            (json!({"step": 7}), message("type", ".step")),
            (json!({"step": "first"}), message("required", "")),
            (json!({"step": "first", "acknowledge": "yes"}), message("type", ".acknowledge")),
            (json!({"close_step": {"step": "first", "acknowledge": "yes"}}), message("type", ".close_step.acknowledge")),
            (json!({"step": "first", "acknowledge": true, "more": 1}), message("additionalProperties", "")),
            (json!({"close_step": {"step": "first"}, "more": 1}), message("additionalProperties", "")),
            (json!({"step": "first", "type": "skip", "acknowledge": true}), message("enum", ".type")),
            (json!({"step": "first", "type": "fail", "reason": 7}), message("type", ".reason")),
        ] {
            assert_eq!(wrong(close(body.clone())), expected, "{body}");
        }
        close(json!({"step": "done"})).expect(409);
        close(json!({"step": "nowhere"})).expect(409);
        let patch = format!("{}/first", run.path());
        let answer = app.ask("PATCH", &patch).json(json!({"step": "done", "acknowledge": true})).send();
        assert_eq!(wrong(answer), message("const", ".step"));
        let answer = fails(app, &run.path(), &json!({"step": "first", "type": "close"}));
        assert_eq!(wrong(answer), message("enum", ".type"));
        let shown = get(app, &run.path());
        assert_eq!((&shown["current_steps"], &shown["last_steps"]), (&json!(["first"]), &json!([])));
        post(app, "contexts/none", json!({"step": "first", "acknowledge": true})).expect(404);
    }

    fn the_media_types_that_are_taken_are_named(app) {
        let run = Run::begin(app);
        for kind in ["text/plain", "application/merge-patch+json"] {
            let ask = app.ask("PATCH", &format!("{}/first", run.path())).header("content-type", kind);
            let answer = ask.body("{\"acknowledge\": true}").send().expect(415);
            let taken = answer.header("accept-patch").expect("what is taken");
            assert!(taken.contains("application/json") && taken.contains("application/vnd.fail-step+json"), "{taken}");
            let ask = app.ask("POST", &run.path()).header("content-type", kind);
            assert!(ask.body("{\"step\": \"first\"}").send().expect(415).header("accept-post").is_some());
        }
        assert_eq!(get(app, &run.path())["active"], true);
    }

    fn whoever_did_the_work_does_not_check_it(app) {
        let list = json!({"component": "task-list", "payload": {"is_qc": true,
            "items": [{"label": "Straight", "evaluated": true, "na_field": false}]}});
        let check = json!({"step_type": "user", "label": "Check", "goto": "done", "goto_fail": "failed", "options": list});
        let steps = json!({"first": asks("check"), "check": check, "done": {"step_type": "success", "label": "Done"},
            "failed": {"step_type": "fail", "label": "Failed"}});
        let shop = Shop::new(app);
        let flow = flow(app, "first", steps);
        let id = started(start(app, &flow, &shop.unit(app, "Tablet 1")));
        let shown = confirms(app, &id).expect(200).json();
        assert_eq!((&shown["waiting_for"][0]["is_check"], &shown["waiting_for"][0]["component"]), (&json!(true), &json!("task-list")));
        let slug = shown["work_flow"]["steps"]["check"]["options"]["payload"]["items"][0]["slug"].clone();
        let answer = json!({"step": "check", "items": [{"slug": slug, "value": "ok"}]});
        post(app, &format!("contexts/{id}"), answer.clone()).expect(403);
        let other = app.with_token(&app.token_with(&["--subject", "checker", "--grant", CLOSING]));
        assert_eq!(post(&other, &format!("contexts/{id}"), answer).expect(200).json()["outcome"], "succeeded");
    }
}
