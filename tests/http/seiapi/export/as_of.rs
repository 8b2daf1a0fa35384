//! The documents of the feed: each as it was, whatever became of it later.

use serde_json::{Value, json};

use super::{page, rows};
use crate::both;
use crate::device::{change, device};
use crate::harness::{Answer, App};

/// One change of job 7, by the office or by its technician, and the document that it left behind.
fn step(app: &App, round: usize) -> (&'static str, Value) {
    let before = app.get("7");
    let ann = app.with_token(app.token());
    let source = match round % 10 {
        _ if before.status != 200 => {
            let job =
                json!({"UserName": "tester", "PlannedStartDate": "2026-11-21T10:00:00Z", "Life": round});
            app.put("7", job).expect(201);
            "api"
        }
        9 if round % 4 == 1 => {
            app.delete("7").expect(200);
            let mut last = before.json();
            last["Deleted"] = json!(1);
            return ("api", last);
        }
        n if n % 3 == 0 => {
            let note = json!({"TechNotes": [{"Notes": format!("note {round}")}], "Amount": round});
            change(&ann, "7", round, note).expect(200);
            "mob"
        }
        _ => {
            let body =
                json!({"Title": format!("t{round}"), format!("P{}", round % 5): {"x": [round, {"y": 1}]}});
            let removed = json!({"_fields": [format!("P{}", (round + 2) % 5)], "Remarks": round.to_string()});
            app.patch("7", if round.is_multiple_of(2) { body } else { removed }).expect(200);
            "api"
        }
    };
    (source, app.order("7"))
}

both! {
    fn each_row_is_the_document_as_it_was_through_two_lives_and_both_sources(app) {
        let steps: Vec<(&str, Value)> = (0..80).map(|round| step(app, round)).collect();
        assert!(steps.iter().filter(|(_, order)| order.get("Deleted").is_some()).count() > 1);
        for source in ["api", "mob"] {
            let expected: Vec<Value> = steps.iter().filter(|(from, _)| *from == source).map(|(_, order)| order.clone()).collect();
            let (all, end) = rows(app, source, "0", expected.len());
            let told: Vec<Value> = all.iter().map(|row| row["WorkOrder"].clone()).collect();
            assert_eq!(told, expected, "{source}");
            assert_eq!(page(app, source, &end, 10).0, Vec::<Value>::new());
            for (place, row) in all.iter().enumerate().step_by(7) {
                let rowver = row["rowver"].as_str().expect("a text");
                assert_eq!(page(app, source, rowver, 1000).0, all[place + 1..], "behind {rowver}");
            }
        }
    }

    fn another_tenant_has_a_feed_of_its_own(app) {
        app.put("1", json!({"Title": "ours"})).expect(201);
        app.stranger().put("1", json!({"Title": "theirs"})).expect(201);
        for (client, title) in [(app.stranger(), "theirs"), (app.with_token(app.token()), "ours")] {
            let (rows, _) = rows(&client, "api", "0", 1);
            assert_eq!(rows.iter().map(|row| &row["WorkOrder"]["Title"]).collect::<Vec<_>>(), [title]);
        }
    }

    fn what_a_device_received_showed_and_did_are_rows_with_the_receipt_as_it_was(app) {
        let ann = device(app, "ann");
        app.put("1", crate::device::job_of("ann", json!({}))).expect(201);
        crate::device::ack(&ann, 1).expect(200);
        crate::device::act(&ann, "1", "read", 1).expect(200);
        crate::device::act(&ann, "1", "start", 2).expect(200);
        let (rows, _) = rows(app, "mob", "0", 3);
        let told: Vec<Value> = rows.iter().map(|row| {
            let order = &row["WorkOrder"];
            json!([order["OrderStatus"], order["IsDelivered"], order["IsRead"], row["UserID"]])
        }).collect();
        assert_eq!(told, [json!([null, true, false, "ann"]), json!([null, true, true, "ann"]), json!(["7", true, true, "ann"])]);
    }

    fn a_device_that_has_not_got_the_offices_change_leaves_a_row_without_a_receipt(app) {
        let ann = device(app, "ann");
        app.put("1", crate::device::job_of("ann", json!({}))).expect(201);
        let mut read = Vec::new();
        let mut then = |answer: Answer| {
            answer.expect(200);
            read.push(app.order("1"));
        };
        then(change(&ann, "1", 1, json!({"Remarks": "r"})));
        app.patch("1", json!({"Title": "t"})).expect(200);
        then(change(&ann, "1", 2, json!({"Remarks": "s"})));
        then(crate::device::act(&ann, "1", "accept", 3));
        then(crate::device::ack(&ann, 2));
        then(crate::device::act(&ann, "1", "travel", 4));
        let flags: Vec<Value> = read.iter().map(|order| json!([order["IsDelivered"], order["IsRead"]])).collect();
        assert_eq!(json!(flags), json!([[true, true], [false, false], [false, false], [true, false], [true, true]]));
        let (rows, _) = rows(app, "mob", "0", read.len());
        assert_eq!(rows.iter().map(|row| row["WorkOrder"].clone()).collect::<Vec<_>>(), read);
    }

    fn each_step_is_a_row_even_if_the_order_reads_as_before(app) {
        let ann = device(app, "ann");
        app.put("1", crate::device::job_of("ann", json!({"OrderStatus": "1"}))).expect(201);
        crate::device::ack(&ann, 1).expect(200);
        crate::device::act(&ann, "1", "read", 1).expect(200);
        let before = app.get("1").expect(200);
        crate::device::act(&ann, "1", "accept", 2).expect(200);
        assert_eq!(app.get("1").body, before.body, "it was new and is");
        let (all, end) = rows(app, "mob", "0", 3);
        assert_eq!((all.len(), &all[2]["WorkOrder"]), (3, &before.json()));
        crate::device::act(&ann, "1", "accept", 2).expect(200);
        assert_eq!(page(app, "mob", &end, 10).0, Vec::<Value>::new(), "a repeat is no step");
    }
}
