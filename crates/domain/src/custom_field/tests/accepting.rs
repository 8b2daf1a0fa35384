use super::{accepted, first, wire};
use crate::custom_field::{Field, Level, accept_definitions, inherit};
use crate::entity::EntityType::{Customer, Part, Unit, WorkOrder};
use serde_json::{Value, json};

fn definition(label: &str) -> Value {
    json!({"label": label, "filters": [], "validators": []})
}

fn with(mut entry: Value, member: &str, value: Value) -> Value {
    entry[member] = value;
    entry
}

/// What a unit inherits from a part with these fields.
fn from_part(list: &Value) -> Vec<Field> {
    inherit(&[(Part, &accepted(list, &[], Part)[..])])
}

#[test]
fn a_field_goes_over_the_wire_with_only_the_members_that_say_something() {
    let plain = with(definition("Serial Number Of part"), "key", json!("serial-number"));
    let field = &accepted(&json!([plain]), &[], WorkOrder)[0];
    let expected = json!({"label": "Serial Number Of part", "key": "serial-number", "filters": [], "validators": [], "value": null});
    assert_eq!(wire(field), expected);

    let full = json!({"label": "A", "filters": [], "validators": [], "locked": true, "description": "d", "apply_to": "UNIT", "inherited_from": "WOR"});
    let down = from_part(&json!([full]));
    let expected = json!({"label": "A", "key": "a", "filters": [], "validators": [], "value": null, "locked": true, "description": "d", "inherited_from": "PART", "apply_to": "UNIT"});
    assert_eq!(wire(&down[0]), expected);
    assert_eq!(Field::of_stored(&expected).as_ref(), Some(&down[0]));
}

#[test]
fn a_key_comes_from_the_label_unless_one_is_sent_that_fits() {
    for (sent, key) in
        [(json!("own_key"), "own-key"), (json!("own-key"), "own-key"), (json!("No Key"), "my-label")]
    {
        let field = &accepted(&json!([with(definition("My Label"), "key", sent)]), &[], Part)[0];
        assert_eq!(field.key(), key);
    }
    assert_eq!(accepted(&json!([definition("My Label")]), &[], Part)[0].key(), "my-label");
    let (keyword, path, _) = first(&json!([definition("名前")]), &[], Part);
    assert_eq!((keyword.as_str(), path.as_str()), ("key", ".input_filter[0].label"));
    assert!(
        accepted(&json!([with(definition("名前"), "key", json!("name"))]), &[], Part)[0].is_called("name")
    );
}

#[test]
fn a_key_stands_once_in_a_list() {
    let (keyword, path, params) = first(&json!([definition("A b"), definition("a B")]), &[], Part);
    assert_eq!(
        (keyword.as_str(), path.as_str(), params),
        ("unique", ".input_filter[1]", json!({"key": "a-b"}))
    );
}

#[test]
fn a_unit_sets_values_by_key_in_either_form() {
    let above = from_part(&json!([
        {"label": "Asset tag", "filters": [{"type": "upper", "options": {}}], "validators": []},
        definition("Other"),
    ]));
    let fields = accepted(&json!([{"key": "asset_tag", "value": "ab"}]), &above, Unit);
    let values: Vec<_> =
        fields.iter().map(|field| (field.key(), field.value(), field.inherited_from())).collect();
    let part = Some(Level::from(Part));
    assert_eq!(values, [("asset-tag", Some("AB"), part), ("other", None, part)]);
}

#[test]
fn a_value_for_an_unknown_key_is_refused() {
    let (keyword, path, params) = first(&json!([{"key": "nope", "value": "1"}]), &[], WorkOrder);
    assert_eq!(
        (keyword.as_str(), path.as_str(), params),
        ("exists", ".input_filter[0].key", json!({"key": "nope"}))
    );
    let (keyword, _, params) = first(&json!([{"key": "nope", "value": "1"}]), &[], Part);
    assert_eq!((keyword.as_str(), params), ("required", json!({"missingProperty": "label"})));
}

#[test]
fn a_value_that_does_not_pass_is_told_at_its_place() {
    let above = from_part(
        &json!([{"label": "Mac", "filters": [], "validators": [{"type": "mac_address", "options": {}}]}]),
    );
    let (keyword, path, _) = first(&json!([{"key": "mac", "value": "x"}]), &above, Unit);
    assert_eq!((keyword.as_str(), path.as_str()), ("mac_address", ".input_filter[0].value"));
}

#[test]
fn a_required_value_may_be_null_in_a_definition_but_not_on_a_unit() {
    let required = json!({"label": "A", "filters": [], "validators": [{"type": "required", "options": {}}], "value": null});
    let above = from_part(&json!([required]));
    let (keyword, path, _) = first(&json!([{"key": "a", "value": null}]), &above, Unit);
    assert_eq!((keyword.as_str(), path.as_str()), ("required", ".input_filter[0].value"));
}

