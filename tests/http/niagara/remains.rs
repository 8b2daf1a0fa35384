//! Deleting what has much below it: it is gone at once, the rest follows, and nobody waits for that.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::contexts::shop::{Shop, call, checked, flow, run, start, start_next, until, with_ends};
use super::floor::{Floor, counters, entries, floor, many};
use super::world::{customer, get, manufacturer, part, post, program, project_of, put, unit};
use crate::both;
use crate::events::page;
use crate::harness::Client;

/// How long others may have to wait for a change of their own. It takes a tenth of it on a machine that does nothing else.
const PATIENCE: Duration = Duration::from_secs(2);

/// Puts all cycles of a work order into batches of so many.
fn batches(client: &Client, floor: &Floor, (mut left, each): (i64, i64)) {
    while left > 0 {
        let total = (left / each).min(20);
        let mut body = floor.batch(each);
        body["total"] = json!(total);
        many(client, &body).expect(204);
        left -= total * each;
    }
}

/// Does something while somebody else makes one customer after another: none of these may take long, or not longer than a third of
/// the whole where the machine is busy.
#[track_caller]
fn nobody_waits(client: &Client, what: impl FnOnce()) {
    let began = Instant::now();
    let slowest = slowest_beside(client, what);
    let bound = PATIENCE.max(began.elapsed() / 3);
    assert!(slowest < bound, "somebody waited for {slowest:?} of {:?}", began.elapsed());
}

/// How long the slowest of the others took.
fn slowest_beside(client: &Client, what: impl FnOnce()) -> Duration {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let mut slowest = Duration::ZERO;
            for n in 0.. {
                let begun = Instant::now();
                customer(client, &format!("Customer {n}"));
                slowest = slowest.max(begun.elapsed());
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
            }
            slowest
        });
        what();
        is_over.store(true, Ordering::Relaxed);
        other.join().expect("it ends")
    })
}

