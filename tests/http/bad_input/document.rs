//! JSON that is no work order.

use serde_json::{Value, json};

use super::Untouched;
use crate::both;

both! {
    fn a_name_or_number_too_long_for_an_index_is_refused(app) {
        let order = Untouched::new(app);
        let long = "x7".repeat(2_000);
        order.refuses_at(&json!({"OrderStatus": long}), "$.OrderStatus");
        order.refuses_at(&json!({"UserName": long}), "$.UserName");
        order.refuses_at(&json!({"Account": {"AccountNum": long, "Name": "n"}}), "$.Account.AccountNum");
    }

    fn a_wrong_container_is_refused_at_any_depth(app) {
        let order = Untouched::new(app);
        for (body, path) in [
            (json!({"Assets": {"AssetNum": "1"}}), "$.Assets"),
            (json!({"Assets": "1"}), "$.Assets"),
            (json!({"Assets": [{"AssetNum": "1"}, "2"]}), "$.Assets[1]"),
            (json!({"Assets": [[]]}), "$.Assets[0]"),
            (json!({"Rules": []}), "$.Rules"),
            (json!({"Rules": true}), "$.Rules"),
            (json!({"Rules": {"Validations": []}}), "$.Rules.Validations"),
            (json!({"Account": "1029"}), "$.Account"),
            (json!({"Account": {"Contacts": {"LastName": "x"}}}), "$.Account.Contacts"),
            (json!({"Location": {"Address": "street"}}), "$.Location.Address"),
            (json!({"Location": {"Contacts": [{"Phones": "1"}]}}), "$.Location.Contacts[0].Phones"),
            (json!({"FlexView": [{"ID": "1", "Items": {"Label": "x"}}]}), "$.FlexView[0].Items"),
            (json!({"Tasks": [{"TaskID": "1", "Notes": [{"ID": "1"}, 2]}]}), "$.Tasks[0].Notes[1]"),
            (json!({"FlexAttrs": {"f": []}}), "$.FlexAttrs.f"),
            (json!({"Extensions": 1}), "$.Extensions"),
            (json!({"Title": ["t"]}), "$.Title"),
            (json!({"Title": {"en": "t"}}), "$.Title"),
            (json!({"HelperTechs": "ann"}), "$.HelperTechs"),
            (json!({"FollowupSchedule": [{"ID": "1"}]}), "$.FollowupSchedule"),
            (json!({"UserName": 7}), "$.UserName"),
        ] {
            order.refuses_at(&body, path);
        }
    }

    fn null_is_refused_at_any_depth(app) {
        let order = Untouched::new(app);
        for (body, path) in [
            (json!({"Title": null}), "$.Title"),
            (json!({"Rules": null}), "$.Rules"),
            (json!({"Rules": {"IsOps": null}}), "$.Rules.IsOps"),
            (json!({"Assets": [null]}), "$.Assets[0]"),
            (json!({"Assets": [{"AssetNum": "1", "Desc": null}]}), "$.Assets[0].Desc"),
            (json!({"Mystery": [[{"a": null}]]}), "$.Mystery[0][0].a"),
            (json!({"OrderNum": null}), "$.OrderNum"),
        ] {
            order.refuses_at(&body, path);
        }
    }

    fn all_that_is_wrong_is_said_at_once(app) {
        let order = Untouched::new(app);
        let body = json!({"Rules": 1, "Assets": [{"FlexView": 1}], "Title": null, "OrderNum": "7"});
        for answer in order.refuses(body.to_string(), 400) {
            for path in ["$.Rules", "$.Assets[0].FlexView", "$.Title"] {
                assert!(answer.paths().iter().any(|named| named == path), "{path}: {}", answer.text());
            }
        }
        let endless: Vec<Value> = (0..5_000).map(|_| Value::Null).collect();
        for answer in order.refuses(json!({"Assets": endless}).to_string(), 400) {
            assert!((1..=100).contains(&answer.paths().len()));
        }
    }

    fn a_fault_tells_name_reason_path_and_value(app) {
        let order = Untouched::new(app);
        let answer = order.refuses_by("PUT", json!({"Assets": [{"FlexView": "no"}]}).to_string(), 400);
        let faults = answer.json()["invalidParams"].clone();
        let fault = faults[0].as_object().expect("a fault").clone();
        assert_eq!(faults.as_array().map(Vec::len), Some(1));
        assert_eq!(fault["path"], "$.Assets[0].FlexView");
        assert_eq!((&fault["name"], &fault["value"]), (&json!("FlexView"), &json!("no")));
        assert_eq!(fault["reason"], "must be an array");
        let long = order.refuses_by("PUT", json!({"Assets": "x".repeat(100_000)}).to_string(), 400);
        assert!(long.body.len() < 5_000, "a huge value is not sent back");
    }

    fn names_as_long_as_the_body_are_shortened_in_faults(app) {
        let order = Untouched::new(app);
        let name = "n".repeat(1 << 20);
        for body in [
            json!({name.clone(): vec![Value::Null; 100]}),
            json!({"Extensions": {name.clone(): {name.clone(): null}}}),
            json!({"Account": {format!("{name} '"): vec![Value::Null; 100]}}),
        ] {
            for answer in order.refuses(body.to_string(), 400) {
                assert!(answer.body.len() < 200_000, "{} bytes", answer.body.len());
                assert!(answer.paths()[0].contains("nnn…"), "{}", answer.text());
            }
            let account = app.ask("PUT", "/seiapi/v3/trans/Account/1").json(body);
            let answer = account.send().expect(400).standard();
            assert!(answer.body.len() < 200_000, "{} bytes", answer.body.len());
        }
        for answer in order.refuses(json!({"OrderNum": name}).to_string(), 400) {
            assert!(answer.body.len() < 5_000, "{} bytes", answer.body.len());
        }
        let endless = json!({"_fields": vec![0; 1_000_000], "_paths": vec![0; 1_000_000]});
        assert_eq!(order.refuses_by("PATCH", endless.to_string(), 400).paths().len(), 100);
        let twice = format!(r#"{{"{name}": {{"a": 1, "a": 2}}}}"#);
        for answer in order.refuses(twice, 400) {
            assert!(answer.body.len() < 5_000, "{} bytes", answer.body.len());
        }
    }

    fn another_order_number_is_refused(app) {
        let order = Untouched::new(app);
        for other in [json!("1215"), json!(1214), json!(""), json!("1214 "), json!([]), json!({"a": 1})] {
            order.refuses_at(&json!({"OrderNum": other, "Title": "t"}), "$.OrderNum");
        }
    }
}
