//! Deleting what has much below it: it is gone at once, the rest follows, and nobody waits for that.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::floor::{Floor, floor, many};
use super::world::{customer, get, post};
use crate::both;
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

/// Does something while somebody else makes one customer after another; how long the slowest of these took.
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

/// How many there are once they are as few as they get within ten seconds.
fn settled(client: &Client, path: &str) -> Value {
    for _ in 0..400 {
        if get(client, path)["total_count"] == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    get(client, path)["total_count"].clone()
}

both! {
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

    fn nobody_waits_long_while_a_hundred_thousand_cycles_are_deleted(app) {
        let floor = floor(app, 100_000);
        batches(app, &floor, (3_000, 20));
        let path = format!("/work-orders/{}", floor.order);
        let slowest = slowest_beside(app, || {
            app.ask("DELETE", &path).send().expect(205);
            assert_eq!(settled(app, "/batches"), 0);
        });
        assert!(slowest < PATIENCE, "somebody waited for {slowest:?}");
        post(app, "batches", floor.batch(1)).expect(400);
    }
}
