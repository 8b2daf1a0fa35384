//! `/admin/v1/work-orders/{id}/batches`: batches in several queues at once.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{Answer, Client};
use crate::niagara::floor::{Floor, floor, queue, read};

fn send(client: &Client, floor: &Floor, batches: &Value) -> Answer {
    client.ask("POST", &place(floor)).json(json!({"batches": batches})).send()
}

fn place(floor: &Floor) -> String {
    format!("/admin/v1/work-orders/{}/batches", floor.order)
}

/// How many batches of the queue there are, and how many cycles they have together.
fn filled(client: &Client, queue: &str) -> (u64, u64) {
    let page = read(client, &format!("/queues/{queue}/batches"));
    let batches = page["_embedded"]["nter:batches"].as_array().cloned().unwrap_or_default();
    let cycles = batches.iter().map(|batch| batch["number_cycles"].as_u64().expect("a number")).sum();
    (page["total_count"].as_u64().expect("a number"), cycles)
}

both! {
    fn batches_are_made_in_several_queues_in_one_change(app) {
        let floor = floor(app, 10);
        let other = queue(app, &floor.location, "Paint", json!(2));
        let batches = json!([
            {"queue_id": floor.queue, "number_cycles": 2, "total": 2},
            {"queue_id": other, "number_cycles": 5, "work_flow_id": floor.flow}
        ]);
        assert_eq!(send(app, &floor, &batches).expect(201).json(), json!({"made": 3}));
        assert_eq!((filled(app, &floor.queue), filled(app, &other)), ((2, 4), (1, 5)));
    }

    fn when_one_cannot_be_made_none_is(app) {
        let floor = floor(app, 10);
        let batches = |queue: &str, cycles: i64| json!([
            {"queue_id": floor.queue, "number_cycles": 8}, {"queue_id": queue, "number_cycles": cycles}
        ]);
        send(app, &floor, &batches(&floor.queue, 3)).expect(400).path("$.batches[1].number_cycles");
        send(app, &floor, &batches("nowhere", 1)).expect(400).path("$.batches[1].queue_id");
        send(app, &floor, &batches(&floor.queue, 0)).expect(400).path("$.batches[1].number_cycles");
        for wrong in [json!([]), json!([{"queue_id": floor.queue}]), json!([{"queue_id": floor.queue, "number_cycles": 1, "total": 0}]), json!(7)] {
            send(app, &floor, &wrong).expect(400);
        }
        assert_eq!(filled(app, &floor.queue), (0, 0));
        send(&app.stranger(), &floor, &batches(&floor.queue, 1)).expect(400);
        send(&app.caller("batch:read"), &floor, &batches(&floor.queue, 1)).expect(403);
        assert_eq!(send(app, &floor, &batches(&floor.queue, 2)).expect(201).json()["made"], 2);
    }

    fn batches_that_are_only_being_made_match_no_tag(app) {
        let floor = floor(app, 10);
        for tag in ["*", "\"1.x\""] {
            let ask = app.ask("POST", &place(&floor)).header("if-match", tag);
            let body = json!({"batches": [{"queue_id": floor.queue, "number_cycles": 1}]});
            ask.json(body).send().expect(412);
        }
        assert_eq!(filled(app, &floor.queue), (0, 0));
    }
}
