//! PATCH: what it removes, what it merges, and in which order.

use serde_json::{Value, json};

use crate::both;
use crate::harness::App;
use crate::harness::sample::{order_1214, rules};

/// Stores an order with these properties, patches it and gives what is stored then, without its number.
#[track_caller]
fn patched(app: &App, stored: &Value, patch: Value) -> Value {
    app.put("1", stored.clone());
    app.patch("1", patch).expect(200);
    let mut result = app.order("1");
    assert_eq!(result["OrderNum"], "1");
    result.as_object_mut().expect("an object").shift_remove("OrderNum");
    result
}

/// `rows` as the collection at this place of the document.
fn at(place: &str, rows: Value) -> Value {
    place.rsplit('.').fold(rows, |inner, name| json!({name: inner}))
}

/// The collections of a document and the member that tells their elements apart.
const KEYS: &[(&str, &str)] = &[
    ("FlexView", "ID"),
    ("Discounts", "ID"),
    ("Assets", "AssetNum"),
    ("Items", "ID"),
    ("TimeConstraints", "ID"),
    ("Credits", "ID"),
    ("Notes", "ID"),
    ("TechNotes", "ID"),
    ("Warranty", "ID"),
    ("Tasks", "TaskID"),
    ("OrderedItems", "ProdNum"),
    ("IVRMessageOverrides", "code"),
    ("OrderSubStatusOverrides", "code"),
    ("ReschedReasons", "code"),
    ("RejectReasons", "code"),
    ("Alerts", "AlertID"),
    ("AlertResponses", "AlertID"),
    ("Claims", "ClaimNum"),
    ("Concessions", "ConcessionID"),
    ("Payments", "ID"),
    ("Photos", "ID"),
    ("Videos", "ID"),
    ("ServiceContracts", "ContractID"),
    ("FlexFormsDisplayValues", "FlexFormID"),
    ("Taxes.OrderTypes", "OrderType"),
    ("ApptSearchRequest.Assets", "AssetNum"),
    ("ApptSearchRequest.RequiredParts", "ProdNum"),
    ("ApptSearchRequest.TimeConstraints", "ID"),
];

/// Collections inside the elements of others: the outer one with its key, the inner one with its.
const INNER: &[(&str, &str, &str, &str)] = &[
    ("FlexView", "ID", "Items", "ID"),
    ("Assets", "AssetNum", "FlexView", "ID"),
    ("Assets", "AssetNum", "FlexFormsDisplayValues", "FlexFormID"),
    ("Tasks", "TaskID", "FlexView", "ID"),
    ("Tasks", "TaskID", "FlexFormsDisplayValues", "FlexFormID"),
    ("Tasks", "TaskID", "Notes", "ID"),
    ("Items", "ID", "FlexView", "ID"),
    ("OrderedItems", "ProdNum", "SupersededParts", "ProdNum"),
    ("ApptSearchRequest.Assets", "AssetNum", "FlexView", "ID"),
    ("ApptSearchRequest.RequiredParts", "ProdNum", "SupersededParts", "ProdNum"),
];

/// Collections whose elements nothing tells apart.
const KEYLESS: &[&str] = &[
    "Signatures",
    "UnableToCollect",
    "Account.Addresses",
    "Account.Contacts",
    "Location.Contacts",
    "ApptSearchRequest.Location.Contacts",
];

