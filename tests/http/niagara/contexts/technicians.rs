//! What being a technician for a batch allows.

use serde_json::{Value, json};

use super::super::access::someone;
use super::super::floor::{many, read};
use super::super::relations::relate;
use super::super::world::{customer, part, post, program, project_of, unit};
use super::shop::{Shop, checked, close, id, start, start_next};
use crate::access::passwords::{session, user};
use crate::both;

both! {
    fn a_technician_starts_and_closes_the_cycles_of_the_own_batch(app) {
        let shop = Shop::new(app);
        let order = shop.order(app, &checked(app), 4);
        let own = shop.batch(app, &order, (1, 2));
        let other = shop.batch(app, &order, (2, 2));
        let ann = someone(app, "ann", "me:profile");
        start_next(&ann, &order, &shop.unit).expect(403);
        relate(app, &format!("/batches/{own}"), "tech", "USER", "ann").expect(201);
        let run = start_next(&ann, &order, &shop.unit).expect(200).json();
        assert_eq!((&run["started_by"], &run["using"]["batch"]["batch_id"]), (&json!("ann"), &json!(own)));
        close(&ann, &id(&run), "check", "ok").expect(200);

        // Of another batch, or of none, no cycle is started; nor a work flow for its own sake.
        let cycles = read(app, &format!("/batches/{other}/cycles"));
        let using = cycles["_embedded"]["nter:work-order-cycles"][0]["cycle_id"].clone();
        let body = json!({"entity_type": "UNIT", "entity_id": shop.unit(app, "Tablet 2"), "using": using});
        post(&ann, &format!("work-orders/{order}/contexts"), body).expect(403);
        let flow = run["work_flow"]["work_flow_id"].as_str().expect("an id");
        start(&ann, flow, &shop.unit).expect(403);
        // Nor is anything processed that has nothing to do with the work order.
        let maker = super::super::world::manufacturer(app, "Other");
        let theirs = part(app, &customer(app, "Other"), &maker, "T-9");
        let away = super::super::world::location(app, "Away");
        start_next(&ann, &order, &unit(app, &theirs, &away, "Theirs")).expect(403);
        start_next(&ann, &order, &shop.unit(app, "Tablet 3")).expect(200);
        // Nothing of the batch is left.
        start_next(&ann, &order, &shop.unit(app, "Tablet 4")).expect(403);
        let empty = shop.order(app, flow, 1);
        start_next(&ann, &empty, &shop.unit(app, "Tablet 5")).expect(403);
    }

    fn a_technician_starts_a_named_cycle_of_the_own_batch_through_its_work_flow_too(app) {
        let shop = Shop::new(app);
        let (flow, foreign) = (checked(app), checked(app));
        let order = shop.order(app, &flow, 3);
        let own = shop.batch(app, &order, (1, 1));
        let other = shop.batch(app, &order, (2, 1));
        let ann = someone(app, "ann", "me:profile");
        relate(app, &format!("/batches/{own}"), "tech", "USER", "ann").expect(201);
        let cycle = |batch: &str| {
            let cycles = read(app, &format!("/batches/{batch}/cycles"));
            cycles["_embedded"]["nter:work-order-cycles"][0]["cycle_id"].clone()
        };
        let start = |flow: &str, using: Value| {
            let body = json!({"entity_type": "UNIT", "entity_id": shop.unit, "using": using});
            post(&ann, &format!("work-flows/{flow}/contexts"), body)
        };
        // Of another batch, of none, of nothing: all the same to who may not know.
        for using in [cycle(&other), json!(format!("{order}_3")), json!(format!("{order}_9")), json!("none")] {
            start(&flow, using).expect(403);
        }
        start(&foreign, cycle(&own)).expect(400);
        start("none", cycle(&own)).expect(404);
        let run = start(&flow, cycle(&own)).expect(200).json();
        assert_eq!((&run["started_by"], &run["using"]["cycle_id"]), (&json!("ann"), &cycle(&own)));
        close(&ann, &id(&run), "check", "ok").expect(200);
        // It is no longer pending.
        start(&flow, cycle(&own)).expect(409);
    }

    fn the_role_of_technicians_does_for_a_batch(app) {
        let shop = Shop::new(app);
        let order = shop.order(app, &checked(app), 2);
        let queue = super::super::floor::queue(app, &shop.location, "Line", 1);
        user(app, "ben", &["technician"]);
        let body = json!({"work_order": {"work_order_id": order}, "queue": {"queue_id": queue}, "number_cycles": 2,
            "total": 1, "users": [{"user_id": "ben"}]});
        many(app, &body).expect(204);
        let ben = session(app, "ben");
        let batches = read(&ben, "/batches");
        let batch = &batches["_embedded"]["nter:batches"][0];
        assert_eq!((&batches["total_count"], &batch["work_order"]["work_order_id"]), (&json!(1), &json!(order)));
        let units = read(&ben, "/units?filter[label]=tablet");
        let unit = units["_embedded"]["nter:units"][0]["unit_id"].as_str().expect("a unit");
        let run = start_next(&ben, &order, unit).expect(200).json();
        read(&ben, &format!("/units/{unit}"));
        let done = close(&ben, &id(&run), "check", "ok").expect(200).json();
        assert_eq!(done["outcome"], "succeeded");
        // Who works on something does not decide what is worked on.
        let project = project_of(app, &program(app, &shop.customer));
        post(&ben, "work-orders", json!({"label": "More", "project": {"project_id": project}})).expect(403);
        ben.ask("DELETE", &format!("/units/{unit}")).send().expect(403);
    }
}
