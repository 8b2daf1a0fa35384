//! DELETE, and what may come after it.

use serde_json::json;

use crate::both;
use crate::harness::sample::order_1214;

both! {
    fn a_deleted_work_order_is_gone(app) {
        app.put("1214", order_1214(json!({}))).expect(201);
        assert_eq!(app.delete("1214").expect(200).json(), json!({"status": 200}));
        app.get("1214").expect(404).standard();
        app.patch("1214", json!({"Title": "t"})).expect(404).standard();
        app.post("1214", json!({"Title": "t"})).expect(404).standard();
        app.delete("1214").expect(404).standard();
    }

    fn a_work_order_that_never_was_can_not_be_deleted(app) {
        app.delete("1214").expect(404).standard();
    }

    fn a_deleted_number_can_be_used_again_and_its_versions_go_on(app) {
        let first = app.put("1214", order_1214(json!({}))).expect(201);
        app.delete("1214").expect(200);
        let second = app.put("1214", order_1214(json!({}))).expect(201);
        assert!(second.version() > first.version() + 1, "{} after {}", second.tag(), first.tag());
        assert_eq!(app.order("1214"), order_1214(json!({})));
        // Whoever knew the first life can't mistake it for the second.
        let stale = app.ask("PATCH", "/seiapi/v3/trans/WorkOrder/1214").header("if-match", first.tag());
        stale.json(json!({"Title": "t"})).send().expect(412);
    }

    fn a_delete_takes_no_body_and_no_content_type(app) {
        app.put("1214", json!({})).expect(201);
        let head = app.head("DELETE", "/seiapi/v3/trans/WorkOrder/1214", "");
        app.raw(head.as_bytes()).expect(200);
        app.get("1214").expect(404);
    }
}
