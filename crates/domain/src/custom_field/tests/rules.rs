use super::{accepted, field, first, refused, wire};
use crate::entity::EntityType::Part;
use serde_json::{Value, json};

/// The message about one validator, with what stands before its place taken off.
fn wrong(validator: &Value) -> (String, String, Value) {
    let (keyword, path, params) =
        first(&json!([{"label": "A", "filters": [], "validators": [validator]}]), &[], Part);
    let path = path.strip_prefix(".input_filter[0].validators[0]").expect("it is about the validator");
    (keyword, path.to_owned(), params)
}

#[test]
fn older_names_and_options_are_kept_in_their_newer_form() {
    for (older, newer) in [
        (
            json!({"type": "greater_than", "options": {"min": 1, "max": 2}}),
            json!({"type": "between", "options": {"min": 1, "max": 2}}),
        ),
        (
            json!({"type": "whiteList", "options": {"list": ["a"]}}),
            json!({"type": "white_list", "options": {"list": ["a"]}}),
        ),
        (
            json!({"type": "startsWith", "options": {"starts_with": "a"}}),
            json!({"type": "starts_with", "options": {"starts_with": "a"}}),
        ),
        (
            json!({"type": "lessThan", "options": {"value": 1}}),
            json!({"type": "less_than", "options": {"value": 1}}),
        ),
        (
            json!({"type": "ipAddress", "options": {"versions": ["IPv6"]}}),
            json!({"type": "ip_address", "options": {"version": "IPv6"}}),
        ),
        (json!({"type": "macAddress", "options": {}}), json!({"type": "mac_address", "options": {}})),
        (
            json!({"type": "length", "options": {"length": "12"}}),
            json!({"type": "length", "options": {"length": 12}}),
        ),
        (
            json!({"type": "uri", "options": {"schemes": ["http", "urn:"]}}),
            json!({"type": "uri", "options": {"schemes": ["http:", "urn:"]}}),
        ),
    ] {
        assert_eq!(wire(&field(&json!([]), &json!([older])))["validators"], json!([newer]));
        assert_eq!(wire(&field(&json!([]), &json!([newer])))["validators"], json!([newer]));
    }
}

#[test]
fn an_unknown_type_is_told_with_those_that_are_known() {
    let (keyword, path, params) = wrong(&json!({"type": "prime", "options": {}}));
    assert_eq!((keyword.as_str(), path.as_str()), ("enum", ".type"));
    assert!(
        params["allowedValues"]
            .as_array()
            .is_some_and(|names| names.contains(&json!("between")) && names.len() == 20)
    );
    let list = json!([{"label": "A", "filters": [{"type": "reverse", "options": {}}], "validators": []}]);
    let (keyword, path, params) = first(&list, &[], Part);
    assert_eq!((keyword.as_str(), path.as_str()), ("enum", ".input_filter[0].filters[0].type"));
    assert_eq!(params["allowedValues"].as_array().map(Vec::len), Some(17));
}

/// Each row: the validator, one of its options, and the message about that.
fn table<const N: usize>(rows: [(&str, Value, &str, &str, Value); N]) {
    for (name, options, keyword, path, params) in rows {
        let told = wrong(&json!({"type": name, "options": options}));
        assert_eq!(told, (keyword.to_owned(), format!(".options{path}"), params), "{name} {options}");
    }
}

#[test]
fn a_rule_is_an_object_with_a_type_and_options() {
    for (validator, keyword, path, params) in [
        (json!(1), "type", "", json!({"type": "object"})),
        (json!({"options": {}}), "required", "", json!({"missingProperty": "type"})),
        (json!({"type": "always"}), "required", "", json!({"missingProperty": "options"})),
        (json!({"type": 1, "options": {}}), "type", ".type", json!({"type": "string"})),
        (json!({"type": "always", "options": []}), "type", ".options", json!({"type": "object"})),
    ] {
        assert_eq!(wrong(&validator), (keyword.to_owned(), path.to_owned(), params), "{validator}");
    }
}

