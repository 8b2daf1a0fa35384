use serde_json::json;

use super::{paths, put};

#[test]
fn a_document_without_its_number_takes_it_from_the_url() {
    assert_eq!(put(json!({"Title": "x"})).unwrap(), json!({"Title": "x", "OrderNum": "1214"}));
}

#[test]
fn another_number_than_the_url_s_is_refused_and_both_are_named() {
    let faults = put(json!({"OrderNum": "150306.31"})).unwrap_err();
    assert_eq!(paths(&faults), ["$.OrderNum"]);
    assert!(faults[0].reason.contains("150306.31") && faults[0].reason.contains("1214"));
    assert_eq!(faults[0].value, "150306.31");
    assert_eq!(paths(&put(json!({"OrderNum": ""})).unwrap_err()), ["$.OrderNum"]);
    assert_eq!(paths(&put(json!({"OrderNum": 1214})).unwrap_err()), ["$.OrderNum"]);
}

#[test]
fn control_members_and_deleted_elements_are_not_stored() {
    let stored = put(json!({
        "_fields": ["Title", null], "_paths": 7, "OrderNum": "1214",
        "FlexView": [
            {"ID": "1", "Delete": true},
            {"ID": "2", "Delete": false, "Items": [{"ID": "a", "Delete": true}, {"ID": "b", "Delete": ""}]}
        ],
        "Credits": [{"ID": "1", "Delete": true}],
        "FollowupSchedule": {"ID": "1", "Delete": false},
        "Tasks": [{"TaskID": "1", "Notes": [{"ID": "1", "Delete": true}]}],
        "Notes": [], "Rules": {}
    }));
    let expected = json!({
        "OrderNum": "1214", "FlexView": [{"ID": "2", "Items": [{"ID": "b"}]}], "FollowupSchedule": {"ID": "1"},
        "Tasks": [{"TaskID": "1"}], "Notes": [], "Rules": {}
    });
    assert_eq!(stored.unwrap(), expected);
}

#[test]
fn delete_is_not_stored_where_it_removes_nothing_but_is_a_name_where_names_are_open() {
    let stored = put(json!({
        "OrderNum": "1214", "Delete": true, "Account": {"AccountNum": "1", "Delete": true},
        "Extensions": {"Delete": "x"}, "OurOwn": {"Delete": true}
    }));
    let expected = json!({
        "OrderNum": "1214", "Account": {"AccountNum": "1"}, "Extensions": {"Delete": "x"}, "OurOwn": {"Delete": true}
    });
    assert_eq!(stored.unwrap(), expected);
}

#[test]
fn the_order_of_the_properties_stays() {
    let stored =
        put(json!({"Title": "x", "OrderNum": "1214", "AccountLoc": {"Name": "n", "LocNum": "1"}, "A": 1}));
    let text = r#"{"Title":"x","OrderNum":"1214","Location":{"Name":"n","LocationNum":"1"},"A":1}"#;
    assert_eq!(stored.unwrap().to_string(), text);
}

#[test]
fn both_names_of_the_location_at_once_are_refused() {
    let faults = put(json!({"AccountLoc": {}, "Location": {}})).unwrap_err();
    assert_eq!(paths(&faults), ["$.AccountLoc"]);
    let faults = put(json!({"Location": {"LocNum": "1", "LocationNum": "1"}})).unwrap_err();
    assert_eq!(paths(&faults), ["$.Location.LocNum"]);
}

#[test]
fn a_third_name_of_the_location_number_is_an_unknown_property() {
    let body = json!({"OrderNum": "1214", "Location": {"LocNumber": "1"}});
    assert_eq!(put(body.clone()).unwrap(), body);
}

#[test]
fn null_is_refused_everywhere() {
    let faults = put(json!({
        "Title": null, "Rules": {"IsOps": null}, "Assets": [{"AssetNum": null}, null],
        "Extensions": {"ADP #": null}, "Mystery": {"a": [1, {"b": null}]}
    }))
    .unwrap_err();
    let expected = [
        "$.Title",
        "$.Rules.IsOps",
        "$.Assets[0].AssetNum",
        "$.Assets[1]",
        "$.Extensions['ADP #']",
        "$.Mystery.a[1].b",
    ];
    assert_eq!(paths(&faults), expected);
}

