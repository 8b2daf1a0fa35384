use super::{accepted, field, first, outcome, refused};
use crate::custom_field::{MAX_FIELDS, MAX_MASKS, MAX_RULES, MAX_VALUE, inherit};
use crate::entity::EntityType::{Part, Unit};
use serde_json::{Value, json};

fn definitions(count: usize, prefix: &str, validators: &Value) -> Value {
    let entry =
        |index| json!({"label": format!("{prefix} {index}"), "filters": [], "validators": validators});
    Value::Array((0..count).map(entry).collect())
}

#[test]
fn an_entity_has_at_most_500_fields_those_from_above_included() {
    let none = json!([]);
    let above = inherit(&[(Part, &accepted(&definitions(MAX_FIELDS, "a", &none), &[], Part)[..])]);
    assert_eq!(above.len(), MAX_FIELDS);
    for (list, above) in
        [(definitions(MAX_FIELDS + 1, "a", &none), &[][..]), (definitions(1, "b", &none), &above)]
    {
        assert_eq!(
            first(&list, above, Unit),
            ("maxItems".to_owned(), ".input_filter".to_owned(), json!({"limit": MAX_FIELDS}))
        );
    }
}

#[test]
fn a_field_has_at_most_100_filters_and_validators() {
    let rules = |count| Value::Array(vec![json!({"type": "always", "options": {}}); count]);
    assert_eq!(accepted(&definitions(1, "a", &rules(MAX_RULES)), &[], Part)[0].validators().len(), MAX_RULES);
    let (keyword, path, _) = first(&definitions(1, "a", &rules(MAX_RULES + 1)), &[], Part);
    assert_eq!((keyword.as_str(), path.as_str()), ("maxItems", ".input_filter[0].validators"));
}

#[test]
fn an_entity_has_at_most_100_masks() {
    let mask = json!([{"type": "mask", "options": {"mask": "a"}}]);
    assert_eq!(accepted(&definitions(MAX_MASKS, "a", &mask), &[], Part).len(), MAX_MASKS);
    assert_eq!(first(&definitions(MAX_MASKS + 1, "a", &mask), &[], Part).0, "maxMasks");
}

#[test]
fn labels_descriptions_and_values_have_a_longest() {
    for (member, length, path) in
        [("label", 1001, ".input_filter[0].label"), ("description", 10_001, ".input_filter[0].description")]
    {
        let mut entry = json!({"label": "A", "filters": [], "validators": []});
        entry[member] = json!("x".repeat(length));
        let (keyword, at, _) = first(&json!([entry]), &[], Part);
        assert_eq!((keyword.as_str(), at.as_str()), ("maxLength", path));
    }
    let plain = field(&json!([]), &json!([]));
    assert!(outcome(&plain, &json!("x".repeat(MAX_VALUE))).is_ok());
    assert_eq!(outcome(&plain, &json!("x".repeat(MAX_VALUE + 1))), Err("maxLength".to_owned()));
    let growing = field(&json!([{"type": "prefix", "options": {"prefix": "ab"}}]), &json!([]));
    assert_eq!(outcome(&growing, &json!("x".repeat(MAX_VALUE - 1))), Err("maxLength".to_owned()));
}

#[test]
fn what_is_no_value_at_all_is_refused() {
    let plain = field(&json!([]), &json!([]));
    for raw in [json!([]), json!({})] {
        assert_eq!(outcome(&plain, &raw), Err("type".to_owned()));
    }
}

#[test]
fn values_that_would_take_too_long_to_check_are_refused() {
    let filters = vec![json!({"type": "kebab", "options": {}}); 100];
    let entry = |index: usize| json!({"label": format!("f{index}"), "filters": filters, "validators": [], "value": "a b ".repeat(16_000)});
    let list = Value::Array((0..4).map(entry).collect());
    let (keyword, path, _) = first(&list, &[], Part);
    assert_eq!((keyword.as_str(), path.as_str()), ("maxWork", ".input_filter[2].value"));
}

#[test]
fn at_most_100_messages_are_told() {
    assert_eq!(refused(&Value::Array(vec![json!(1); 400]), &[], Part).len(), 100);
}

#[test]
fn what_is_no_list_is_refused() {
    for list in [json!(null), json!({}), json!("x")] {
        assert_eq!(
            first(&list, &[], Part),
            ("type".to_owned(), ".input_filter".to_owned(), json!({"type": "array"}))
        );
    }
}
