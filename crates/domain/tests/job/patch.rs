use std::time::{Duration, Instant};

use docket_domain::job::Patch;
use serde_json::{Value, json};

use super::{number, object, patch, paths};

/// What the PATCH makes of a stored order with these properties, both without `OrderNum`.
fn merged(mut stored: Value, body: Value) -> Value {
    stored["OrderNum"] = json!("1214");
    let mut result = object(patch(&stored, body).expect("a good patch"));
    result.shift_remove("OrderNum").expect("the number always stays");
    Value::Object(result)
}

fn refused(body: Value) -> Vec<String> {
    let faults = patch(&json!({"OrderNum": "1214", "Title": "x"}), body).expect_err("a bad patch");
    paths(&faults).into_iter().map(str::to_owned).collect()
}

#[test]
fn every_collection_is_keyed_by_its_own_member_at_every_depth() {
    for (place, key) in [
        ("/FlexView", "ID"),
        ("/Discounts", "ID"),
        ("/Assets", "AssetNum"),
        ("/Items", "ID"),
        ("/TimeConstraints", "ID"),
        ("/Credits", "ID"),
        ("/Notes", "ID"),
        ("/TechNotes", "ID"),
        ("/Warranty", "ID"),
        ("/Tasks", "TaskID"),
        ("/OrderedItems", "ProdNum"),
        ("/IVRMessageOverrides", "code"),
        ("/OrderSubStatusOverrides", "code"),
        ("/ReschedReasons", "code"),
        ("/RejectReasons", "code"),
        ("/Alerts", "AlertID"),
        ("/AlertResponses", "AlertID"),
        ("/Claims", "ClaimNum"),
        ("/Concessions", "ConcessionID"),
        ("/Payments", "ID"),
        ("/Photos", "ID"),
        ("/Videos", "ID"),
        ("/ServiceContracts", "ContractID"),
        ("/FlexFormsDisplayValues", "FlexFormID"),
        ("/Taxes/OrderTypes", "OrderType"),
        ("/ApptSearchRequest/Assets", "AssetNum"),
        ("/ApptSearchRequest/RequiredParts", "ProdNum"),
        ("/ApptSearchRequest/TimeConstraints", "ID"),
    ] {
        let wrap = |rows: Value| {
            place.rsplit('/').filter(|name| !name.is_empty()).fold(rows, |inner, name| json!({name: inner}))
        };
        let stored = wrap(json!([{key: "1", "Kept": 1, "Mine": "a"}, {key: "2"}]));
        let change = wrap(
            json!([{key: "1", "Mine": "b"}, {key: "2", "Delete": true}, {key: "3"}, {key: "4", "Delete": true}]),
        );
        assert_eq!(
            merged(stored, change),
            wrap(json!([{key: "1", "Kept": 1, "Mine": "b"}, {key: "3"}])),
            "{place}"
        );
    }
}

#[test]
fn nested_collections_are_keyed_by_path_and_not_by_name() {
    for (outer, key, inner, inner_key) in [
        ("Tasks", "TaskID", "Notes", "ID"),
        ("Tasks", "TaskID", "FlexView", "ID"),
        ("FlexView", "ID", "Items", "ID"),
        ("Assets", "AssetNum", "FlexView", "ID"),
        ("Items", "ID", "FlexView", "ID"),
        ("OrderedItems", "ProdNum", "SupersededParts", "ProdNum"),
        ("Assets", "AssetNum", "FlexFormsDisplayValues", "FlexFormID"),
    ] {
        let wrap = |rows: Value| json!({outer: [{key: "o", inner: rows}]});
        let stored = wrap(json!([{inner_key: "1", "Kept": 1}, {inner_key: "2"}]));
        let change = wrap(json!([{inner_key: "2", "Delete": true}, {inner_key: "1", "More": 2}]));
        assert_eq!(
            merged(stored, change),
            wrap(json!([{inner_key: "1", "Kept": 1, "More": 2}])),
            "{outer}.{inner}"
        );
    }
}

