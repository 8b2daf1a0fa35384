//! What runs do in the world.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::shop::{Shop, call, checked, flow, id, read, run, start, start_next, tasks, with_ends};
use crate::access::passwords::user;
use crate::both;
use crate::harness::Client;
use crate::niagara::access::someone;
use crate::niagara::world::{get, location, message, post, put, resource, unit, unit_body, wrong};

/// Why a step failed.
fn reason(run: &Value) -> String {
    assert_eq!(run["last_steps"][0]["did_error"], true, "{}", run["last_steps"]);
    run["last_steps"][0]["reason"].as_str().unwrap_or_default().to_owned()
}

fn project_of(client: &Client, unit: &str) -> Value {
    let relations = get(client, &format!("/units/{unit}/relations?filter[relation]=allocated"));
    relations["_embedded"]["nter:relations"][0]["entity"]["entity_id"].clone()
}

/// Waits until a run has ended.
fn ended(client: &Client, context: &str) -> Value {
    let began = Instant::now();
    loop {
        let run = read(client, context);
        if run["active"] == false {
            return run;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "it goes on: {run}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

both! {
    fn units_are_allocated_from_where_the_work_is_done_first_and_the_oldest_first(app) {
        let shop = Shop::new(app);
        let far = location(app, "Far away");
        let old_and_far = unit(app, &shop.part, &far, "Far");
        let (one, two) = (shop.unit(app, "One"), shop.unit(app, "Two"));
        let mut body = unit_body(&shop.part, &shop.location, "Ready");
        body["current_status"] = json!({"status": "Complete", "category": "COMPLETE"});
        let ready = crate::niagara::world::make(app, "units", body);
        let payload = |qty: i64, more: Value| {
            let mut payload = json!({"part_id": shop.part, "project_id": shop.project, "qty": qty, "force": true});
            payload.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            flow(app, "take", with_ends(json!({"take": call("allocate-unit-to-project", payload)})))
        };
        let subject = unit(app, &shop.part, &shop.location, "Subject");
        let taken = |flow: &str| run(start(app, flow, &subject));
        let in_status = taken(&payload(1, json!({"status": "Complete"})));
        assert_eq!(in_status["outcome"], "succeeded", "{}", in_status["last_steps"]);
        assert_eq!(project_of(app, &ready), json!(shop.project));
        let none_left = taken(&payload(1, json!({"status": "Complete"})));
        assert!(reason(&none_left).contains("no unit of \"Tablet\" in the status \"Complete\" is free"), "{}", reason(&none_left));
        assert_eq!(taken(&payload(2, json!({})))["outcome"], "succeeded");
        assert_eq!((project_of(app, &shop.unit), project_of(app, &one)), (json!(shop.project), json!(shop.project)));
        assert_eq!((project_of(app, &two), project_of(app, &old_and_far)), (Value::Null, Value::Null));
        // Two of these and the one far away are left: five cannot be had, and then none is taken.
        let scarce = taken(&payload(5, json!({})));
        assert!(reason(&scarce).contains("only 3 of 5"), "{}", reason(&scarce));
        assert_eq!(project_of(app, &two), Value::Null);
        assert_eq!(taken(&payload(5, json!({"allow_scarcity": true})))["outcome"], "succeeded");
        assert_eq!(project_of(app, &old_and_far), json!(shop.project));
        // What the project has counts, unless more are forced upon it.
        assert_eq!(taken(&payload(3, json!({"force": false})))["outcome"], "succeeded");
        assert_eq!(taken(&payload(1, json!({})))["outcome"], "failed");
        let part = get(app, &format!("/parts/{}", shop.part));
        assert_eq!((&part["total_units_allocated"], &part["total_units_unallocated"]), (&json!(6), &json!(0)));
    }

    fn allocating_what_there_is_not_fails_the_step(app) {
        let shop = Shop::new(app);
        for (payload, why) in [
            (json!({"part_id": "none", "project_id": shop.project}), "there is no part \"none\""),
            (json!({"part_id": shop.part, "project_id": "none"}), "there is no project \"none\""),
            (json!({"part_id": shop.part, "project_id": shop.project, "qty": 1001}), "more than 1000 units"),
        ] {
            let flow = flow(app, "take", with_ends(json!({"take": call("allocate-unit-to-project", payload)})));
            let failed = run(start(app, &flow, &shop.unit));
            assert!(reason(&failed).contains(why), "{}", reason(&failed));
        }
    }

    fn the_entity_gets_a_status_and_a_place(app) {
        let shop = Shop::new(app);
        let station = resource(app, &shop.location, "Line 1");
        let far = location(app, "Store");
        let path = format!("/units/{}", shop.unit);
        let moved = |payload: Value| {
            let flow = flow(app, "move", with_ends(json!({"move": call("set-entity-location", payload)})));
            run(start(app, &flow, &shop.unit))
        };
        assert_eq!(moved(json!({"location_type": "location_id", "location_id": far}))["outcome"], "succeeded");
        assert_eq!(get(app, &path)["location"]["location_id"], json!(far));
        moved(json!({"location_type": "resource_id", "location_id": station}));
        let unit = get(app, &path);
        assert_eq!((&unit["resource"]["resource_id"], &unit["location"]["location_id"]), (&json!(station), &json!(shop.location)));
        let nowhere = moved(json!({"location_type": "location_id", "location_id": station}));
        assert!(reason(&nowhere).contains("there is no location"), "{}", reason(&nowhere));
        let orderless = moved(json!({"location_type": "work_order"}));
        assert!(reason(&orderless).contains("not done for a work order"), "{}", reason(&orderless));
        let status = json!({"status": {"status": "In Progress", "category": "IN_PROGRESS"}});
        let flow = flow(app, "set", with_ends(json!({"set": call("set-entity-status", status)})));
        let set = run(start(app, &flow, &shop.unit));
        assert_eq!(set["outcome"], "succeeded", "{}", set["last_steps"]);
        let unit = get(app, &path);
        assert_eq!(unit["current_status"]["category"], "IN_PROGRESS");
        assert_eq!(set["entity"]["current_status"], unit["current_status"]);
    }

    fn what_a_person_enters_is_written_by_the_rules_of_the_entity(app) {
        let shop = Shop::new(app);
        let part = json!({"label": "Tablet", "customer": {"customer_id": shop.customer}, "serial_prefix": "ABC",
            "manufacturer": get(app, &format!("/parts/{}", shop.part))["manufacturer"],
            "input_filter": [{"label": "Asset tag", "filters": [], "validators": [{"type": "length", "options": {"length": 2}}]}]});
        put(app, &format!("/parts/{}", shop.part), part).expect(200);
        let field = |label: &str, path: &str| json!({"input_type": "textbox", "label": label, "required": true, "entity_field": path});
        let tag = "$._entity.input_filter[?(@.key = 'asset-tag')]";
        let enter = json!({"step_type": "user", "label": "Enter", "goto": "done", "goto_fail": "failed", "options": {
            "component": "manual-data-entry", "payload": {"fields": [field("Serial", "serial_number"), field("Tag", tag)]}}});
        let flow = flow(app, "enter", with_ends(json!({"enter": enter})));
        let context = id(&run(start(app, &flow, &shop.unit)));
        let close = |serial: &str, value: &str| {
            let fields = json!([{"label": "Serial", "entity_field": "serial_number", "value": serial},
                {"label": "Tag", "entity_field": tag, "value": value}]);
            post(app, &format!("contexts/{context}"), json!({"step": "enter", "fields": fields}))
        };
        let bad = wrong(close("ABC123", "x"));
        assert_eq!(bad.iter().map(|one| one.1.as_str()).collect::<Vec<_>>(), [".fields[1].value"]);
        assert_eq!(get(app, &format!("/units/{}", shop.unit))["serial_number"], Value::Null);
        assert_eq!(run(close("ABC123", "42"))["outcome"], "succeeded");
        let unit = get(app, &format!("/units/{}", shop.unit));
        assert_eq!((&unit["raw_serial_number"], &unit["serial_number"]), (&json!("ABC123"), &json!("123")));
        assert_eq!(unit["input_filter"][0]["value"], "42");
    }

    fn a_serial_number_of_another_unit_is_refused_where_it_was_entered(app) {
        let shop = Shop::new(app);
        let mut other = unit_body(&shop.part, &shop.location, "Other");
        other["raw_serial_number"] = json!("ABC1");
        post(app, "units", other).expect(200);
        let enter = json!({"step_type": "user", "label": "Enter", "goto": "done", "goto_fail": "failed", "options": {
            "component": "manual-data-entry", "payload": {"fields": [
                {"input_type": "textbox", "label": "Serial", "required": true, "entity_field": "serial_number"}]}}});
        let flow = flow(app, "enter", with_ends(json!({"enter": enter})));
        let context = id(&run(start(app, &flow, &shop.unit)));
        let fields = json!([{"label": "Serial", "entity_field": "serial_number", "value": "ABC1"}]);
        let answer = post(app, &format!("contexts/{context}"), json!({"step": "enter", "fields": fields}));
        assert_eq!(wrong(answer), message("uniqueSerial", ".fields[0].value"));
    }

    fn a_job_is_dispatched_and_waited_for(app) {
        let shop = Shop::new(app);
        let job = json!({"OrderNum": "$.number", "Title": "Install it", "UserName": "tech1",
            "PlannedStartDate": "2026-11-23T08:00:00.000Z", "PlannedEndDate": "2026-11-23T09:00:00.000Z"});
        let send = call("dispatch-job", json!({"job": job, "order_num": "$.number"}));
        let mut body = super::shop::body("send", with_ends(json!({"send": send})));
        body["context"] = json!([{"key": "number", "value": "J-1"}]);
        let flow = crate::niagara::world::make(app, "work-flows", body);
        let waits = run(start(app, &flow, &shop.unit));
        assert_eq!((&waits["active"], &waits["waiting_for"][0]["what"]), (&json!(true), &json!("job")), "{waits}");
        assert_eq!(waits["waiting_for"][0]["job"], "J-1");
        let sent = get(app, "/seiapi/v3/trans/WorkOrder/J-1");
        assert_eq!((&sent["DispatchStatus"], &sent["UserName"]), (&json!(3), &json!("tech1")), "{sent}");
        // A second one of the same number cannot be.
        let second = run(start(app, &flow, &shop.unit(app, "Tablet 2")));
        assert!(reason(&second).contains("there is a job \"J-1\" already"), "{}", reason(&second));
        app.ask("PATCH", "/seiapi/v3/trans/WorkOrder/J-1").json(json!({"OrderStatus": "4096"})).send().expect(200);
        assert_eq!(ended(app, &id(&waits))["outcome"], "succeeded");
    }

    fn each_job_of_a_run_has_a_short_number_of_its_own(app) {
        let shop = Shop::new(app);
        let job = json!({"Title": "Install it", "UserName": "tech1", "PlannedStartDate": "2026-11-23T08:00:00.000Z"});
        let mut first = call("dispatch-job", json!({"job": job}));
        first["goto"] = json!("again");
        let flow = flow(app, "first", with_ends(json!({"first": first, "again": call("dispatch-job", json!({"job": job}))})));
        let context = id(&run(start(app, &flow, &shop.unit)));
        let number = || read(app, &context)["waiting_for"][0]["job"].as_str().map(str::to_owned);
        let one = number().expect("a job");
        let close = |number: &str| app.ask("PATCH", &format!("/seiapi/v3/trans/WorkOrder/{number}"))
            .json(json!({"OrderStatus": "4096"})).send().expect(200);
        close(&one);
        let began = Instant::now();
        let two = loop {
            match number().filter(|number| *number != one) {
                Some(number) => break number,
                None => assert!(began.elapsed() < Duration::from_secs(10), "the run goes on"),
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        assert_eq!(two, format!("{one}-2"));
        close(&two);
        assert_eq!(ended(app, &context)["outcome"], "succeeded");
    }

    fn cancelling_a_cycle_recalls_its_job(app) {
        let shop = Shop::new(app);
        let job = json!({"Title": "Install it", "UserName": "tech1", "PlannedStartDate": "2026-11-23T08:00:00.000Z"});
        let flow = flow(app, "send", with_ends(json!({"send": call("dispatch-job", json!({"job": job}))})));
        let order = shop.order(app, &flow, 1);
        let waits = run(start_next(app, &order, &shop.unit));
        let number = waits["waiting_for"][0]["job"].as_str().expect("a number").to_owned();
        assert!(number.starts_with("R-") && number.len() == 9, "{number} is not short");
        get(app, &format!("/seiapi/v3/trans/WorkOrder/{number}"));
        app.ask("DELETE", &format!("/work-orders/{order}/cycles/{order}_1")).send().expect(200);
        app.ask("GET", &format!("/seiapi/v3/trans/WorkOrder/{number}")).send().expect(404);
        assert_eq!(read(app, &id(&waits))["outcome"], "cancelled");
    }

    fn people_are_told_and_a_message_that_cannot_go_out_is_noted(app) {
        let shop = Shop::new(app);
        let ann = someone(app, "ann", "me:profile");
        user(app, "bob", &[]);
        let mut list = tasks("done", false);
        list["on_start"] = json!([
            {"function": "notify", "options": {"message": "It begins", "to": ["ann"]}},
            {"function": "notify", "options": {"message": "Lost", "to": "nobody"}},
            {"function": "email", "options": {"to": "bob", "subject": "s", "message": "m"}}
        ]);
        let flow = flow(app, "check", with_ends(json!({"check": list})));
        let begun = run(start(app, &flow, &shop.unit));
        assert_eq!(begun["active"], true);
        let texts: Vec<&str> = begun["problems"].as_array().expect("problems").iter()
            .map(|problem| problem["text"].as_str().expect("a text")).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts[0].contains("nobody"), "{texts:?}");
        let told = get(&ann, "/me/notifications");
        assert_eq!(told["_embedded"]["nter:notifications"][0]["message"], "It begins", "{told}");
        assert_eq!(get(app, "/me/notifications")["total_count"], 0);
    }

    fn a_unit_that_is_processed_stays_of_its_part(app) {
        let shop = Shop::new(app);
        run(start(app, &checked(app), &shop.unit));
        let maker = crate::niagara::world::manufacturer(app, "Other");
        let other = crate::niagara::world::part(app, &shop.customer, &maker, "T-2");
        let path = format!("/units/{}", shop.unit);
        put(app, &path, unit_body(&other, &shop.location, "Tablet")).expect(423);
        put(app, &path, unit_body(&shop.part, &shop.location, "Renamed")).expect(200);
    }
}
