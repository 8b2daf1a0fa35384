//! The seven PATCH examples of the Work Order REST API, on order 1214 as it was and as it becomes.

use serde_json::{Value, json};

use crate::both;
use crate::harness::App;
use crate::harness::sample::{dishwasher, order_1214, rules};

/// Stores `initial`, sends `request` and compares what is there then.
#[track_caller]
fn example(app: &App, initial: Value, request: Value, result: Value) {
    let initial = order_1214(initial);
    app.put("1214", initial.clone()).expect(201);
    assert_eq!(app.order("1214"), initial);
    let answer = app.patch("1214", request).expect(200);
    assert_eq!(answer.json(), json!({"status": 200}));
    assert_eq!(app.order("1214"), order_1214(result));
}

fn customer_view() -> Value {
    json!({"ID": "1001", "Title": "Customer", "Items": [{"Label": "Status", "Value": "Preferred Customer"}]})
}

fn instructions_view() -> Value {
    let items = json!([{"Label": "Parking", "Value": "Parking in the rear"}]);
    json!({"ID": "1002", "Title": "Special Instructions", "Items": items})
}

both! {
    fn example_1_adds_an_asset(app) {
        let initial = json!({"Rules": rules()});
        let request = json!({
            "Assets": [{"AssetNum": "3182", "Desc": "Dishwasher", "IsComponent": false, "Type": "1001"}],
            "OrderNum": "1214"
        });
        let result = json!({"Assets": [dishwasher()], "Rules": rules()});
        example(app, initial, request, result);
    }

    fn example_2_replaces_the_assets(app) {
        let vending_machine =
            json!({"AssetNum": "310067", "Desc": "Vending Machine", "IsComponent": false, "Type": "1001"});
        let initial = json!({"Assets": [dishwasher()], "Rules": rules()});
        let request = json!({"_fields": ["Assets"], "Assets": [vending_machine], "OrderNum": "1214"});
        let result = json!({"Assets": [vending_machine], "Rules": rules()});
        example(app, initial, request, result);
    }

    fn example_3_removes_the_rules(app) {
        let initial = json!({"Rules": rules()});
        let request = json!({"_fields": ["Rules"], "OrderNum": "1214"});
        let result = json!({});
        example(app, initial, request, result);
    }

    fn example_4_empties_the_rules_and_so_removes_them(app) {
        let initial = json!({"Rules": rules()});
        let request = json!({"OrderNum": "1214", "Rules": {}});
        let result = json!({});
        example(app, initial, request, result);
    }

    fn example_5_removes_a_flex_view_by_its_path(app) {
        let initial = json!({"FlexView": [customer_view(), instructions_view()], "Rules": rules()});
        let request = json!({"_paths": ["$.FlexView[?(@.ID=='1001')]"], "OrderNum": "1214"});
        let result = json!({"FlexView": [instructions_view()], "Rules": rules()});
        example(app, initial, request, result);
    }

    fn example_6_removes_a_flex_view_by_its_id(app) {
        let initial = json!({"FlexView": [customer_view(), instructions_view()], "Rules": rules()});
        let request = json!({"FlexView": [{"ID": "1001", "Delete": true}], "OrderNum": "1214"});
        let result = json!({"FlexView": [instructions_view()], "Rules": rules()});
        example(app, initial, request, result);
    }

    fn example_7_adds_a_property_to_a_discount_and_changes_another(app) {
        let initial = json!({
            "Discounts": [{"ID": "1", "Desc": "", "IsApplied": true, "Percentage": 4.0, "ProdTypes": ["1001"]}],
            "Rules": rules()
        });
        let request =
            json!({"OrderNum": "1214", "Discounts": [{"ID": "1", "Fixed": 4.0, "Percentage": 5.2}]});
        let result = json!({
            "Discounts": [{
                "ID": "1", "Desc": "", "Fixed": 4.0, "IsApplied": true, "Percentage": 5.2, "ProdTypes": ["1001"]
            }],
            "Rules": rules()
        });
        example(app, initial, request, result);
    }
}
