//! List, make, read, change, delete.

use serde_json::{Value, json};

use super::{full_order, order_at, problem, shown};
use crate::both;
use crate::niagara::world::{get, order, post, project, put};

both! {
    fn a_work_order_is_made_with_200_and_has_the_published_shape(app) {
        let answer = post(app, "work-orders", full_order(&project(app)));
        let location = answer.header("location").map(str::to_owned);
        let made = shown(answer, 200, "one");
        let address = format!("{}/work-orders/{}", app.base(), made["work_order_id"].as_str().expect("an id"));
        assert_eq!(location.as_deref(), Some(address.as_str()));
        assert_eq!(made["_links"]["self"]["href"], address);
        for (member, value) in [
            ("label", "Tablets"), ("description", "500 of them"), ("work_order_type", "device"),
            ("begin_date", "2026-11-02T08:00:00.000Z"), ("due_date", "2026-12-01T08:00:00.000Z"),
            ("start_date", "2026-11-03T08:00:00.000Z"), ("end_date", "2026-11-30T08:00:00.000Z"),
        ] {
            assert_eq!(made[member], value, "{member}");
        }
        assert_eq!((&made["cycles"][0]["needed"], &made["cycles"][0]["pending"]), (&json!(3), &json!(3)));
        let flow = &made["cycles"][0]["work_flow"];
        assert_eq!((&flow["label"], &flow["entity_type"]), (&json!("Set up"), &json!("WKF")));
        assert_ne!(flow["entity_id"], "theirs");
        assert_eq!(shown(app.ask("GET", &address[app.base().len()..]).send(), 200, "one"), made);
    }

    fn what_a_client_leaves_out_is_filled_in_with_the_published_kind_of_value(app) {
        let made = shown(post(app, "work-orders", order(&project(app), "Tablets")), 200, "one");
        assert_eq!((&made["description"], &made["work_order_type"]), (&json!(null), &json!("device")));
        assert_eq!((&made["start_date"], &made["end_date"]), (&made["begin_date"], &made["due_date"]));
        assert_eq!((&made["cycles"], &made["_embedded"]["nter:work-order-location"]), (&json!([]), &json!([])));
        let milliseconds = |date: &Value| date.as_str().is_some_and(|date| date.len() == 24 && date.ends_with('Z'));
        assert!(milliseconds(&made["created"]) && milliseconds(&made["begin_date"]), "{made}");
    }

    fn a_null_that_a_client_sent_as_start_or_end_is_the_one_thing_that_answers_outside_the_shape(app) {
        let mut body = order(&project(app), "Tablets");
        body["start_date"] = Value::Null;
        body["end_date"] = Value::Null;
        let mut made = post(app, "work-orders", body).expect(200).json();
        assert_eq!((&made["start_date"], &made["end_date"]), (&json!(null), &json!(null)));
        made["start_date"] = made["begin_date"].clone();
        made["end_date"] = made["begin_date"].clone();
        super::fits("one", &made);
    }

    fn a_change_is_answered_with_200_and_the_whole_work_order(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let before = get(app, &path);
        let mut body = full_order(&project);
        body["label"] = json!("Phones");
        let after = shown(put(app, &path, body), 200, "one");
        assert_eq!((&after["label"], &after["work_order_id"]), (&json!("Phones"), &before["work_order_id"]));
        assert_eq!(after["created"], before["created"]);
        assert_eq!(shown(app.ask("GET", &path).send(), 200, "one"), after);
    }

    fn a_deletion_is_answered_with_205_and_nothing_else(app) {
        let path = order_at(app, &project(app), "Tablets");
        let answer = app.ask("DELETE", &path).send().expect(205);
        assert_eq!((answer.header("content-length"), answer.body.as_slice()), (Some("0"), b"".as_slice()));
        assert_eq!(answer.header("content-type"), None);
        problem(app.ask("GET", &path).send(), 404);
        assert_eq!(get(app, "/work-orders")["total_count"], 0);
    }

    fn a_page_of_work_orders_has_the_published_shape(app) {
        let empty = shown(app.ask("GET", "/work-orders").send(), 200, "page");
        assert_eq!(empty["_embedded"], json!({"nter:work-orders": []}));
        let project = project(app);
        post(app, "work-orders", full_order(&project)).expect(200);
        for label in ["b", "c"] {
            order_at(app, &project, label);
        }
        let page = shown(app.ask("GET", "/work-orders?limit=2").send(), 200, "page");
        assert_eq!((&page["total_count"], &page["limit"]), (&json!(3), &json!(2)));
        let first = &page["_embedded"]["nter:work-orders"][0];
        assert_eq!((&first["label"], first.get("_embedded")), (&json!("Tablets"), None));
        let whole = get(app, first["_links"]["self"]["href"].as_str().expect("a link").trim_start_matches(app.base()));
        assert_eq!(whole["cycles"], first["cycles"]);
        assert_eq!(whole["project"], first["project"]);
        let offset = page["offset"].as_str().expect("more");
        let rest = shown(app.ask("GET", &format!("/work-orders?limit=2&offset={offset}")).send(), 200, "page");
        assert_eq!((&rest["offset"], rest["_links"].get("next")), (&json!(null), None));
    }
}
