//! The work order of the published examples.

use serde_json::{Value, json};

/// Order 1214 with these properties besides.
pub fn order_1214(more: Value) -> Value {
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
    let (Some(order_members), Value::Object(more)) = (order.as_object_mut(), more) else {
        panic!("more properties come as an object")
    };
    order_members.extend(more);
    order
}

/// The rules of order 1214.
pub fn rules() -> Value {
    json!({
        "CanEditAsset": false, "CanEditDiscounts": false, "CanSetChargeable": false, "CanSetPrice": false,
        "InWarranty": false, "IsOps": false, "StackDiscounts": false
    })
}

/// Its dishwasher.
pub fn dishwasher() -> Value {
    json!({"AssetNum": "3182", "Desc": "Dishwasher", "IsComponent": false, "Type": "1001"})
}