#[test]
fn an_option_of_the_wrong_type_is_told() {
    let wrong = |types: &str| json!({"type": types});
    table([
        ("between", json!({"min": "1", "max": 2}), "type", ".min", wrong("number")),
        ("between", json!({"min": 1}), "required", "", json!({"missingProperty": "max"})),
        ("less_than", json!({"value": 1, "precision": 1.5}), "type", ".precision", wrong("integer")),
        ("less_than", json!({"value": 1, "include": "no"}), "type", ".include", wrong("boolean")),
        ("white_list", json!({"list": ["a", null]}), "type", ".list[1]", wrong("string,number,boolean")),
        ("equals", json!({"value": []}), "type", ".value", wrong("number,string,boolean")),
        ("length", json!({"length": "x"}), "type", ".length", wrong("number")),
        ("step", json!({"step": 1, "start": "1"}), "type", ".start", wrong("number,null")),
        ("mask", json!({"mask": 1}), "type", ".mask", wrong("string")),
        ("uri", json!({"schemes": "http"}), "type", ".schemes", wrong("array")),
        ("uri", json!({"schemes": [1]}), "type", ".schemes[0]", wrong("string")),
    ]);
}

#[test]
fn an_option_outside_its_limits_is_told() {
    let limit = |comparison: &str, limit: i32, exclusive: bool| json!({"comparison": comparison, "limit": limit, "exclusive": exclusive});
    let versions = json!({"allowedValues": ["IPv4", "IPv6"]});
    table([
        ("less_than", json!({"value": 1, "precision": 9}), "maximum", ".precision", limit("<=", 8, false)),
        ("less_than", json!({"value": 1, "precision": 0}), "minimum", ".precision", limit(">=", 1, false)),
        ("less_than", json!({"value": 1e50}), "range", ".value", json!({"digits": 29})),
        ("step", json!({"step": 0}), "exclusiveMinimum", ".step", limit(">", 0, true)),
        ("white_list", json!({"list": []}), "minItems", ".list", json!({"limit": 1})),
        ("white_list", json!({"list": vec![1; 101]}), "maxItems", ".list", json!({"limit": 100})),
        ("contains", json!({"contains": "x".repeat(1001)}), "maxLength", ".contains", json!({"limit": 1000})),
        ("ip_address", json!({"version": "IPv5"}), "enum", ".version", versions.clone()),
        ("ipAddress", json!({"versions": ["IPv4", "x"]}), "enum", ".versions[1]", versions),
    ]);
    let (keyword, path, params) = wrong(&json!({"type": "hostname", "options": {"record_type": "B"}}));
    assert_eq!((keyword.as_str(), path.as_str()), ("enum", ".options.record_type"));
    assert_eq!(params["allowedValues"].as_array().map(Vec::len), Some(41));
}

#[test]
fn a_mask_that_cannot_be_used_is_refused_with_the_reason() {
    for pattern in ["(", "a(?=b)", r"(a)\1", "(?:.{100}){100}", r"[z-a]"] {
        let (keyword, path, params) = wrong(&json!({"type": "mask", "options": {"mask": pattern}}));
        assert_eq!((keyword.as_str(), path.as_str()), ("mask", ".options.mask"), "{pattern}");
        assert!(params["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{pattern}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_with_the_schema_that_says_so() {
    let list = json!([{"label": 1, "filters": [{"type": "prefix", "options": {}}], "validators": {}}, 7]);
    let paths: Vec<_> = refused(&list, &[], Part)
        .into_iter()
        .map(|message| (message.data_path, message.schema_path))
        .collect();
    let expected = [
        (".input_filter[0].label", "#/properties/input_filter/items/properties/label/type"),
        (
            ".input_filter[0].filters[0].options",
            "#/properties/input_filter/items/properties/filters/items/properties/options/required",
        ),
        (".input_filter[0].validators", "#/properties/input_filter/items/properties/validators/type"),
        (".input_filter[1]", "#/properties/input_filter/items/type"),
    ];
    assert_eq!(paths, expected.map(|(data, schema)| (data.to_owned(), schema.to_owned())));
}

#[test]
fn options_that_are_not_known_are_dropped() {
    let list = json!([{"label": "A", "filters": [{"type": "trim", "options": {"start": true, "middle": 1}}], "validators": []}]);
    assert_eq!(
        wire(&accepted(&list, &[], Part)[0])["filters"],
        json!([{"type": "trim", "options": {"start": true}}])
    );
}