#[test]
fn a_second_key_counts_where_both_elements_carry_it() {
    let stored = json!({"OrderedItems": [
        {"ProdNum": "7"}, {"ProdNum": "7", "PartOrderNum": "A"}, {"ProdNum": "7", "PartOrderNum": "B"}
    ]});
    let change = json!({"OrderedItems": [
        {"ProdNum": "7", "PartOrderNum": "B", "Qty": 1},
        {"ProdNum": "7", "PartOrderNum": "C", "Qty": 2},
        {"ProdNum": "7", "PartOrderNum": "D", "Qty": 3},
        {"ProdNum": "7", "PartOrderNum": "C", "Urgency": "1"},
        {"ProdNum": "8", "PartOrderNum": "A", "Qty": 4}
    ]});
    let expected = json!({"OrderedItems": [
        {"ProdNum": "7", "PartOrderNum": "C", "Qty": 2, "Urgency": "1"}, {"ProdNum": "7", "PartOrderNum": "A"},
        {"ProdNum": "7", "PartOrderNum": "B", "Qty": 1}, {"ProdNum": "7", "PartOrderNum": "D", "Qty": 3},
        {"ProdNum": "8", "PartOrderNum": "A", "Qty": 4}
    ]});
    assert_eq!(merged(stored, change), expected);
    let stored = json!({"ServiceContracts": [{"ContractID": "1", "AssetNum": "a"}, {"ContractID": "1", "AssetNum": "b"}]});
    let change = json!({"ServiceContracts": [{"ContractID": "1", "AssetNum": "b", "Delete": true}]});
    assert_eq!(merged(stored, change), json!({"ServiceContracts": [{"ContractID": "1", "AssetNum": "a"}]}));
}

#[test]
fn an_element_without_its_key_is_appended() {
    let stored = json!({"FlexView": [{"ID": "1", "Items": [{"Label": "a"}]}]});
    let change = json!({"FlexView": [{"ID": "1", "Items": [{"Label": "a"}]}, {"Title": "t", "Delete": false}, {"ID": ""}]});
    let expected = json!({"FlexView": [{"ID": "1", "Items": [{"Label": "a"}, {"Label": "a"}]}, {"Title": "t"}, {"ID": ""}]});
    assert_eq!(merged(stored, change), expected);
}

#[test]
fn equal_keys_match_the_first_and_apply_in_sequence() {
    let stored = json!({"Credits": [{"ID": "1", "Desc": "a"}, {"ID": "1", "Desc": "b"}]});
    let change = json!({"Credits": [{"ID": "1", "Amount": 1}, {"ID": "1", "Amount": 2}]});
    assert_eq!(
        merged(stored.clone(), change),
        json!({"Credits": [{"ID": "1", "Desc": "a", "Amount": 2}, {"ID": "1", "Desc": "b"}]})
    );
    let change = json!({"Credits": [{"ID": "1", "Delete": true}, {"ID": "1", "Delete": true}, {"ID": "1", "Desc": "c"}]});
    assert_eq!(merged(stored, change), json!({"Credits": [{"ID": "1", "Desc": "c"}]}));
}

#[test]
fn an_empty_array_changes_no_keyed_collection_and_empties_one_of_scalars() {
    let stored = json!({"Assets": [{"AssetNum": "1"}], "HelperTechs": ["a"], "Discounts": [{"ID": "1", "ProdTypes": ["x"]}]});
    let change =
        json!({"Assets": [], "HelperTechs": [], "Tasks": [], "Discounts": [{"ID": "1", "ProdTypes": []}]});
    let expected = json!({"Assets": [{"AssetNum": "1"}], "HelperTechs": [], "Discounts": [{"ID": "1", "ProdTypes": []}]});
    assert_eq!(merged(stored, change), expected);
}

#[test]
fn arrays_without_a_key_are_replaced() {
    let stored = json!({"Signatures": [{"Name": "a"}], "FlexForms": ["1", "2"], "Account": {"Contacts": [{"LastName": "a"}]}});
    let change = json!({"Signatures": [{"Name": "b", "Delete": false}, {"Delete": true}], "FlexForms": ["3"], "Account": {"Contacts": [{"LastName": "b"}]}});
    let expected = json!({"Signatures": [{"Name": "b"}], "FlexForms": ["3"], "Account": {"Contacts": [{"LastName": "b"}]}});
    assert_eq!(merged(stored, change), expected);
}

