use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Body, check, docs, walk::MESSAGES};

fn nested(depth: usize) -> Value {
    (0..depth).fold(
        json!(1),
        |inner, level| if level % 2 == 0 { json!([inner]) } else { json!({ "cycles": inner }) },
    )
}

fn keywords(schema: &Value, found: &mut Vec<String>) {
    let Some(members) = schema.as_object() else { return };
    for (key, member) in members {
        found.push(key.clone());
        match (key.as_str(), member) {
            ("properties" | "patternProperties" | "shortItems", Value::Object(named)) => {
                named.values().for_each(|schema| keywords(schema, found));
            }
            ("anyOf", Value::Array(branches)) => branches.iter().for_each(|schema| keywords(schema, found)),
            ("items" | "additionalProperties" | "propertyNames", schema) => keywords(schema, found),
            _ => {}
        }
    }
}

#[test]
fn the_schema_files_use_no_keyword_that_the_walk_does_not_know() {
    let known = [
        "$id",
        "$ref",
        "type",
        "maximum",
        "minimum",
        "pattern",
        "format",
        "maxItems",
        "minItems",
        "items",
        "shortItems",
        "uniqueItems",
        "required",
        "propertyNames",
        "properties",
        "additionalProperties",
        "patternProperties",
        "const",
        "enum",
        "anyOf",
    ];
    let mut found = Vec::new();
    docs::all().for_each(|(_, file)| keywords(file, &mut found));
    assert!(found.len() > 500);
    for keyword in found {
        assert!(known.contains(&keyword.as_str()), "{keyword}");
    }
}

#[test]
fn deep_and_odd_bodies_are_refused_without_a_panic() {
    for body in Body::ALL {
        for value in [nested(127), json!(null), json!(""), json!([[]]), json!(-0.0)] {
            assert!(check(*body, &value).is_err(), "{body:?} {value}");
        }
    }
}

#[test]
fn a_body_with_a_million_failures_gets_no_more_than_the_most_messages() {
    let wrong = vec![json!(1); 1_000_000];
    let body = json!({ "label": "x", "project": { "project_id": "p" }, "cycles": wrong });
    assert_eq!(check(Body::WorkOrder, &body).expect_err("it is wrong").len(), MESSAGES);
}

#[test]
fn a_failure_behind_very_many_good_elements_is_still_refused() {
    let filter = json!({ "type": "upper", "options": {} });
    let field = json!({ "label": "x", "key": "x", "filters": vec![filter; 100], "validators": [] });
    let mut fields = vec![field; 2_000];
    fields.push(json!(1));
    let body = json!({ "label": "x", "input_filter": fields });
    let begun = Instant::now();
    assert!(check(Body::Vendor, &body).is_err());
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn both_forms_of_a_cycle_are_taken_and_a_broken_one_is_faulted_in_the_form_it_was_meant_in() {
    let order = |item: Value| json!({ "label": "x", "project": { "project_id": "p" }, "cycles": [item] });
    assert!(
        check(Body::WorkOrder, &order(json!({ "needed": 1, "work_flow": { "work_flow_id": "w" } }))).is_ok()
    );
    let short = check(Body::WorkOrder, &order(json!({ "needed": 0, "work_flow": { "entity_id": "w" } })));
    let short = short.expect_err("none are needed");
    assert_eq!(short.len(), 1);
    assert_eq!(short[0].schema_path, "#/items/properties/needed/minimum");
    let full = check(
        Body::WorkOrder,
        &order(json!({ "needed": 1, "pending": 1, "work_flow": { "work_flow_id": "w" } })),
    );
    let missing = full.expect_err("the full form has more members");
    assert!(missing.iter().any(|message| message.message == "should have required property 'in_progress'"));
}
