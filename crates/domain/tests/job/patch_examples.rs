//! The seven PATCH examples that come with the Work Order REST API, all on order 1214.

use serde_json::{Value, json};

use super::patch;

/// The order of the examples with these properties besides.
fn order(more: Value) -> Value {
    let mut order = json!({
        "Account": {"AccountNum": "1029", "AccountType": "1001", "Name": "Buckhead Inc."},
        "Location": {
            "Address": {
                "AddrLine1": "1 Buckhead Loop Northeast", "City": "Atlanta", "Country": "United States",
                "Region": "Georgia", "Zip": "30326"
            },
            "LanguageID": "en", "LocationNum": "1030", "Name": "Buckhead Station", "SigReq": false,
            "WorkCenter": "Default"
        },
        "DispatchUTC": "2016-02-19T20:44:15.498Z",
        "DispatchStatus": 3,
        "OrderDate": "2016-02-19T20:44:15.498Z",
        "OrderNum": "1214",
        "OrderStatus": "1",
        "OrderType": "1001",
        "Priority": "1003"
    });
    order.as_object_mut().expect("an object").extend(super::object(more));
    order
}

fn rules() -> Value {
    json!({
        "CanEditAsset": false, "CanEditDiscounts": false, "CanSetChargeable": false, "CanSetPrice": false,
        "InWarranty": false, "IsOps": false, "StackDiscounts": false
    })
}

fn dishwasher() -> Value {
    json!({"AssetNum": "3182", "Desc": "Dishwasher", "IsComponent": false, "Type": "1001"})
}

fn two_flex_views() -> Value {
    json!([customer_view(), parking_view()])
}

fn customer_view() -> Value {
    json!({"ID": "1001", "Title": "Customer", "Items": [{"Label": "Status", "Value": "Preferred Customer"}]})
}

fn parking_view() -> Value {
    let items = json!([{"Label": "Parking", "Value": "Parking in the rear"}]);
    json!({"ID": "1002", "Title": "Special Instructions", "Items": items})
}

fn assert_patch(stored: Value, body: Value, expected: Value) {
    let stored = order(stored);
    let patched = patch(&stored, body).expect("a good patch");
    assert_eq!(patched, order(expected));
    let (before, mut doc) = (super::object(stored), super::object(patched));
    let undo = docket_domain::job::undo(&before, &doc);
    docket_domain::job::go_back(&mut doc, &undo);
    assert_eq!(doc, before);
}

#[test]
fn example_1_adds_an_asset() {
    assert_patch(
        json!({"Rules": rules()}),
        json!({"Assets": [dishwasher()], "OrderNum": "1214"}),
        json!({"Rules": rules(), "Assets": [dishwasher()]}),
    );
}

#[test]
fn example_2_replaces_the_assets() {
    let vending_machine =
        json!({"AssetNum": "310067", "Desc": "Vending Machine", "IsComponent": false, "Type": "1001"});
    assert_patch(
        json!({"Assets": [dishwasher()], "Rules": rules()}),
        json!({"_fields": ["Assets"], "Assets": [vending_machine], "OrderNum": "1214"}),
        json!({"Assets": [vending_machine], "Rules": rules()}),
    );
}

#[test]
fn example_3_removes_the_rules() {
    assert_patch(json!({"Rules": rules()}), json!({"_fields": ["Rules"], "OrderNum": "1214"}), json!({}));
}

#[test]
fn example_4_empties_the_rules_and_so_removes_them() {
    assert_patch(json!({"Rules": rules()}), json!({"OrderNum": "1214", "Rules": {}}), json!({}));
}

#[test]
fn example_5_removes_a_flex_view_by_its_path() {
    assert_patch(
        json!({"FlexView": two_flex_views(), "Rules": rules()}),
        json!({"_paths": ["$.FlexView[?(@.ID=='1001')]"], "OrderNum": "1214"}),
        json!({"FlexView": [parking_view()], "Rules": rules()}),
    );
}

#[test]
fn example_6_removes_a_flex_view_by_its_id() {
    assert_patch(
        json!({"FlexView": two_flex_views(), "Rules": rules()}),
        json!({"FlexView": [{"ID": "1001", "Delete": true}], "OrderNum": "1214"}),
        json!({"FlexView": [parking_view()], "Rules": rules()}),
    );
}

#[test]
fn example_7_adds_a_property_to_a_discount_and_changes_another() {
    let stored = json!({"ID": "1", "Desc": "", "IsApplied": true, "Percentage": 4.0, "ProdTypes": ["1001"]});
    let expected = json!({
        "ID": "1", "Desc": "", "Fixed": 4.0, "IsApplied": true, "Percentage": 5.2, "ProdTypes": ["1001"]
    });
    assert_patch(
        json!({"Discounts": [stored], "Rules": rules()}),
        json!({"OrderNum": "1214", "Discounts": [{"ID": "1", "Fixed": 4.0, "Percentage": 5.2}]}),
        json!({"Discounts": [expected], "Rules": rules()}),
    );
}