#[test]
fn a_collection_or_object_that_loses_its_last_goes() {
    let stored = json!({"Credits": [{"ID": "1"}], "Rules": {"Validations": {"AssetModelNumExists": true}}, "FlexAttrs": {"f": {"a": ["1"]}}, "Title": "t"});
    let change = json!({"Credits": [{"ID": "1", "Delete": true}], "Rules": {"Validations": {}}, "FlexAttrs": {"f": {"a": {}}}});
    assert_eq!(merged(stored, change), json!({"Title": "t"}));
}

#[test]
fn an_empty_object_removes_at_every_depth_and_creates_nothing() {
    let stored = json!({"Location": {"Name": "n", "Address": {"City": "c"}}, "Assets": [{"AssetNum": "1", "FlexAttrs": {"f": {"a": []}}}]});
    let change = json!({
        "Location": {"Address": {}}, "Assets": [{"AssetNum": "1", "FlexAttrs": {}}, {}], "Rules": {}, "Invoice": {"Created": {}},
        "Mystery": {"deep": {}}
    });
    assert_eq!(merged(stored, change), json!({"Location": {"Name": "n"}, "Assets": [{"AssetNum": "1"}]}));
}

#[test]
fn the_followup_schedule_is_removed_by_delete_and_never_stores_it() {
    let stored = json!({"FollowupSchedule": {"ID": "1", "Desc": "d"}});
    let change = |delete: bool| json!({"FollowupSchedule": {"Type": "t", "Delete": delete}});
    assert_eq!(merged(stored.clone(), change(true)), json!({}));
    assert_eq!(
        merged(stored, change(false)),
        json!({"FollowupSchedule": {"ID": "1", "Desc": "d", "Type": "t"}})
    );
    assert_eq!(merged(json!({}), change(true)), json!({}));
}

#[test]
fn maps_and_unknown_objects_merge_by_name_and_empty_text_is_a_value() {
    let stored =
        json!({"Extensions": {"ADP #": "1", "b": 2}, "Mystery": {"a": {"b": 1}, "l": [1, 2]}, "Title": "t"});
    let change = json!({"Extensions": {"ADP #": "9"}, "Mystery": {"a": {"c": 2}, "l": [3]}, "Title": ""});
    let expected = json!({"Extensions": {"ADP #": "9", "b": 2}, "Mystery": {"a": {"b": 1, "c": 2}, "l": [3]}, "Title": ""});
    assert_eq!(merged(stored, change), expected);
}

#[test]
fn a_new_element_is_stored_without_its_delete_members() {
    let change = json!({"Assets": [{"AssetNum": "1", "Delete": false, "FlexView": [{"ID": "1", "Delete": true}, {"ID": "2", "Delete": false}]}]});
    assert_eq!(merged(json!({}), change), json!({"Assets": [{"AssetNum": "1", "FlexView": [{"ID": "2"}]}]}));
}

#[test]
fn fields_go_first_then_paths_then_the_merge() {
    let stored = json!({"Assets": [{"AssetNum": "1", "Desc": "old", "Mfg": "m"}], "Title": "t"});
    let change = json!({"_fields": ["Title", "Unknown"], "_paths": ["$.Assets[0].Desc", "$.Title"], "Assets": [{"AssetNum": "1", "Desc": "new"}], "Title": "u"});
    assert_eq!(
        merged(stored, change),
        json!({"Assets": [{"AssetNum": "1", "Mfg": "m", "Desc": "new"}], "Title": "u"})
    );
}

#[test]
fn the_order_number_can_not_be_removed_or_changed() {
    assert_eq!(refused(json!({"_fields": ["Title", "OrderNum"]})), ["$._fields[1]"]);
    for path in [
        "$",
        "$.OrderNum",
        "$['OrderNum']",
        "$.*",
        "$..OrderNum",
        "$[?@=='1214']",
        "$..*",
        r"$['\u004frderNum']",
    ] {
        assert_eq!(refused(json!({"_paths": ["$.Nothing", path]})), ["$._paths[1]"], "{path}");
    }
    for other in [json!("1"), json!(1214), json!({}), json!([]), json!(null)] {
        assert_eq!(refused(json!({"OrderNum": other})), ["$.OrderNum"]);
    }
}

