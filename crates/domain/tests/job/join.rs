use docket_domain::Faults;
use docket_domain::job::{Found, Number, Patch, Said, Wants, fill, wants};
use docket_domain::json::Object;
use serde_json::{Value, json};

use super::{object, patch, paths};

fn master() -> (Object, Object) {
    let account = json!({"AccountNum": "1029", "Name": "Buckhead Inc.", "TaxExempt": true, "IsActive": true, "FlexForms": []});
    let location = json!({"LocationNum": "1030", "AccountNum": "1029", "Name": "Station", "Integrations": {}, "IsActive": true, "Edited": false, "SigReq": true});
    (object(account), object(location))
}

fn product(number: &str) -> Option<Object> {
    let product = json!({"ProdNum": "9", "Desc": {"de": "Filter", "en": "Strainer"}, "IsBatch": true, "ProdType": "1001", "Mfg": "m"});
    (number == "9").then(|| object(product))
}

/// Writes `after` in place of `before` with the master data above.
fn written(before: Option<Value>, after: Value, language: &str) -> Result<Value, Faults> {
    let before = before.map(object);
    let mut after = object(after);
    let wants = wants(before.as_ref(), &after, Said::All);
    let (account, location) = master();
    let found = Found {
        account: (wants.account.as_deref() == Some("1029")).then_some(&account),
        location: (wants.location == Some((Some("1029".into()), "1030".into()))).then_some(&location),
        products: &product,
        language,
    };
    fill(&mut after, &wants, &found)?;
    Ok(Value::Object(after))
}

#[test]
fn sections_that_hold_only_their_number_are_filled_in() {
    let written =
        written(None, json!({"Account": {"AccountNum": "1029"}, "Location": {"LocationNum": "1030"}}), "en");
    let expected = json!({
        "Account": {"AccountNum": "1029", "Name": "Buckhead Inc.", "TaxExempt": true},
        "Location": {"LocationNum": "1030", "Name": "Station", "SigReq": true}
    });
    assert_eq!(written.unwrap(), expected);
}

#[test]
fn unknown_numbers_are_faults_with_their_path_and_value() {
    let faults =
        written(None, json!({"Account": {"AccountNum": "7"}, "Location": {"LocationNum": "8"}}), "en")
            .unwrap_err();
    assert_eq!(paths(&faults), ["$.Account.AccountNum", "$.Location.LocationNum"]);
    assert_eq!((faults[0].value.as_str(), faults[1].value.as_str()), ("7", "8"));
}

#[test]
fn anything_more_than_the_number_is_an_override_and_stays_as_sent() {
    let order =
        json!({"Account": {"AccountNum": "7", "Name": ""}, "Location": {"Name": "roof"}, "UserName": ""});
    assert_eq!(written(None, order.clone(), "en").unwrap(), order);
    assert!(
        wants(None, &object(json!({"Account": {"AccountNum": ""}, "Location": {}})), Said::All).is_empty()
    );
    assert!(wants(None, &object(json!({"Account": {"Name": "x"}})), Said::All).is_empty());
}

#[test]
fn a_section_that_a_patch_leaves_as_it_was_is_not_joined_again() {
    let stored = json!({"OrderNum": "1214", "Account": {"AccountNum": "7"}, "Items": [{"ProdNum": "9"}]});
    let body = json!({"Title": "t", "Account": {"AccountNum": "7"}});
    let after = patch(&stored, body.clone()).unwrap();
    let said = Patch::compile(&Number::new("1214").unwrap(), object(body)).unwrap();
    assert_eq!(wants(Some(&object(stored)), &object(after), Said::Patch(&said)), Wants::default());
}

#[test]
fn a_section_of_which_a_patch_leaves_only_the_number_is_not_joined() {
    let stored = json!({"OrderNum": "1214", "Account": {"AccountNum": "1029", "Name": "ad hoc"}});
    for body in [json!({"_paths": ["$.Account.Name"]}), json!({"Account": {"Name": {}}})] {
        let after = patch(&stored, body.clone()).unwrap();
        assert_eq!(after["Account"], json!({"AccountNum": "1029"}));
        let said = Patch::compile(&Number::new("1214").unwrap(), object(body)).unwrap();
        assert!(wants(Some(&object(stored.clone())), &object(after), Said::Patch(&said)).is_empty());
    }
}

#[test]
fn another_number_in_a_patch_is_joined() {
    let stored = json!({"OrderNum": "1214", "Account": {"AccountNum": "7", "Name": "old", "Notes": "n"}});
    let after = patch(&stored, json!({"Account": {"AccountNum": "1029"}})).unwrap();
    let expected = json!({"AccountNum": "1029", "Name": "Buckhead Inc.", "TaxExempt": true});
    assert_eq!(written(Some(stored), after, "en").unwrap()["Account"], expected);
}

#[test]
fn a_put_of_only_the_number_is_joined_anew() {
    let before = json!({"Account": {"AccountNum": "1029", "Name": "old"}});
    assert_eq!(
        written(Some(before), json!({"Account": {"AccountNum": "1029"}}), "en").unwrap()["Account"]["Name"],
        "Buckhead Inc."
    );
}

#[test]
fn missing_product_attributes_come_from_the_product_in_the_technician_s_language() {
    let line = json!({"ProdNum": "9", "Qty": 1});
    let order = json!({
        "Items": [line, {"ProdNum": "9", "ProdAttrs": {}}, {"ProdNum": "unknown"}, {"Qty": 1}],
        "OrderedItems": [{"ProdNum": "9", "SupersededParts": [{"ProdNum": "9"}]}]
    });
    assert_eq!(wants(None, &object(order.clone()), Said::All).products, ["9", "unknown"]);
    let all = |desc: &str| json!({"Desc": desc, "IsBatch": true, "IsInvCtrl": false, "IsSerialized": false, "ProdType": "1001"});
    for (language, desc) in [("de", "Filter"), ("en", "Strainer"), ("fr", "Strainer")] {
        let written = written(None, order.clone(), language).unwrap();
        assert_eq!(written["Items"][0]["ProdAttrs"], all(desc));
        assert_eq!(written["Items"][1]["ProdAttrs"], json!({}));
        assert_eq!(written["Items"][2], json!({"ProdNum": "unknown"}));
        assert_eq!(written["OrderedItems"][0]["ProdAttrs"], json!({"Desc": desc}));
        assert_eq!(written["OrderedItems"][0]["SupersededParts"][0]["ProdAttrs"], all(desc));
    }
}
