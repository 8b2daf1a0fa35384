//! Every filter and every validator of custom fields, from a part's definition to a unit's value.

use serde_json::{Value, json};

use super::actions::with;
use super::world::{
    customer, get, location, make, manufacturer, message, order, part_body, post, program, put, unit_body,
    wrong,
};
use crate::both;
use crate::harness::Client;

/// A raw value and what becomes of it; `"!"` stands for a value that is refused.
type Became = (&'static str, Option<&'static str>);

/// A filter with its options, and two values.
fn filters() -> [(&'static str, Value, [Became; 2]); 17] {
    let none = || json!({});
    [
        ("allowed_list", json!({"approved_values": ["red"]}), [("Red", Some("Red")), ("green", None)]),
        ("alpha", none(), [("a1 b-2", Some("ab")), ("abc", Some("abc"))]),
        ("boolean", none(), [("yes", Some("true")), ("off", Some("false"))]),
        ("camel", none(), [("foo bar", Some("fooBar")), ("Foo-Bar_baz", Some("fooBarBaz"))]),
        ("date", none(), [("2026-11-21", Some("2026-11-21T00:00:00.000Z")), ("21.11.2026", Some("!"))]),
        ("digits", none(), [("a1 b2.5", Some("125")), ("7", Some("7"))]),
        ("empty", none(), [("0", None), ("10", Some("10"))]),
        ("float", json!({"precision": 2}), [("$1,234.567", Some("1234.57")), ("abc", Some("!"))]),
        ("kebab", none(), [("Foo Bar", Some("foo-bar")), ("fooBar", Some("foo-bar"))]),
        ("lower", none(), [("ABC", Some("abc")), ("x", Some("x"))]),
        ("number", none(), [("1,234.5", Some("12345")), ("none", Some("!"))]),
        ("prefix", json!({"prefix": "SN-"}), [("1", Some("SN-1")), ("SN-1", Some("SN-1"))]),
        ("snake", none(), [("Foo Bar", Some("foo_bar")), ("a-b.c", Some("a_b_c"))]),
        ("string", none(), [("x", Some("x")), ("1.50", Some("1.50"))]),
        ("suffix", json!({"suffix": " kg"}), [("1", Some("1 kg")), ("1 kg", Some("1 kg"))]),
        ("trim", json!({"end": false}), [(" a ", Some("a ")), ("a", Some("a"))]),
        ("upper", none(), [("abc", Some("ABC")), ("X", Some("X"))]),
    ]
}

/// A validator with its options, a value that passes and one that does not.
fn validators() -> [(&'static str, Value, &'static str, &'static str); 20] {
    let none = || json!({});
    [
        ("always", none(), "anything", ""),
        ("between", json!({"min": 1, "max": 5}), "5", "5.1"),
        ("black_list", json!({"list": ["red"]}), "blue", "RED"),
        ("contains", json!({"contains": "bc"}), "aBCd", "acb"),
        ("email_address", none(), "ann@example.com", "ann@"),
        ("ends_with", json!({"ends_with": ".pdf"}), "a.PDF", "pdf.a"),
        ("equals", json!({"value": 1.5}), "1.50", "1.6"),
        ("greater_than", json!({"value": 10, "include": false}), "11", "10"),
        ("hostname", none(), "host.example.com", "-a.com"),
        ("ip_address", none(), "10.0.0.1", "::1"),
        ("length", json!({"length": 3, "operator": "less_than_equals"}), "abc", "abcd"),
        ("less_than", json!({"value": 10}), "10", "11"),
        ("mac_address", none(), "00:1a:2b:3c:4d:5e", "00:1a:2b"),
        ("mask", json!({"mask": "^\\d{3}$"}), "123", "12a"),
        ("never", none(), "", "anything"),
        ("required", none(), "x", ""),
        ("starts_with", json!({"starts_with": "SN"}), "sn1", "1SN"),
        ("step", json!({"step": 0.5}), "1.5", "1.3"),
        ("uri", json!({"schemes": ["https"]}), "https://example.com/", "http://example.com/"),
        ("white_list", json!({"list": ["red"], "check_case": true}), "red", "Red"),
    ]
}

fn rule(name: &str, options: &Value) -> Value {
    json!([{"type": name, "options": options}])
}

fn field(label: &str, filters: &Value, validators: &Value) -> Value {
    json!({"label": label, "filters": filters, "validators": validators})
}

/// A part with these fields, and a unit of it, by its path and its body.
#[track_caller]
fn unit_with(client: &Client, fields: &[Value]) -> (String, Value) {
    let mut part = part_body(&customer(client, "Acme"), &manufacturer(client, "Zeta"), "T-1");
    part["input_filter"] = json!(fields);
    let part = make(client, "parts", part);
    let body = unit_body(&part, &location(client, "Here"), "One");
    (format!("/units/{}", make(client, "units", body.clone())), body)
}

/// The body with the value of one field.
fn set(body: &Value, key: &str, value: impl Into<Value>) -> Value {
    let value: Value = value.into();
    with(body, json!({"input_filter": [{"key": key, "value": value}]}))
}

/// The field with this key.
fn shown(entity: &Value, key: &str) -> Value {
    let fields = entity["input_filter"].as_array().cloned().unwrap_or_default();
    fields.into_iter().find(|field| field["key"] == key).unwrap_or_default()
}

fn key(name: &str) -> String {
    name.replace('_', "-")
}

both! {
    fn every_filter_makes_of_a_value_what_it_says(app) {
        let fields: Vec<_> = filters().iter().map(|(name, options, _)| field(name, &rule(name, options), &json!([]))).collect();
        let (path, body) = unit_with(app, &fields);
        for (name, options, rows) in filters() {
            for (raw, expected) in rows {
                let answer = put(app, &path, set(&body, &key(name), raw));
                if expected == Some("!") {
                    let before = get(app, &path);
                    assert_eq!(wrong(answer), message(name, ".input_filter[0].value"));
                    assert_eq!(get(app, &path), before);
                    continue;
                }
                let expected = expected.map_or(Value::Null, Value::from);
                assert_eq!(shown(&answer.expect(200).json(), &key(name))["value"], expected, "{name} {options} of {raw}");
                assert_eq!(shown(&get(app, &path), &key(name))["value"], expected);
            }
        }
    }

    fn every_validator_takes_what_passes_and_refuses_what_does_not(app) {
        let fields: Vec<_> = validators().iter().map(|(name, options, ..)| field(name, &json!([]), &rule(name, options))).collect();
        let (path, body) = unit_with(app, &fields);
        for (name, options, good, bad) in validators() {
            if name != "never" {
                let answer = put(app, &path, set(&body, &key(name), good)).expect(200);
                assert_eq!(shown(&answer.json(), &key(name))["value"], good, "{name} {options}");
            }
            if name == "always" {
                put(app, &path, set(&body, "always", bad)).expect(200);
                continue;
            }
            let before = get(app, &path);
            assert_eq!(wrong(put(app, &path, set(&body, &key(name), bad))), message(name, ".input_filter[0].value"), "{options}");
            assert_eq!(get(app, &path), before);
        }
    }

    fn all_that_is_wrong_with_the_values_is_told_at_once(app) {
        let fields = [field("A", &json!([]), &rule("never", &json!({}))), field("B", &rule("number", &json!({})), &json!([]))];
        let (path, body) = unit_with(app, &fields);
        let values = json!({"input_filter": [{"key": "a", "value": "x"}, {"key": "b", "value": "x"}, {"key": "c", "value": "x"}]});
        let told = wrong(put(app, &path, with(&body, values)));
        let expected = [("never", 0, "value"), ("number", 1, "value"), ("exists", 2, "key")];
        assert_eq!(told, expected.map(|(keyword, n, member)| (keyword.to_owned(), format!(".input_filter[{n}].{member}"))));
    }

    fn a_null_is_no_value_and_refused_only_where_one_is_required(app) {
        let fields = [field("Must", &json!([]), &rule("required", &json!({}))), field("Mac", &json!([]), &rule("mac_address", &json!({})))];
        let (path, body) = unit_with(app, &fields);
        assert_eq!(wrong(put(app, &path, set(&body, "must", Value::Null))), message("required", ".input_filter[0].value"));
        put(app, &path, set(&body, "mac", "00:1a:2b:3c:4d:5e")).expect(200);
        let emptied = put(app, &path, set(&body, "mac", Value::Null)).expect(200).json();
        assert_eq!(shown(&emptied, "mac")["value"], Value::Null);
        assert_eq!(shown(&emptied, "mac")["validators"][0]["type"], "mac_address");
    }

    fn rules_that_cannot_be_are_refused_where_they_are_defined(app) {
        let body = |filters: Value, validators: Value| {
            json!({"label": "Acme", "allowed_statuses": [], "input_filter": [field("A", &filters, &validators)]})
        };
        let refused = |filters: Value, validators: Value, keyword: &str, path: &str| {
            let told = wrong(post(app, "customers", body(filters, validators)));
            let told_of = (keyword.to_owned(), format!(".input_filter[0].{path}"));
            assert!(told.contains(&told_of), "{told_of:?} is not among {told:?}");
        };
        refused(rule("reverse", &json!({})), json!([]), "enum", "filters[0].type");
        refused(rule("prefix", &json!({})), json!([]), "required", "filters[0].options");
        for (name, options, keyword, path) in [
            ("prime", json!({}), "enum", "type"),
            ("between", json!({"min": 1}), "required", "options"),
            ("mask", json!({"mask": "("}), "mask", "options.mask"),
            ("step", json!({"step": 0}), "exclusiveMinimum", "options.step"),
        ] {
            refused(json!([]), rule(name, &options), keyword, &format!("validators[0].{path}"));
        }
        assert_eq!(get(app, "/customers")["total_count"], 0);
    }

    fn fields_come_from_the_program_and_the_project_to_the_work_order(app) {
        let acme = customer(app, "Acme");
        let north = program(app, &acme);
        let fields = json!([field("Route", &rule("upper", &json!({})), &json!([]))]);
        put(app, &format!("/programs/{north}"), json!({"label": "North", "input_filter": fields})).expect(200);
        let fields = json!([field("Ramp", &json!([]), &rule("length", &json!({"length": 2})))]);
        let stores = json!({"label": "Stores", "program": {"program_id": north}, "input_filter": fields});
        let stores = make(app, "projects", stores);
        let body = with(&order(&stores, "W"), json!({"input_filter": [{"key": "route", "value": "a7"}, {"key": "ramp", "value": "12"}]}));
        let made = post(app, "work-orders", body).expect(200).json();
        let of = |key: &str| (shown(&made, key)["value"].clone(), shown(&made, key)["inherited_from"].clone());
        assert_eq!(of("route"), (json!("A7"), json!("PGM")));
        assert_eq!(of("ramp"), (json!("12"), json!("PRJ")));
        let bad = set(&order(&stores, "W"), "ramp", "123");
        assert_eq!(wrong(post(app, "work-orders", bad)), message("length", ".input_filter[0].value"));
    }

    fn a_field_takes_a_value_only_on_the_kind_that_it_is_meant_for(app) {
        let tag = with(&field("Tag", &json!([]), &json!([])), json!({"apply_to": "UNIT"}));
        let mut part = part_body(&customer(app, "Acme"), &manufacturer(app, "Zeta"), "T-1");
        part["input_filter"] = json!([with(&tag, json!({"value": "x"}))]);
        assert_eq!(wrong(post(app, "parts", part.clone())), message("apply_to", ".input_filter[0].value"));
        part["input_filter"] = json!([tag]);
        let part = make(app, "parts", part);
        let body = set(&unit_body(&part, &location(app, "Here"), "One"), "tag", "x");
        let unit = post(app, "units", body).expect(200).json();
        assert_eq!((&shown(&unit, "tag")["value"], &shown(&unit, "tag")["apply_to"]), (&json!("x"), &json!("UNIT")));
        let nothing = with(&tag, json!({"apply_to": "MOON"}));
        let beta = json!({"label": "Beta", "allowed_statuses": [], "input_filter": [nothing]});
        assert_eq!(wrong(post(app, "customers", beta)), message("enum", ".input_filter[0].apply_to"));
    }
}