/// How many there are once they are as few as they get within a minute.
fn settled(client: &Client, path: &str) -> Value {
    for _ in 0..2_400 {
        if get(client, path)["total_count"] == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    get(client, path)["total_count"].clone()
}

/// Starts so many cycles of a work order on units of their own, some at a time.
fn start_many(client: &Client, shop: &Shop, order: &str, count: usize) {
    std::thread::scope(|scope| {
        for part in 0..4 {
            scope.spawn(move || {
                for n in (part..count).step_by(4) {
                    start_next(client, order, &shop.unit(client, &format!("Tablet of run {n}"))).expect(200);
                }
            });
        }
    });
}

/// Checks that the counters of what is at a path add up to the number of its cycles; how many are cancelled.
#[track_caller]
fn cancelled(client: &Client, path: &str, all: i64) -> i64 {
    let shown = get(client, path);
    let tally = if path.starts_with("/batches") { &shown["cycles"] } else { &shown["cycles"][0] };
    let counted = counters(tally);
    assert_eq!(counted.iter().sum::<i64>(), all, "{counted:?} of {path}");
    counted[5]
}

/// How many cycles each unit of work cancelled, as the log tells it once they are so many together.
#[track_caller]
fn steps(client: &Client, all: i64) -> Vec<i64> {
    let began = Instant::now();
    let (mut counts, mut after) = (Vec::new(), "0".to_owned());
    while counts.iter().sum::<i64>() < all {
        assert!(began.elapsed() < Duration::from_secs(30), "{counts:?} of {all}");
        let (events, next) = page(client, &after, 1_000);
        if events.is_empty() {
            std::thread::sleep(Duration::from_millis(25));
        }
        let steps = events.iter().filter(|one| one["name"] == "WOR.cycles-cancelled");
        counts.extend(steps.map(|one| one["data"]["count"].as_i64().expect("a count")));
        after = next;
    }
    counts
}

/// Makes so many units at once.
#[track_caller]
fn units(client: &Client, count: usize) {
    let rows = (1..=count).map(|n| format!("Tablet {n};S-{n};Tablet;Bench;Pending\n"));
    let table = format!("Label;Serial number;Part;Location;Status\n{}", rows.collect::<String>());
    client
        .ask("POST", "/admin/v1/import/units")
        .header("content-type", "text/csv")
        .body(table)
        .send()
        .expect(200);
}

/// Allocates so many units of the shop's part to a project, by a run on a unit of another part.
#[track_caller]
fn allocate(client: &Client, shop: &Shop, project: &str, count: i64) {
    let maker = manufacturer(client, &format!("For {project}"));
    let subject = unit(client, &part(client, &shop.customer, &maker, "T-9"), &shop.location, "Subject");
    let payload = json!({"part_id": shop.part, "project_id": project, "qty": count, "force": true});
    let flow = flow(client, "take", with_ends(json!({"take": call("allocate-unit-to-project", payload)})));
    assert_eq!(run(start(client, &flow, &subject))["outcome"], "succeeded");
}

/// How many units of the shop's part are allocated; the others are not.
#[track_caller]
fn allocated(client: &Client, shop: &Shop, all: i64) -> i64 {
    let part = get(client, &format!("/parts/{}", shop.part));
    let number = |name: &str| part[name].as_i64().expect("a number");
    let (taken, free) = (number("total_units_allocated"), number("total_units_unallocated"));
    assert_eq!((taken + free, number("total_units")), (all, all));
    taken
}

both! {
    fn the_units_of_a_deleted_project_are_free_again(app) {
        let shop = Shop::new(app);
        units(app, 250);
        allocate(app, &shop, &shop.project, 230);
        assert_eq!(allocated(app, &shop, 251), 230);
        let own = "/units?sort=-created&limit=100";
        let path = format!("/projects/{}", shop.project);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        until(|| (allocated(app, &shop, 251) == 0).then_some(()));
        for unit in entries(&get(app, own)) {
            let id = unit["unit_id"].as_str().expect("an id");
            assert_eq!(get(app, &format!("/units/{id}"))["project"], Value::Null);
            let relations = get(app, &format!("/units/{id}/relations?filter[relation]=allocated"));
            assert_eq!(relations["total_count"], 0);
        }
        // They can be deleted, and allocated to another project.
        app.ask("DELETE", &format!("/units/{}", shop.unit)).send().expect(205);
        let other = project_of(app, &program(app, &shop.customer));
        allocate(app, &shop, &other, 240);
        assert_eq!(allocated(app, &shop, 250), 240);
    }

    fn the_cycles_of_a_work_order_are_cancelled_in_small_steps_that_count(app) {
        let shop = Shop::new(app);
        let order = shop.order(app, &checked(app), 1_500);
        let own: Vec<_> = (1..=10).map(|n| format!("/batches/{}", shop.batch(app, &order, (n, 20)))).collect();
        start_many(app, &shop, &order, 150);
        let path = format!("/work-orders/{order}");
        assert_eq!(counters(&get(app, &path)["cycles"][0]), [1_350, 150, 0, 0, 0, 0]);
        nobody_waits(app, || {
            app.ask("DELETE", &format!("{path}/cycles")).send().expect(202);
            until(|| {
                own.iter().for_each(|batch| { cancelled(app, batch, 20); });
                (cancelled(app, &path, 1_500) == 1_500).then_some(())
            });
        });
        assert_eq!(get(app, &path)["current_status"]["category"], "CANCELLED");
        for batch in &own {
            assert_eq!(cancelled(app, batch, 20), 20);
            assert_eq!(get(app, batch)["current_status"]["category"], "CANCELLED");
        }
        assert_eq!(get(app, "/contexts?filter[active]=true")["total_count"], 0);
        let counts = steps(app, 1_500);
        assert_eq!((counts.iter().sum::<i64>(), counts[0]), (1_500, 1_000), "{counts:?}");
        // What is asked for later is not cancelled with it.
        let body = json!({"label": "Tablets", "project": {"project_id": shop.project},
            "cycles": [{"needed": 1_501, "work_flow": {"work_flow_id": get(app, &path)["cycles"][0]["work_flow"]["work_flow_id"]}}]});
        put(app, &path, body).expect(200);
        assert_eq!(counters(&get(app, &path)["cycles"][0]), [1, 0, 0, 0, 0, 1_500]);
    }

    fn the_batches_of_a_deleted_work_order_follow_it(app) {
        let floor = floor(app, 350);
        batches(app, &floor, (350, 1));
        let path = format!("/work-orders/{}", floor.order);
        assert_eq!(get(app, "/batches")["total_count"], 350);
        app.ask("DELETE", &path).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        app.ask("GET", &format!("{path}/batches")).send().expect(404);
        assert_eq!(settled(app, "/batches"), 0);
        let queue = get(app, &format!("/queues/{}", floor.queue));
        assert_eq!((&queue["total_batches"], &queue["active_batches"]), (&json!(0), &json!(0)));
        // Everybody's batches can go, so the queue can.
        app.ask("DELETE", &format!("/queues/{}", floor.queue)).send().expect(205);
    }

    fn the_pending_cycles_of_a_deleted_work_order_are_cancelled_in_small_steps(app) {
        let floor = floor(app, 5_000);
        batches(app, &floor, (3_000, 100));
        let path = format!("/work-orders/{}", floor.order);
        nobody_waits(app, || {
            app.ask("DELETE", &path).send().expect(205);
            app.ask("GET", &path).send().expect(404);
            app.ask("GET", &format!("{path}/cycles")).send().expect(404);
            // What it used is free at once.
            assert_eq!(get(app, "/batches")["total_count"], 0);
            let queue = get(app, &format!("/queues/{}", floor.queue));
            let counted = ["total_batches", "active_batches", "active_cycles", "active_work_orders"];
            assert!(counted.iter().all(|name| queue[name] == 0), "{queue}");
            for used in [format!("/queues/{}", floor.queue), format!("/work-flows/{}", floor.flow)] {
                app.ask("DELETE", &used).send().expect(205);
            }
            assert_eq!(steps(app, 5_000), [1_000; 5]);
        });
        app.ask("DELETE", &path).send().expect(404);
    }

    fn nobody_waits_long_while_a_hundred_thousand_cycles_are_deleted(app) {
        let floor = floor(app, 100_000);
        batches(app, &floor, (3_000, 20));
        let path = format!("/work-orders/{}", floor.order);
        nobody_waits(app, || {
            app.ask("DELETE", &path).send().expect(205);
            assert_eq!(settled(app, "/batches"), 0);
        });
        post(app, "batches", floor.batch(1)).expect(400);
    }
}
