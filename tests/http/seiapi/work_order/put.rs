//! PUT: inserting and replacing.

use serde_json::{Value, json};

use crate::both;
use crate::harness::sample::{order_1214, rules};

/// A work order with every documented property, and `Delete` where a PATCH can have it.
const EVERY_PROPERTY: &str = include_str!("every_property.json");

/// Takes `Delete` out, wherever it stands.
fn without_delete(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove("Delete");
            members.values_mut().for_each(without_delete);
        }
        Value::Array(elements) => elements.iter_mut().for_each(without_delete),
        _ => {}
    }
}

both! {
    fn put_inserts_with_201_and_the_address(app) {
        let answer = app.put("1214", order_1214(json!({}))).expect(201);
        assert_eq!(answer.json(), json!({"status": 201}));
        let address = answer.header("location").expect("a Location").to_owned();
        assert_eq!(address, "/seiapi/v3/trans/WorkOrder/1214");
        assert_eq!(app.ask("GET", &address).send().expect(200).json(), order_1214(json!({})));
    }

    fn put_replaces_the_whole_document_with_200(app) {
        app.put("1214", order_1214(json!({"Rules": rules(), "Title": "old"}))).expect(201);
        let answer = app.put("1214", json!({"Description": "new"})).expect(200);
        assert_eq!(answer.json(), json!({"status": 200}));
        assert_eq!(answer.header("location"), None);
        assert_eq!(app.order("1214"), json!({"Description": "new", "OrderNum": "1214"}));
    }

    fn put_takes_a_missing_order_number_from_the_address(app) {
        app.put("1214", json!({})).expect(201);
        assert_eq!(app.order("1214"), json!({"OrderNum": "1214"}));
    }

    fn put_with_another_order_number_is_refused_and_stores_nothing(app) {
        let answer = app.put("150318.1", json!({"OrderNum": "150306.31"})).expect(400).standard();
        assert_eq!(answer.json()["invalidParams"][0]["value"], "150306.31");
        answer.path("$.OrderNum");
        app.get("150318.1").expect(404);
        app.get("150306.31").expect(404);
    }

    fn any_number_can_be_an_address(app) {
        let longest = "x".repeat(100);
        for (address, num) in [
            ("150306.31", "150306.31"),
            ("a%20b", "a b"),
            ("a%2Fb", "a/b"),
            ("%E5%A4%A7", "大"),
            ("100%25", "100%"),
            ("a+b", "a+b"),
            ("%3F%23", "?#"),
            (longest.as_str(), longest.as_str()),
            ("1214.json", "1214.json"),
            ("a%22%27%3Cb%3E", "a\"'<b>"),
            ("%F0%9F%94%A7", "🔧"),
        ] {
            let answer = app.put(address, json!({"Title": address})).expect(201);
            let location = answer.header("location").expect("a Location").to_owned();
            let found = app.ask("GET", &location).send().expect(200).json();
            assert_eq!(found, json!({"Title": address, "OrderNum": num}), "{location}");
        }
    }

    fn numbers_differ_by_case(app) {
        app.put("AB", json!({"Title": "upper"})).expect(201);
        app.put("ab", json!({"Title": "lower"})).expect(201);
        assert_eq!(app.order("AB")["Title"], "upper");
    }

    fn everything_comes_back_as_it_was_sent(app) {
        // Single values of another type than documented, unknown properties, open names, digits, and the order of it all.
        let sent = concat!(
            r#"{"Zeta":1,"OrderNum":"1214","Account":{"AccountNum":"1","TaxExempt":"","Vip":{"Since":[2001]}},"#,
            r#""Claims":[{"Amount":"12"},{"Amount":12.50}],"HardStop":true,"DispatchStatus":"3","Deleted":0,"#,
            r#""Rules":{"StackDiscounts":false,"CombineDiscounts":true},"Extensions":{"ADP #":{"Delete":true,"deep":[[]]}},"#,
            r#""Discounts":[{"ID":"1","Percentage":4.0,"Fixed":5.2e+1}],"OrderAmount":123456789012345678901234567890.10,"#,
            r#""Location":{"Address":{"Intersection":"x","Lat":"1","Lon":-0.0}},"Mystery":{"_fields":[],"Delete":true},"#,
            r#""Description":"","Title":"\"quoted\" \\ 大 🔧 \u001f","HelperTechs":[],"Surveys":[[{}]],"Empty":{}}"#,
        );
        let work_order = "/seiapi/v3/trans/WorkOrder/1214";
        app.ask("PUT", work_order).bytes(sent).send().expect(201);
        let found = app.get("1214").expect(200);
        assert_eq!(String::from_utf8_lossy(&found.body), sent);
        assert_eq!(found.header("content-type"), Some("application/json"));
    }

    fn every_documented_property_is_stored_and_a_patch_with_all_of_them_changes_nothing(app) {
        let sent: Value = serde_json::from_str(EVERY_PROPERTY).expect("JSON");
        assert_eq!(sent.as_object().map(serde_json::Map::len), Some(103));
        let mut stored = sent.clone();
        without_delete(&mut stored);
        let put = app.put("1214", sent.clone()).expect(201);
        assert_eq!(app.order("1214"), stored);
        assert_eq!(app.patch("1214", sent.clone()).expect(200).tag(), put.tag());
        app.put("7", json!({})).expect(201);
        let mut other = sent;
        other["OrderNum"] = json!("7");
        app.patch("7", other).expect(200);
        stored["OrderNum"] = json!("7");
        assert_eq!(app.order("7"), stored);
        let names: Vec<&String> = stored.as_object().expect("an object").keys().filter(|name| *name != "OrderNum").collect();
        app.patch("7", json!({"_fields": names})).expect(200);
        assert_eq!(app.order("7"), json!({"OrderNum": "7"}));
    }

    fn control_members_are_never_stored(app) {
        let sent = json!({
            "_fields": ["Title"], "_paths": ["not a path"], "Title": "t",
            "Assets": [{"AssetNum": "1", "Delete": true}, {"AssetNum": "2", "Delete": false}],
            "FlexView": [{"ID": "1", "Items": [{"ID": "1", "Delete": true}]}],
            "Credits": [{"ID": "1", "Delete": true}], "FollowupSchedule": {"ID": "1", "Delete": false}
        });
        app.put("1214", sent).expect(201);
        let stored = json!({
            "Title": "t", "Assets": [{"AssetNum": "2"}], "FlexView": [{"ID": "1"}], "FollowupSchedule": {"ID": "1"},
            "OrderNum": "1214"
        });
        assert_eq!(app.order("1214"), stored);
    }

    fn equal_keys_in_a_collection_are_stored_as_sent(app) {
        let twins =
            json!({"Credits": [{"ID": "1", "Amount": 1}, {"ID": "1", "Amount": 2}], "OrderNum": "1214"});
        app.put("1214", twins.clone()).expect(201);
        assert_eq!(app.order("1214"), twins);
    }

    fn a_put_that_changes_nothing_makes_no_version(app) {
        let first = app.put("1214", order_1214(json!({}))).expect(201);
        let again = app.put("1214", order_1214(json!({}))).expect(200);
        assert_eq!(again.tag(), first.tag());
        assert_eq!(app.get("1214").tag(), first.tag());
        assert_eq!(app.put("1214", json!({"Title": "t"})).expect(200).version(), first.version() + 1);
    }
}
