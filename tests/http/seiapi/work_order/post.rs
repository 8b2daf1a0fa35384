//! POST: replacing what exists, and PATCH for those who can't send one.

use serde_json::json;

use crate::both;
use crate::harness::sample::{order_1214, rules};

const ORDER: &str = "/seiapi/v3/trans/WorkOrder/1214";

both! {
    fn post_replaces_the_whole_document(app) {
        app.put("1214", order_1214(json!({"Rules": rules()}))).expect(201);
        let answer = app.post("1214", json!({"Title": "new"})).expect(200);
        assert_eq!(answer.json(), json!({"status": 200}));
        assert_eq!(app.order("1214"), json!({"Title": "new", "OrderNum": "1214"}));
    }

    fn post_never_creates(app) {
        app.post("1214", order_1214(json!({}))).expect(404).standard();
        app.get("1214").expect(404);
    }

    fn post_with_the_override_is_a_patch_in_any_case(app) {
        app.put("1214", order_1214(json!({"Rules": rules()}))).expect(201);
        for (name, title) in [("PATCH", "a"), ("patch", "b"), ("Patch", "c")] {
            let ask = app.ask("POST", ORDER).header("X-HTTP-Method-Override", name);
            ask.json(json!({"_fields": ["Priority"], "Title": title})).send().expect(200);
            let mut expected = order_1214(json!({"Rules": rules(), "Title": title}));
            expected.as_object_mut().expect("an object").shift_remove("Priority");
            assert_eq!(app.order("1214"), expected);
        }
    }

    fn a_patch_by_override_needs_the_order_as_well(app) {
        let ask = app.ask("POST", ORDER).header("X-HTTP-Method-Override", "PATCH");
        ask.json(json!({"Title": "t"})).send().expect(404).standard();
        app.get("1214").expect(404);
    }

    fn no_other_method_can_be_meant_by_a_post(app) {
        app.put("1214", json!({"Title": "t"})).expect(201);
        for method in ["PUT", "DELETE", "", "PATCHY"] {
            let ask = app.ask("POST", ORDER).header("X-HTTP-Method-Override", method);
            ask.json(json!({})).send().expect(400).standard();
        }
        assert_eq!(app.order("1214")["Title"], "t");
    }

    fn the_override_is_ignored_on_other_methods(app) {
        let put = app.ask("PUT", ORDER).header("X-HTTP-Method-Override", "PATCH");
        put.json(json!({"Title": "t", "Remarks": "r"})).send().expect(201);
        let put = app.ask("PUT", ORDER).header("X-HTTP-Method-Override", "DELETE");
        put.json(json!({"Title": "u"})).send().expect(200);
        assert_eq!(app.order("1214"), json!({"Title": "u", "OrderNum": "1214"}));
        app.ask("GET", ORDER).header("X-HTTP-Method-Override", "PATCH").send().expect(200);
    }
}
