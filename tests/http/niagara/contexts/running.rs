//! Running work flows: from step to step, by itself and by people.

use serde_json::{Value, json};

use super::shop::{
    Shop, body, call, checked, close, flow, id, pass, read, run, start, steps, tasks, until, with_ends,
};
use crate::both;
use crate::niagara::access::someone;
use crate::niagara::world::{message, post, put, wrong};

both! {
    fn automatic_steps_are_run_at_once(app) {
        let shop = Shop::new(app);
        let steps_of = json!({
            "begin": {"step_type": "pass", "label": "Begin", "goto": "ask", "goto_fail": "failed",
                "context": [{"key": "colour", "value": "red"}]},
            "ask": {"step_type": "decision", "label": "Red?", "goto": "paint", "goto_fail": "failed",
                "decision": [{"variable": "$.colour", "operator": "equals", "operand": "red"}]},
            "paint": pass("dry"), "dry": pass("done")
        });
        let flow = flow(app, "begin", with_ends(steps_of));
        let made = start(app, &flow, &shop.unit).expect(200);
        assert!(made.header("location").is_some_and(|at| at.contains("/contexts/")));
        let ended = made.json();
        assert_eq!(steps(&ended), ["begin", "ask", "paint", "dry", "done"]);
        assert_eq!((&ended["active"], &ended["outcome"]), (&json!(false), &json!("succeeded")));
        assert_eq!((&ended["data"]["colour"], &ended["current_step"]), (&json!("red"), &json!("done")));
        assert_eq!((&ended["current_steps"], &ended["waiting_for"]), (&json!([]), &json!([])));
        assert_eq!(ended["entity"]["unit_id"], json!(shop.unit));
        assert_eq!(ended["location"]["location_id"], json!(shop.location));
        assert!(ended["ended_at"].is_string());
        assert_eq!(read(app, &id(&ended)), ended);
        // The log tells of the turn once.
        let log = until(|| {
            let log = app.ask("GET", "/events/v1?limit=1000").send().expect(200);
            Some(String::from_utf8_lossy(&log.body).into_owned()).filter(|log| log.contains("\"CTX.created\""))
        });
        assert_eq!((log.matches("\"CTX.created\"").count(), log.matches("\"CTX.changed\"").count()), (1, 0));
    }

    fn a_step_waits_for_the_person_who_closes_it(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let waits = run(start(app, &flow, &shop.unit));
        let id = id(&waits);
        assert_eq!((&waits["active"], &waits["waiting_for_user"]), (&json!(true), &json!(true)));
        assert_eq!((&waits["current_step"], &waits["interactive_steps"]), (&json!("check"), &json!(["check"])));
        assert_eq!(waits["waiting_for"][0]["what"], "person");
        app.ask("POST", &format!("/contexts/{id}")).json(json!({"step": "done"})).send().expect(409);
        app.ask("POST", "/contexts/none").json(json!({"step": "check"})).send().expect(404);
        let bad = post(app, &format!("contexts/{id}"), json!({"step": "check", "items": [{"slug": "other", "value": "ok"}]}));
        assert!(!wrong(bad).is_empty());
        assert_eq!(read(app, &id), waits);
        let closed = run(close(app, &id, "check", "ok"));
        assert_eq!((&closed["active"], &closed["outcome"]), (&json!(false), &json!("succeeded")));
        assert_eq!(steps(&closed), ["check", "done"]);
        assert_eq!(read(app, &id), closed);
        close(app, &id, "check", "ok").expect(423);
    }

    fn a_step_that_cannot_be_done_goes_where_failing_leads(app) {
        let shop = Shop::new(app);
        let mut list = tasks("done", false);
        list["goto_fail"] = json!("mend");
        let flow = flow(app, "check", with_ends(json!({"check": list, "mend": pass("done")})));
        let context = id(&run(start(app, &flow, &shop.unit)));
        let failed = app.ask("PATCH", &format!("/contexts/{context}/check"))
            .header("content-type", "application/vnd.fail-step+json").body(json!({"reason": "no light"}).to_string()).send();
        let failed = run(failed);
        assert_eq!(steps(&failed), ["check", "mend", "done"]);
        assert_eq!((&failed["last_steps"][0]["did_error"], &failed["outcome"]), (&json!(true), &json!("succeeded")));
        assert_eq!(failed["last_steps"][0]["reason"], "no light");
        assert_eq!(failed["failed_steps"], json!([{"step": "check", "failed_count": 1}]));
    }

    fn a_unit_is_in_one_run_at_a_time(app) {
        let shop = Shop::new(app);
        let (flow, other) = (checked(app), checked(app));
        let first = id(&run(start(app, &flow, &shop.unit)));
        start(app, &flow, &shop.unit).expect(409);
        start(app, &other, &shop.unit).expect(409);
        app.ask("DELETE", &format!("/units/{}", shop.unit)).send().expect(423);
        app.ask("DELETE", &format!("/work-flows/{flow}")).send().expect(423);
        run(start(app, &flow, &shop.unit(app, "Tablet 2")));
        run(close(app, &first, "check", "ok"));
        run(start(app, &other, &shop.unit));
    }

    fn only_what_fits_a_work_flow_is_run(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let path = format!("work-flows/{flow}/contexts");
        let part = json!({"entity_type": "PART", "entity_id": shop.part});
        assert_eq!(wrong(post(app, &path, part)), message("appliesTo", ".entity_type"));
        let unknown = json!({"entity_type": "UNIT", "entity_id": "none"});
        assert_eq!(wrong(post(app, &path, unknown)), message("exists", ".entity_id"));
        start(app, "none", &shop.unit).expect(404);
        let nowhere = json!({"entity_type": "UNIT", "entity_id": shop.unit, "resource_id": "none"});
        assert_eq!(wrong(post(app, &path, nowhere)), message("exists", ".resource_id"));
        let unused = json!({"entity_type": "UNIT", "entity_id": shop.unit, "using": "none_1"});
        assert_eq!(wrong(post(app, &path, unused)), message("exists", ".using"));
    }

    fn starting_and_closing_take_rights(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let reads = "work-flow:read,unit:read,part:read,customer:read,manufacturer:read,vendor:read,location:read,\
            resource:read,sub-resource:read";
        let reader = someone(app, "rea", &format!("{reads},context:read"));
        start(&reader, &flow, &shop.unit).expect(403);
        let starter = someone(app, "sta", &format!("{reads},context:create"));
        let context = id(&run(start(&starter, &flow, &shop.unit)));
        close(&starter, &context, "check", "ok").expect(403);
        let blind = someone(app, "bli", "work-flow:read,context:create,context:step");
        start(&blind, &flow, &shop.unit(app, "Tablet 2")).expect(403);
        close(&blind, &context, "check", "ok").expect(403);
        let worker = someone(app, "wor", &format!("{reads},context:step"));
        let closed = run(close(&worker, &context, "check", "ok"));
        assert_eq!((&closed["last_steps"][0]["closed_by"], &closed["started_by"]), (&json!("wor"), &json!("sta")));
    }

    fn a_run_goes_on_with_the_version_that_it_began_with(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let first = run(start(app, &flow, &shop.unit));
        put(app, &format!("/work-flows/{flow}"), body("check", with_ends(json!({
            "check": tasks("more", false), "more": pass("done")})))).expect(200);
        let second = run(start(app, &flow, &shop.unit(app, "Tablet 2")));
        let versions = [&first, &second].map(|run| run["work_flow"]["workflow_version"].clone());
        assert_eq!(versions, [json!(1), json!(2)]);
        assert_eq!(steps(&run(close(app, &id(&first), "check", "ok"))), ["check", "done"]);
        assert_eq!(steps(&run(close(app, &id(&second), "check", "ok"))), ["check", "more", "done"]);
    }

    fn conditions_and_repeats_hold_for_runs(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let begin = || app.ask("POST", &format!("/work-flows/{flow}/contexts")).header("idempotency-key", "k1")
            .json(json!({"entity_type": "UNIT", "entity_id": shop.unit})).send();
        let first = run(begin());
        assert_eq!(run(begin()), first);
        let context = id(&first);
        let close = |tag: &str| app.ask("POST", &format!("/contexts/{context}")).header("if-match", tag)
            .json(json!({"step": "check", "items": [{"slug": "screen", "value": "ok"}]})).send();
        close("\"7.0\"").expect(412);
        close("\"1.0\"").expect(200);
    }

    fn a_run_without_end_fails_with_a_reason(app) {
        let shop = Shop::new(app);
        let flow = flow(app, "one", with_ends(json!({"one": pass("two"), "two": {"step_type": "decision", "label": "Ever?",
            "goto": "one", "goto_fail": "done", "decision": [{"variable": "1", "operator": "not_equals", "operand": "2"}]}})));
        let ended = run(start(app, &flow, &shop.unit));
        assert_eq!((&ended["active"], &ended["outcome"]), (&json!(false), &json!("failed")));
        assert!(ended["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{}", ended["reason"]);
    }

    fn an_effect_that_fails_the_step_says_why(app) {
        let shop = Shop::new(app);
        let status = json!({"status": {"status": "Nowhere", "category": "PENDING"}});
        let flow = flow(app, "set", with_ends(json!({"set": call("set-entity-status", status)})));
        let ended = run(start(app, &flow, &shop.unit));
        assert_eq!(ended["outcome"], "failed");
        let reason = ended["last_steps"][0]["reason"].as_str().unwrap_or_default().to_owned();
        assert!(reason.contains("\"Nowhere\" is not allowed"), "{reason}");
        assert_eq!(app.ask("GET", &format!("/units/{}", shop.unit)).send().expect(200).json()["current_status"]["status"], "Pending");
        assert_ne!(ended["reason"], Value::Null);
    }
}
