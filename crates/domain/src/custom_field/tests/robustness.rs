use super::field;
use crate::custom_field::{Field, accept_definitions, set_value};
use crate::entity::EntityType::{Unit, WorkOrder};
use proptest::prelude::*;
use serde_json::{Value, json};

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "-?[0-9]{0,35}[.]?[0-9]{0,10}".prop_map(Value::from),
        "[a-c\\[\\]()\\\\|*+?{}^$&~dwb-]{0,10}".prop_map(Value::from),
    ]
}

fn option_value() -> impl Strategy<Value = Value> {
    prop_oneof![scalar(), prop::collection::vec(scalar(), 0..4).prop_map(Value::from)]
}

/// All options that any rule has, most of the type that they should be.
fn options() -> impl Strategy<Value = Value> {
    let number =
        || (-1000..1000_i32, 0..5_u32).prop_map(|(n, e)| json!(f64::from(n) / f64::from(10_i32.pow(e))));
    let text = || "[a-c\\[\\]()\\\\|*+?{}^$&~dwb-]{0,6}".prop_map(Value::from);
    let list = || prop::collection::vec(prop_oneof![number(), text()], 1..4).prop_map(Value::from);
    let numbers = prop::array::uniform7(number());
    let texts = prop::array::uniform6(text());
    let flags = prop::array::uniform4(any::<bool>());
    let odd =
        (prop::sample::select(vec!["min", "list", "mask", "step", "none", "precision"]), option_value());
    (numbers, texts, flags, (list(), list()), 1..=8, odd).prop_map(|(n, t, f, lists, precision, odd)| {
        let mut options = json!({
            "min": n[0], "max": n[1], "value": n[2], "length": n[3], "step": n[4], "start": n[5], "end": n[6],
            "prefix": t[0], "suffix": t[0], "default": t[1], "contains": t[2], "starts_with": t[3], "ends_with": t[4],
            "mask": t[5], "check_case": f[0], "include": f[1], "strict": f[2], "lookup": f[3],
            "approved_values": [t[0], t[1]], "list": lists.0, "precision": precision,
        });
        options[odd.0] = odd.1;
        options
    })
}

fn rule() -> impl Strategy<Value = Value> {
    let names =
        [&super::super::filter::NAMES[..], &super::super::validator::NAMES[..], &["lessThan", "ipAddress"]]
            .concat();
    (prop::sample::select(names), options()).prop_map(|(name, mut options)| {
        if let Some(options) = options.as_object_mut().filter(|_| name == "trim") {
            options.extend([("start".to_owned(), json!(false)), ("end".to_owned(), json!(true))]);
        }
        json!({"type": name, "options": options})
    })
}

fn entry() -> impl Strategy<Value = Value> {
    let rules = |names: &'static [&'static str]| {
        let known = rule().prop_filter("of this list", move |rule| {
            rule["type"].as_str().is_some_and(|name| names.contains(&name))
        });
        prop::collection::vec(known, 0..3)
    };
    let label = prop_oneof![9 => "\\PC{0,12}".prop_map(Value::from), 1 => option_value()];
    let key = prop_oneof!["[a-z_-]{0,6}".prop_map(Value::from), scalar()];
    let (filters, validators) = (rules(&super::super::filter::NAMES), rules(&super::super::validator::NAMES));
    (label, key, filters, validators, prop_oneof![Just(Value::Null), scalar()]).prop_map(
        |(label, key, filters, validators, value)| {
            let mut entry =
                json!({"label": label, "filters": filters, "validators": validators, "value": value});
            if key.is_string() {
                entry["key"] = key;
            }
            entry
        },
    )
}

/// Filters that leave alone what they made.
fn steady() -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::sample::select(vec![
            "alpha", "boolean", "camel", "date", "digits", "empty", "kebab", "lower", "number", "snake",
            "string", "trim", "upper"
        ])
        .prop_map(|name| json!({"type": name, "options": {}})),
        (1..=8).prop_map(|precision| json!({"type": "float", "options": {"precision": precision}})),
        "\\PC{0,3}".prop_map(|text| json!({"type": "prefix", "options": {"prefix": text}})),
        "\\PC{0,3}".prop_map(|text| json!({"type": "suffix", "options": {"suffix": text}})),
        Just(json!({"type": "allowed_list", "options": {"approved_values": ["a"], "default": "a"}})),
    ]
}

proptest! {
    #[test]
    fn no_body_makes_a_panic_and_what_is_accepted_is_read_back(entries in prop::collection::vec(prop_oneof![entry(), option_value()], 0..4)) {
        let list = Value::Array(entries);
        if let Ok(fields) = accept_definitions(&list, &[], &[], Unit) {
            for field in &fields {
                let stored = serde_json::to_value(field).expect("a field is JSON");
                prop_assert_eq!(Field::of_stored(&stored), Some(field.clone()));
            }
            prop_assert_eq!(accept_definitions(&json!([]), &fields, &[], WorkOrder).map(|below| below.len()), Ok(fields.len()));
        }
    }

    #[test]
    fn every_valid_rule_takes_any_value_without_a_panic(rule in rule(), raw in option_value()) {
        for (filters, validators) in [(json!([rule]), json!([])), (json!([]), json!([rule]))] {
            let list = json!([{"label": "a", "filters": filters, "validators": validators}]);
            if let Ok(fields) = accept_definitions(&list, &[], &[], Unit) {
                for raw in [&raw, &json!("a-1.5")] {
                    let _ = set_value(&fields[0], raw);
                }
            }
        }
    }

    #[test]
    fn a_filter_leaves_alone_what_it_made(filter in steady(), raw in scalar()) {
        let field = field(&json!([filter]), &json!([]));
        if let Ok(once) = set_value(&field, &raw) {
            prop_assert_eq!(set_value(&field, &json!(once)), Ok(once));
        }
    }

    #[test]
    fn nothing_stored_makes_a_panic(stored in prop_oneof![entry(), option_value()]) {
        let _ = Field::of_stored(&stored);
    }
}