#[test]
fn every_bad_path_and_control_member_is_reported() {
    assert_eq!(
        refused(json!({"_paths": ["FlexView", "$.Title", "$[", 7]})),
        ["$._paths[3]", "$._paths[0]", "$._paths[2]"]
    );
    assert_eq!(refused(json!({"_paths": "$.Title", "_fields": {"0": "Title"}})), ["$._fields", "$._paths"]);
    assert_eq!(
        refused(json!({"_fields": null, "Title": null, "Rules": 1})),
        ["$._fields", "$.Title", "$.Rules"]
    );
    let many: Vec<&str> = (0..1_001).map(|_| "$.Title").collect();
    assert_eq!(refused(json!({"_paths": many})), ["$._paths"]);
}

#[test]
fn empty_control_members_are_fine() {
    assert_eq!(merged(json!({"Title": "t"}), json!({"_fields": [], "_paths": []})), json!({"Title": "t"}));
}

#[test]
fn delete_changes_nothing_where_it_removes_nothing() {
    let stored = json!({"Account": {"AccountNum": "1"}, "Title": "t"});
    assert_eq!(merged(stored.clone(), json!({"Delete": true, "Account": {"Delete": true}})), stored);
    assert_eq!(merged(json!({"Title": "t"}), json!({"Account": {"Delete": true}})), json!({"Title": "t"}));
}

#[test]
fn another_account_or_location_replaces_the_section() {
    let stored =
        json!({"Account": {"AccountNum": "1", "Name": "a"}, "Location": {"LocationNum": "5", "Name": "l"}});
    let change = json!({"Account": {"AccountNum": "2", "Notes": "n"}, "AccountLoc": {"LocNum": "6"}});
    assert_eq!(
        merged(stored.clone(), change),
        json!({"Account": {"AccountNum": "2", "Notes": "n"}, "Location": {"LocationNum": "6"}})
    );
    let change = json!({"Account": {"AccountNum": "1", "Notes": "n"}, "Location": {"Email": "e"}});
    let expected = json!({"Account": {"AccountNum": "1", "Name": "a", "Notes": "n"}, "Location": {"LocationNum": "5", "Name": "l", "Email": "e"}});
    assert_eq!(merged(stored.clone(), change), expected);
    assert_eq!(merged(stored.clone(), json!({"Account": {"AccountNum": "1"}})), stored);
}

#[test]
fn a_patch_tells_what_it_touches() {
    let body = json!({"_fields": ["Rules", "AccountLoc"], "_paths": ["$.Items[0]", "$['Notes']"], "Account": {"AccountNum": "1"}});
    let patch = Patch::compile(&number(), object(body)).unwrap();
    for property in ["Rules", "Location", "Items", "Notes", "Account"] {
        assert!(patch.touches(property), "{property}");
    }
    assert!(!patch.touches("Title"));
    assert_eq!(patch.section("Account"), Some(&json!({"AccountNum": "1"})));
    assert_eq!(patch.section("Rules"), None);
    for path in ["$..a", "$.*.a", "$[?@.a]", r"$['\u0054itle']"] {
        assert!(
            Patch::compile(&number(), object(json!({"_paths": [path]}))).unwrap().touches("Title"),
            "{path}"
        );
    }
}

/// How long it takes to make and to remove so many rows and members.
fn time_of(count: u32) -> Duration {
    let rows = |delete: Value| -> Value {
        let row =
            |n: u32| json!({"ProdNum": (n % 7).to_string(), "PartOrderNum": n.to_string(), "Delete": delete});
        (0..count).map(row).collect::<Vec<_>>().into()
    };
    let start = Instant::now();
    let stored = merged(json!({}), json!({"OrderedItems": rows(json!(false))}));
    let names: Vec<String> = (0..count).map(|n| format!("X{n}")).collect();
    let wide = names.iter().map(|name| (name.clone(), json!({"a": 1}))).collect::<serde_json::Map<_, _>>();
    let empty = names.iter().map(|name| (name.clone(), json!({}))).collect::<serde_json::Map<_, _>>();
    assert_eq!(merged(stored, json!({"OrderedItems": rows(json!(true))})), json!({}));
    assert_eq!(merged(Value::Object(wide.clone()), Value::Object(empty)), json!({}));
    assert_eq!(merged(Value::Object(wide), json!({"_fields": names})), json!({}));
    start.elapsed()
}

#[test]
fn a_patch_takes_time_by_the_length_of_a_collection_not_by_its_square() {
    let (few, many) = (time_of(1_000), time_of(30_000));
    assert!(many < few * 200, "{few:?} for 1 000, {many:?} for 30 000");
}
