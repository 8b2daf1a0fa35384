//! What follows a run: its cycle, the batch, the work order; and which cycle comes next.

use serde_json::{Value, json};

use super::shop::{
    Shop, category, checked, close, flow, id, run, start, start_next, steps, tasks, with_ends,
};
use crate::both;
use crate::harness::Client;
use crate::niagara::access::someone;
use crate::niagara::relations::relate;
use crate::niagara::world::{get, message, post, wrong};

fn cycle_path(order: &str, n: usize) -> String {
    format!("/work-orders/{order}/cycles/{order}_{n}")
}

fn categories(app: &Client, order: &str, needed: usize) -> Vec<Value> {
    (1..=needed).map(|n| category(app, &cycle_path(order, n))).collect()
}

both! {
    fn the_cycle_the_batch_and_the_work_order_follow_a_run(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let order = shop.order(app, &flow, 2);
        let batch = shop.batch(app, &order, (1, 1));
        let begun = run(start_next(app, &order, &shop.unit));
        let context = id(&begun);
        assert_eq!(begun["using"]["cycle_id"], format!("{order}_1"));
        assert_eq!(begun["location"]["location_id"], json!(shop.location));
        let cycle = get(app, &cycle_path(&order, 1));
        assert_eq!((&cycle["context_id"], &cycle["assigned_user"]), (&json!(context), &begun["started_by"]));
        assert_eq!(cycle["current_status"]["category"], "IN_PROGRESS");
        assert_eq!(category(app, &format!("/batches/{batch}")), "IN_PROGRESS");
        assert_eq!(category(app, &format!("/work-orders/{order}")), "IN_PROGRESS");
        app.ask("DELETE", &format!("/work-orders/{order}")).send().expect(423);
        run(close(app, &context, "check", "ok"));
        assert_eq!(category(app, &cycle_path(&order, 1)), "COMPLETE");
        assert_eq!(category(app, &format!("/batches/{batch}")), "COMPLETE");
        let second = run(start_next(app, &order, &shop.unit));
        assert_eq!(second["using"]["cycle_id"], format!("{order}_2"));
        run(close(app, &id(&second), "check", "ok"));
        assert_eq!(category(app, &format!("/work-orders/{order}")), "COMPLETE");
        start_next(app, &order, &shop.unit).expect(409);
    }

    fn a_run_that_fails_blocks_its_cycle_until_it_is_done_again(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let order = shop.order(app, &flow, 1);
        let context = id(&run(start_next(app, &order, &shop.unit)));
        let failed = run(close(app, &context, "check", "bad"));
        assert_eq!(failed["outcome"], "failed");
        assert_eq!(category(app, &cycle_path(&order, 1)), "BLOCKED");
        start_next(app, &order, &shop.unit).expect(409);
        app.ask("POST", &format!("{}/retry", cycle_path(&order, 1))).send().expect(200);
        assert_eq!(categories(app, &order, 2), [json!("CANCELLED"), json!("PENDING")]);
        let again = run(start_next(app, &order, &shop.unit));
        assert_eq!((&again["using"]["cycle_id"], &again["using"]["is_retry"]), (&json!(format!("{order}_2")), &json!(true)));
    }

    fn a_check_is_made_by_somebody_else_and_shows_on_the_cycle(app) {
        let shop = Shop::new(app);
        let flow = flow(app, "check", with_ends(json!({"check": tasks("verify", false), "verify": tasks("done", true)})));
        let order = shop.order(app, &flow, 1);
        let context = id(&run(start_next(app, &order, &shop.unit)));
        run(close(app, &context, "check", "ok"));
        assert_eq!(category(app, &cycle_path(&order, 1)), "VERIFYING");
        close(app, &context, "verify", "ok").expect(403);
        let reads = "unit:read,part:read,customer:read,manufacturer:read,vendor:read,location:read,resource:read,\
            sub-resource:read";
        let checker = someone(app, "che", &format!("{reads},context:step"));
        let closed = run(close(&checker, &context, "verify", "ok"));
        assert_eq!(steps(&closed), ["check", "verify", "done"]);
        assert_eq!(category(app, &cycle_path(&order, 1)), "COMPLETE");
    }

    fn the_next_cycle_is_the_first_of_the_first_batch_of_the_first_queue(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let order = shop.order(app, &flow, 4);
        let late = shop.batch(app, &order, (9, 1));
        let early = shop.batch(app, &order, (2, 2));
        let begin = |label: &str| run(start_next(app, &order, &shop.unit(app, label)))["using"].clone();
        let batches = ["a", "b", "c", "d"].map(|label| begin(label)["batch"]["batch_id"].clone());
        assert_eq!(batches, [json!(early), json!(early), json!(late), Value::Null]);
        start_next(app, &order, &shop.unit).expect(409);
    }

    fn technicians_start_and_close_what_is_in_their_batches(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let order = shop.order(app, &flow, 3);
        let (first, second) = (shop.batch(app, &order, (1, 1)), shop.batch(app, &order, (2, 1)));
        let reads = "work-order:read,project:read,program:read,customer:read,unit:read,part:read,manufacturer:read,\
            vendor:read,location:read,resource:read,sub-resource:read,work-flow:read,user:read";
        let rights = format!("{reads},context:create,context:step");
        let (ann, bob) = (someone(app, "ann", &rights), someone(app, "bob", &rights));
        relate(app, &format!("/batches/{first}"), "tech", "USER", "bob").expect(201);
        relate(app, &format!("/batches/{second}"), "tech", "USER", "ann").expect(201);
        let begun = run(start_next(&ann, &order, &shop.unit));
        assert_eq!(begun["using"]["batch"]["batch_id"], json!(second));
        // There is no further batch of hers, and what is in none is not for technicians.
        let other = shop.unit(app, "Tablet 2");
        let refused = start_next(&ann, &order, &other).expect(409).text();
        assert!(refused.contains("for you"), "{refused}");
        close(&bob, &id(&begun), "check", "ok").expect(403);
        let of_bob = json!({"entity": {"entity_type": "UNIT", "entity_id": other}, "using": format!("{order}_1")});
        post(&ann, &format!("work-orders/{order}/contexts"), of_bob).expect(403);
        run(close(&ann, &id(&begun), "check", "ok"));
    }

    fn a_cycle_is_named_and_must_be_pending_and_of_the_work_flow(app) {
        let shop = Shop::new(app);
        let (flow, other) = (checked(app), self::flow(app, "done", with_ends(json!({}))));
        let order = shop.order(app, &flow, 3);
        let using = |flow: &str, n: usize, unit: &str| {
            let body = json!({"entity_type": "UNIT", "entity_id": unit, "using": format!("{order}_{n}")});
            post(app, &format!("work-flows/{flow}/contexts"), body)
        };
        assert_eq!(wrong(using(&other, 2, &shop.unit)), message("sameWorkFlow", ".using"));
        assert_eq!(wrong(using(&flow, 9, &shop.unit)), message("exists", ".using"));
        assert_eq!(run(using(&flow, 2, &shop.unit))["using"]["cycle_id"], format!("{order}_2"));
        let unit = shop.unit(app, "Tablet 2");
        using(&flow, 2, &unit).expect(409);
        assert_eq!(categories(app, &order, 3), [json!("PENDING"), json!("IN_PROGRESS"), json!("PENDING")]);
        let named = json!({"using": format!("{order}_3"), "entity": {"entity_type": "UNIT", "entity_id": unit}});
        assert_eq!(run(post(app, &format!("work-orders/{order}/contexts"), named))["using"]["cycle_id"], format!("{order}_3"));
        assert_eq!(wrong(post(app, &format!("work-orders/{order}/contexts"), json!({}))), message("required", ""));
    }

    fn cancelling_cycles_ends_their_runs(app) {
        let shop = Shop::new(app);
        let flow = checked(app);
        let order = shop.order(app, &flow, 3);
        let units = [shop.unit(app, "a"), shop.unit(app, "b"), shop.unit(app, "c")];
        let runs: Vec<String> = units.iter().map(|unit| id(&run(start_next(app, &order, unit)))).collect();
        app.ask("DELETE", &cycle_path(&order, 1)).send().expect(200);
        let ended = super::shop::read(app, &runs[0]);
        assert_eq!((&ended["active"], &ended["outcome"]), (&json!(false), &json!("cancelled")));
        assert!(ended["reason"].as_str().is_some_and(|reason| reason.contains("cancelled")));
        close(app, &runs[0], "check", "ok").expect(423);
        run(start(app, &flow, &units[0]));
        app.ask("DELETE", &format!("/work-orders/{order}/cycles")).send().expect(202);
        for context in &runs {
            assert_eq!(super::shop::read(app, context)["active"], false);
        }
        assert_eq!(categories(app, &order, 3), vec![json!("CANCELLED"); 3]);
    }
}