#[test]
fn a_field_meant_for_another_kind_takes_no_value_but_is_handed_down() {
    let field = with(definition("Tag"), "apply_to", json!("UNIT"));
    let (keyword, path, params) = first(&json!([with(field.clone(), "value", json!("x"))]), &[], Part);
    assert_eq!(
        (keyword.as_str(), path.as_str(), params),
        ("apply_to", ".input_filter[0].value", json!({"apply_to": "UNIT"}))
    );
    let above = from_part(&json!([with(field, "value", Value::Null)]));
    assert_eq!(accepted(&json!([{"key": "tag", "value": "x"}]), &above, Unit)[0].value(), Some("x"));
    let (keyword, _, params) = first(&json!([with(definition("Tag"), "apply_to", json!("XYZ"))]), &[], Part);
    assert_eq!(keyword, "enum");
    assert!(params["allowedValues"].as_array().is_some_and(|codes| codes.contains(&json!("UNIT"))));
}

#[test]
fn what_was_shown_can_be_sent_back_unchanged() {
    let above = from_part(&json!([
        with(with(definition("A"), "locked", json!(true)), "description", json!("d")),
        {"label": "B", "filters": [{"type": "trim", "options": {}}], "validators": []},
    ]));
    let fields = accepted(&json!([{"key": "b", "value": "1"}, definition("Own")]), &above, Unit);
    let shown = Value::Array(fields.iter().map(wire).collect());
    assert_eq!(accept_definitions(&shown, &above, &fields, Unit), Ok(fields));
}

#[test]
fn an_inherited_field_is_defined_anew_unless_it_is_locked() {
    let above = from_part(&json!([definition("A"), with(definition("B"), "locked", json!(true))]));
    let anew =
        |key: &str| json!([{"label": key, "filters": [], "validators": [{"type": "never", "options": {}}]}]);
    let fields = accepted(&anew("A"), &above, Unit);
    assert_eq!((fields[0].inherited_from(), fields[0].validators().len()), (None, 1));
    let (keyword, path, params) = first(&anew("B"), &above, Unit);
    assert_eq!((keyword.as_str(), path.as_str()), ("locked", ".input_filter[0].validators"));
    assert_eq!(params, json!({"key": "b", "inherited_from": "PART"}));
    let (keyword, path, _) = first(&json!([with(definition("B"), "locked", json!(false))]), &above, Unit);
    assert_eq!((keyword.as_str(), path.as_str()), ("locked", ".input_filter[0].locked"));
    let renamed = json!([with(definition("New name"), "key", json!("b"))]);
    assert_eq!(first(&renamed, &above, Unit).1, ".input_filter[0].label");
}

#[test]
fn spelling_out_a_default_does_not_change_a_locked_field() {
    let trim = |options: Value| json!({"label": "A", "filters": [{"type": "trim", "options": options}], "validators": [], "locked": true});
    let above = from_part(&json!([trim(json!({}))]));
    assert_eq!(accepted(&json!([trim(json!({"start": true}))]), &above, Unit), above);
}

#[test]
fn a_list_of_values_leaves_own_fields_alone_and_a_list_of_definitions_replaces_them() {
    let stored =
        accepted(&json!([with(definition("A"), "value", json!("1")), definition("B")]), &[], WorkOrder);
    let keys = |list: Value| -> Vec<(String, Option<String>)> {
        let fields = accept_definitions(&list, &[], &stored, WorkOrder).expect("the list is valid");
        fields.iter().map(|field| (field.key().to_owned(), field.value().map(str::to_owned))).collect()
    };
    let pair = |key: &str, value: Option<&str>| (key.to_owned(), value.map(str::to_owned));
    assert_eq!(keys(json!([{"key": "b", "value": 2}])), [pair("a", Some("1")), pair("b", Some("2"))]);
    assert_eq!(keys(json!([definition("C"), definition("A")])), [pair("c", None), pair("a", Some("1"))]);
    assert_eq!(
        keys(json!([definition("C"), {"key": "b", "value": "x"}])),
        [pair("c", None), pair("b", Some("x"))]
    );
    assert_eq!(keys(json!([])), []);
}

#[test]
fn a_list_without_an_own_definition_brings_the_inherited_one_back() {
    let above = inherit(&[(Customer, &accepted(&json!([definition("A")]), &[], Customer)[..])]);
    let own = json!({"label": "A", "filters": [{"type": "upper", "options": {}}], "validators": []});
    let stored = accepted(&json!([own]), &above, Part);
    assert_eq!(accept_definitions(&json!([]), &above, &stored, Part), Ok(above.clone()));
    let kept = accept_definitions(&json!([{"key": "a", "value": "x"}]), &above, &stored, Part)
        .expect("the list is valid");
    assert_eq!((kept[0].value(), kept[0].inherited_from()), (Some("X"), None));
}

#[test]
fn members_that_say_nothing_are_as_good_as_absent_and_absent_ones_stay() {
    let silent = json!({"label": "A", "filters": [], "validators": [], "locked": false, "description": null, "apply_to": null});
    assert_eq!(accepted(&json!([silent]), &[], Part), accepted(&json!([definition("A")]), &[], Part));
    let spoken = json!({"label": "A", "filters": [], "validators": [], "locked": true, "description": "d", "apply_to": "UNIT"});
    let stored = accepted(&json!([spoken]), &[], Part);
    assert_eq!(accept_definitions(&json!([definition("A")]), &[], &stored, Part), Ok(stored.clone()));
    let cleared = accept_definitions(&json!([silent]), &[], &stored, Part).expect("the list is valid");
    assert_eq!(cleared, accepted(&json!([definition("A")]), &[], Part));
}