#[test]
fn a_wrong_container_is_refused_with_its_path_at_every_depth() {
    for (body, path) in [
        (json!({"Assets": {}}), "$.Assets"),
        (json!({"Assets": "x"}), "$.Assets"),
        (json!({"Assets": ["x"]}), "$.Assets[0]"),
        (json!({"Assets": [{"FlexView": [{"Items": {}}]}]}), "$.Assets[0].FlexView[0].Items"),
        (json!({"Assets": [{"Location": {"Address": {}}}]}), "$.Assets[0].Location"),
        (json!({"Rules": []}), "$.Rules"),
        (json!({"Rules": {"Validations": true}}), "$.Rules.Validations"),
        (json!({"Location": {"Address": {"City": ["x"]}}}), "$.Location.Address.City"),
        (json!({"Location": {"Notes": [{"ID": "1"}]}}), "$.Location.Notes"),
        (json!({"Notes": "x"}), "$.Notes"),
        (json!({"Tasks": [{"TaskID": "1"}, {"Notes": "x"}]}), "$.Tasks[1].Notes"),
        (json!({"FlexAttrs": {"f": {"a": "x"}}}), "$.FlexAttrs.f.a"),
        (json!({"FlexAttrs": {"f": {"a": [[1]]}}}), "$.FlexAttrs.f.a[0]"),
        (json!({"FlexForms": [{}]}), "$.FlexForms[0]"),
        (json!({"Extensions": "x"}), "$.Extensions"),
        (json!({"MaxDiscounts": {"1001": 5}}), "$.MaxDiscounts['1001']"),
        (
            json!({"Taxes": {"OrderTypes": [{"ProdTypes": {"1001": {}}}]}}),
            "$.Taxes.OrderTypes[0].ProdTypes['1001']",
        ),
        (
            json!({"ApptSearchRequest": {"RequiredParts": [{"SupersededParts": {}}]}}),
            "$.ApptSearchRequest.RequiredParts[0].SupersededParts",
        ),
        (json!({"Surveys": {}}), "$.Surveys"),
        (json!({"HelperTechs": [7]}), "$.HelperTechs[0]"),
        (json!({"FlexView": [{"Delete": {}}]}), "$.FlexView[0].Delete"),
    ] {
        assert_eq!(paths(&put(body.clone()).expect_err(path)), [path], "{body}");
    }
}

#[test]
fn what_decides_dispatch_must_be_text_and_dates_must_be_times() {
    for name in
        ["UserName", "PlannedStartDate", "PlannedEndDate", "PrimaryUserName", "OrderStatus", "OrderType"]
    {
        let faults = put(json!({name: 7})).unwrap_err();
        assert_eq!((faults[0].name.as_str(), faults[0].value.as_str()), (name, "7"));
    }
    for time in ["2014-12-15", "tomorrow", "2014-12-15T10:00:00", "2014-13-15T10:00:00Z", " "] {
        assert_eq!(paths(&put(json!({"PlannedStartDate": time})).expect_err(time)), ["$.PlannedStartDate"]);
    }
    for time in ["", "2014-12-15T10:00:00Z", "2014-12-15T10:00:00.123Z", "2014-12-15T10:00:00+02:00"] {
        assert!(put(json!({"PlannedEndDate": time})).is_ok(), "{time}");
    }
}

#[test]
fn documented_looseness_of_types_and_unknown_properties_are_kept() {
    let body = json!({
        "OrderNum": "1214", "Account": {"AccountNum": 1029, "TaxExempt": "", "Vip": {"Since": [2001]}},
        "Claims": [{"Amount": "12"}], "HardStop": true, "DispatchStatus": "3", "Deleted": 0,
        "Rules": {"StackDiscounts": false, "CombineDiscounts": true},
        "Extensions": {"ADP #": {"Delete": true, "deep": [[]]}}, "Mystery": {"Delete": true, "_fields": []},
        "RepairLocation": {"Address": {"Lat": "1", "Lon": 2.50}}, "Location": {"Address": {"Lat": "1"}},
        "Credits": [{"ID": "1"}, {"ID": "1"}], "Alerts": [{"ServiceCodes": [["a"], []]}]
    });
    assert_eq!(put(body.clone()).unwrap(), body);
}

#[test]
fn a_body_with_endless_faults_names_a_hundred() {
    let rows: Vec<_> = (0..5_000).map(|_| serde_json::Value::Null).collect();
    assert_eq!(put(json!({"Assets": rows})).unwrap_err().len(), 100);
}