both! {
    fn a_patch_leaves_alone_what_it_does_not_name(app) {
        app.put("1214", order_1214(json!({"Rules": rules()}))).expect(201);
        app.patch("1214", json!({"Rules": {"IsOps": true}, "Remarks": "r"})).expect(200);
        let mut rules = rules();
        rules["IsOps"] = json!(true);
        assert_eq!(app.order("1214"), order_1214(json!({"Rules": rules, "Remarks": "r"})));
    }

    fn a_patch_of_a_missing_order_is_404_and_creates_nothing(app) {
        app.patch("1214", json!({"Title": "t"})).expect(404).standard();
        app.get("1214").expect(404);
    }

    fn a_patch_of_nothing_but_its_number_changes_nothing(app) {
        let before = app.put("1214", order_1214(json!({}))).expect(201);
        for nothing in [
            json!({"OrderNum": "1214"}),
            json!({}),
            json!({"_fields": [], "_paths": []}),
            json!({"Priority": "1003"}),
        ] {
            assert_eq!(app.patch("1214", nothing).expect(200).tag(), before.tag());
        }
        assert_eq!(app.order("1214"), order_1214(json!({})));
    }

    fn every_collection_is_told_apart_by_its_own_key(app) {
        for (place, key) in KEYS {
            let stored = at(place, json!([{*key: "1", "Kept": 1, "Mine": "a"}, {*key: "2"}]));
            let patch = at(
                place,
                json!([
                    {*key: "1", "Mine": "b"}, {*key: "2", "Delete": true}, {*key: "3"}, {*key: "4", "Delete": true}
                ]),
            );
            let result = at(place, json!([{*key: "1", "Kept": 1, "Mine": "b"}, {*key: "3"}]));
            assert_eq!(patched(app, &stored, patch), result, "{place}");
        }
    }

    fn collections_inside_elements_are_told_apart_by_their_own_key_too(app) {
        for (place, outer, name, key) in INNER {
            let rows = |inner: Value| at(place, json!([{*outer: "1", *name: inner}]));
            let stored = rows(json!([{*key: "1", "Kept": 1, "Mine": "a"}, {*key: "2"}]));
            let patch = rows(json!([{*key: "1", "Mine": "b"}, {*key: "2", "Delete": true}, {*key: "3"}]));
            let result = rows(json!([{*key: "1", "Kept": 1, "Mine": "b"}, {*key: "3"}]));
            assert_eq!(patched(app, &stored, patch), result, "{place}[].{name}");
        }
    }

    fn collections_without_a_key_are_replaced_wherever_they_stand(app) {
        for place in KEYLESS {
            let stored = at(place, json!([{"Name": "a", "Kept": 1}, {"Name": "b"}]));
            let patch = at(place, json!([{"Name": "a"}, {"Name": "c", "Delete": true}]));
            assert_eq!(patched(app, &stored, patch), at(place, json!([{"Name": "a"}])), "{place}");
        }
        let item = |reasons: Value| json!({"Items": [{"ID": "1", "DispositionReasons": reasons}]});
        let stored = item(json!([{"ReasonCode": "1", "Qty": 1}, {"ReasonCode": "2"}]));
        let result = item(json!([{"ReasonCode": "1"}]));
        assert_eq!(patched(app, &stored, result.clone()), result);
    }

    fn the_same_name_means_different_things_at_different_places(app) {
        let stored = json!({
            "Items": [{"ID": "1", "ProdNum": "A", "AssetNum": "9"}, {"ID": "2", "ProdNum": "A", "AssetNum": "9"}],
            "FlexView": [{"ID": "1", "Items": [{"ID": "1", "Value": "a"}, {"ID": "2", "Value": "b"}]}],
            "Assets": [{"AssetNum": "1", "SerialNum": "s", "Location": "roof"}],
            "Location": {"LocationNum": "5", "Name": "n", "Notes": "text"}, "Notes": [{"ID": "1", "Text": "t"}]
        });
        let patch = json!({
            "Items": [{"ID": "2", "Qty": 3}],
            "FlexView": [{"ID": "1", "Items": [{"ID": "2", "Value": "c"}]}],
            "Assets": [{"AssetNum": "1", "Location": "cellar"}],
            "Location": {"Notes": "other"}, "Notes": [{"ID": "1", "Author": "x"}]
        });
        assert_eq!(
            patched(app, &stored, patch),
            json!({
                "Items": [{"ID": "1", "ProdNum": "A", "AssetNum": "9"}, {"ID": "2", "ProdNum": "A", "AssetNum": "9", "Qty": 3}],
                "FlexView": [{"ID": "1", "Items": [{"ID": "1", "Value": "a"}, {"ID": "2", "Value": "c"}]}],
                "Assets": [{"AssetNum": "1", "SerialNum": "s", "Location": "cellar"}],
                "Location": {"LocationNum": "5", "Name": "n", "Notes": "other"}, "Notes": [{"ID": "1", "Text": "t", "Author": "x"}]
            })
        );
    }

    fn a_part_order_tells_ordered_items_apart_where_both_name_one(app) {
        let stored = json!({"OrderedItems": [{"ProdNum": "7", "PartOrderNum": "A"}, {"ProdNum": "7", "PartOrderNum": "B"}]});
        let patch = json!({"OrderedItems": [{"ProdNum": "7", "PartOrderNum": "B", "Qty": 1}, {"ProdNum": "7", "PartOrderNum": "C"}]});
        assert_eq!(
            patched(app, &stored, patch),
            json!({"OrderedItems": [
                {"ProdNum": "7", "PartOrderNum": "A"}, {"ProdNum": "7", "PartOrderNum": "B", "Qty": 1}, {"ProdNum": "7", "PartOrderNum": "C"}
            ]})
        );
    }

    fn an_element_without_its_key_is_appended(app) {
        let stored = json!({"FlexView": [{"ID": "1", "Items": [{"Label": "a"}]}]});
        let patch = json!({"FlexView": [{"ID": "1", "Items": [{"Label": "a"}]}, {"Title": "t"}]});
        let result =
            json!({"FlexView": [{"ID": "1", "Items": [{"Label": "a"}, {"Label": "a"}]}, {"Title": "t"}]});
        assert_eq!(patched(app, &stored, patch), result);
    }

    fn equal_keys_mean_the_first_and_apply_in_sequence(app) {
        let stored = json!({"Credits": [{"ID": "1", "Desc": "a"}, {"ID": "1", "Desc": "b"}]});
        let patch = json!({"Credits": [{"ID": "1", "Amount": 1}, {"ID": "1", "Amount": 2}]});
        let result = json!({"Credits": [{"ID": "1", "Desc": "a", "Amount": 2}, {"ID": "1", "Desc": "b"}]});
        assert_eq!(patched(app, &stored, patch), result);
    }

    fn arrays_of_single_values_or_without_a_key_are_replaced(app) {
        let stored = json!({"FlexForms": ["1", "2"], "Signatures": [{"Name": "a"}], "HelperTechs": ["x"]});
        let patch = json!({"FlexForms": ["3"], "Signatures": [{"Name": "b"}], "HelperTechs": []});
        assert_eq!(
            patched(app, &stored, patch),
            json!({"FlexForms": ["3"], "Signatures": [{"Name": "b"}], "HelperTechs": []})
        );
    }

    fn an_empty_array_changes_no_keyed_collection(app) {
        let stored = json!({"Assets": [{"AssetNum": "1"}]});
        assert_eq!(patched(app, &stored, json!({"Assets": []})), stored);
    }

    fn an_empty_object_removes_at_every_depth(app) {
        let stored = json!({
            "Location": {"Name": "n", "Address": {"City": "c"}}, "Title": "t",
            "Assets": [{"AssetNum": "1", "FlexAttrs": {"f": {"a": []}}}], "Credits": [{"ID": "1"}]
        });
        let patch = json!({
            "Location": {"Address": {}}, "Assets": [{"AssetNum": "1", "FlexAttrs": {}}], "Rules": {}, "Title": {}, "Credits": {}
        });
        assert_eq!(
            patched(app, &stored, patch),
            json!({"Location": {"Name": "n"}, "Assets": [{"AssetNum": "1"}]})
        );
    }

    fn what_a_removal_leaves_empty_goes_too(app) {
        let stored = json!({"Credits": [{"ID": "1"}], "Rules": {"Validations": {"AssetModelNumExists": true}}, "Title": "t"});
        let patch = json!({"Credits": [{"ID": "1", "Delete": true}], "_paths": ["$.Rules.Validations.AssetModelNumExists"]});
        assert_eq!(patched(app, &stored, patch), json!({"Title": "t"}));
    }

    fn fields_go_first_then_paths_then_the_merge(app) {
        let stored = json!({"Assets": [{"AssetNum": "1", "Desc": "old", "Mfg": "m"}], "Title": "t"});
        let patch = json!({
            "_fields": ["Title", "Unknown"], "_paths": ["$.Assets[0].Desc", "$.Title"],
            "Assets": [{"AssetNum": "1", "Desc": "new"}], "Title": "u"
        });
        assert_eq!(
            patched(app, &stored, patch),
            json!({"Assets": [{"AssetNum": "1", "Mfg": "m", "Desc": "new"}], "Title": "u"})
        );
    }

    fn paths_are_looked_up_before_anything_is_removed(app) {
        let stored = json!({"Notes": [{"ID": "1"}, {"ID": "2"}, {"ID": "3"}, {"ID": "4"}]});
        let patch =
            json!({"_paths": ["$.Notes[0]", "$.Notes[2]", "$.Notes[-1]", "$.Notes[99]", "$.Nothing"]});
        assert_eq!(patched(app, &stored, patch), json!({"Notes": [{"ID": "2"}]}));
    }

    fn the_followup_schedule_is_removed_by_delete(app) {
        let stored = json!({"FollowupSchedule": {"ID": "1", "Desc": "d"}, "Title": "t"});
        let patch = json!({"FollowupSchedule": {"Delete": true}});
        assert_eq!(patched(app, &stored, patch), json!({"Title": "t"}));
    }

    fn control_members_are_never_stored(app) {
        let patch = json!({
            "_fields": ["Title"], "_paths": ["$.Remarks"],
            "Assets": [{"AssetNum": "1", "Delete": false, "FlexView": [{"ID": "1", "Delete": true}, {"ID": "2", "Delete": false}]}]
        });
        let result = json!({"Assets": [{"AssetNum": "1", "FlexView": [{"ID": "2"}]}]});
        assert_eq!(patched(app, &json!({"Title": "t", "Remarks": "r"}), patch), result);
    }

    fn maps_and_unknown_objects_merge_by_name(app) {
        let stored = json!({"Extensions": {"ADP #": "1", "b": 2}, "Mystery": {"a": {"b": 1}, "l": [1, 2]}});
        let patch = json!({"Extensions": {"ADP #": ""}, "Mystery": {"a": {"c": 2}, "l": [3]}});
        let result =
            json!({"Extensions": {"ADP #": "", "b": 2}, "Mystery": {"a": {"b": 1, "c": 2}, "l": [3]}});
        assert_eq!(patched(app, &stored, patch), result);
    }

    fn to_replace_a_collection_it_is_named_and_supplied(app) {
        let stored = json!({"Items": [{"ID": "1", "Qty": 1}], "Rules": {"IsOps": true}});
        let patch =
            json!({"_fields": ["Items", "Rules"], "Items": [{"ID": "1"}], "Rules": {"InWarranty": true}});
        assert_eq!(
            patched(app, &stored, patch),
            json!({"Items": [{"ID": "1"}], "Rules": {"InWarranty": true}})
        );
    }
}
