//! GET: reading.

use serde_json::json;

use crate::both;

both! {
    fn a_work_order_that_does_not_exist_is_404(app) {
        let answer = app.get("1214").expect(404).standard();
        assert!(answer.detail().contains("1214"));
    }

    fn a_work_order_is_read_with_its_version_and_without_a_byte_more_than_is_stored(app) {
        let put = app.put("1214", json!({"OrderNum": "1214", "Title": "t"})).expect(201);
        let found = app.get("1214").expect(200);
        assert_eq!(found.text(), r#"{"OrderNum":"1214","Title":"t"}"#);
        assert_eq!(found.tag(), put.tag());
        assert_eq!(found.version(), 1);
    }

    fn every_answer_carries_an_id_and_echoes_a_decent_one(app) {
        assert!(!app.get("1").header("x-request-id").expect("an id").is_empty());
        let path = "/seiapi/v3/trans/WorkOrder/1";
        let answer = app.ask("GET", path).header("x-request-id", "abc-1").send();
        assert_eq!(answer.header("x-request-id"), Some("abc-1"));
        let endless = app.ask("GET", path).header("x-request-id", &"x".repeat(500)).send();
        assert!(endless.header("x-request-id").expect("an id").len() < 100);
    }

    fn the_token_is_the_same_in_both_headers(app) {
        app.put("1214", json!({})).expect(201);
        let path = "/seiapi/v3/trans/WorkOrder/1214";
        let bearer = format!("Bearer {}", app.token());
        app.without_token().ask("GET", path).header("authorization", &bearer).send().expect(200);
        app.without_token().ask("GET", path).header("x-access-token", app.token()).send().expect(200);
    }

    fn an_answer_is_compressed_for_those_who_want_it(app) {
        app.put("1214", json!({"Remarks": "long ".repeat(2_000)})).expect(201);
        let path = "/seiapi/v3/trans/WorkOrder/1214";
        let plain = app.ask("GET", path).send().expect(200);
        for packing in ["gzip", "br"] {
            let answer = app.ask("GET", path).header("accept-encoding", packing).send().expect(200);
            assert_eq!(answer.header("content-encoding"), Some(packing));
            assert!(answer.body.len() < 1_000);
            assert_eq!(answer.unpacked(), plain.unpacked());
        }
    }
}
