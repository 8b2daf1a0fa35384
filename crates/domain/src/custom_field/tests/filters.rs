use super::{field, outcome};
use serde_json::{Value, json};

/// Runs each raw value through one filter; `"!"` stands for a value that is refused.
fn table(name: &str, options: &Value, rows: &[(Value, Value)]) {
    let field = field(&json!([{"type": name, "options": options}]), &json!([]));
    for (raw, expected) in rows {
        let expected = match expected.as_str() {
            Some("!") => Err(name.to_owned()),
            text => Ok(text.map(str::to_owned)),
        };
        assert_eq!(outcome(&field, raw), expected, "{name} {options} of {raw}");
    }
}

fn rows<const N: usize>(rows: [(&str, &str); N]) -> Vec<(Value, Value)> {
    rows.into_iter().map(|(raw, expected)| (json!(raw), json!(expected))).collect()
}

#[test]
fn allowed_list_keeps_what_is_listed_and_else_leaves_the_default_or_nothing() {
    let list = json!({"approved_values": ["red", "blue"]});
    table(
        "allowed_list",
        &list,
        &[(json!("red"), json!("red")), (json!("BLUE"), json!("BLUE")), (json!("x"), Value::Null)],
    );
    let cased = json!({"approved_values": ["red"], "check_case": true, "default": "none"});
    table("allowed_list", &cased, &rows([("red", "red"), ("Red", "none"), ("x", "none")]));
}

#[test]
fn camel_kebab_and_snake_join_words_their_way() {
    let none = json!({});
    table(
        "camel",
        &none,
        &rows([
            ("foo bar", "fooBar"),
            ("Foo-Bar_baz", "fooBarBaz"),
            ("fooBar", "fooBar"),
            ("a b c", "aBC"),
            ("HTTP server", "httpServer"),
            ("--", ""),
        ]),
    );
    table(
        "kebab",
        &none,
        &rows([
            ("Foo Bar", "foo-bar"),
            ("fooBar", "foo-bar"),
            ("HTTPServer2", "http-server2"),
            (" größe! ", "größe"),
        ]),
    );
    table("snake", &none, &rows([("Foo Bar", "foo_bar"), ("fooBar", "foo_bar"), ("a-b.c", "a_b_c")]));
}

#[test]
fn lower_and_upper_change_every_letter() {
    table("lower", &json!({}), &rows([("ABC é", "abc é"), ("ÀB", "àb")]));
    table("upper", &json!({}), &rows([("abc", "ABC"), ("straße", "STRASSE")]));
}

#[test]
fn date_writes_every_point_in_time_in_one_form() {
    table(
        "date",
        &json!({}),
        &[
            (json!("2026-11-21"), json!("2026-11-21T00:00:00.000Z")),
            (json!(" 2026-11-21T12:00:00+02:00 "), json!("2026-11-21T10:00:00.000Z")),
            (json!(""), Value::Null),
            (json!("21.11.2026"), json!("!")),
            (json!("2026-02-30"), json!("!")),
        ],
    );
}

#[test]
fn empty_makes_nothing_of_zero_false_and_an_empty_text() {
    let nothing = [json!(0), json!(0.0), json!("0"), json!("0.00"), json!(""), json!(false), json!("false")];
    table("empty", &json!({}), &nothing.map(|raw| (raw, Value::Null)));
    table("empty", &json!({}), &rows([(" ", " "), ("x", "x"), ("true", "true"), ("10", "10")]));
}

#[test]
fn float_strips_what_is_no_number_and_rounds() {
    table(
        "float",
        &json!({}),
        &[
            (json!("$1,234.5678 USD"), json!("1234.568")),
            (json!("-0.0004"), json!("0")),
            (json!(1.5e3), json!("1500")),
            (json!(12), json!("12")),
            (json!("1.2.3"), json!("1.23")),
            (json!("a-5"), json!("-5")),
            (json!(""), Value::Null),
            (json!("abc"), json!("!")),
            (json!("-"), json!("!")),
        ],
    );
    table("float", &json!({"precision": 1}), &rows([("0.96", "1"), ("2.55", "2.6")]));
}

#[test]
fn number_strips_the_point_too() {
    table(
        "number",
        &json!({}),
        &[
            (json!("1,234.5"), json!("12345")),
            (json!("007"), json!("7")),
            (json!("-12"), json!("-12")),
            (json!("12-34"), json!("1234")),
            (json!(""), Value::Null),
            (json!("none"), json!("!")),
        ],
    );
}

#[test]
fn prefix_and_suffix_are_added_unless_they_are_there() {
    table(
        "prefix",
        &json!({"prefix": "SN-"}),
        &rows([("1", "SN-1"), ("SN-1", "SN-1"), ("sn-1", "SN-sn-1"), ("", "SN-")]),
    );
    table("suffix", &json!({"suffix": " kg"}), &rows([("1", "1 kg"), ("1 kg", "1 kg")]));
}

#[test]
fn string_makes_a_text_of_numbers_and_truths() {
    table(
        "string",
        &json!({}),
        &[(json!(1.50), json!("1.5")), (json!(true), json!("true")), (json!("x"), json!("x"))],
    );
}

#[test]
fn trim_takes_white_space_off_both_ends_or_one() {
    table("trim", &json!({}), &rows([(" a b\t\n", "a b"), ("\u{a0}x", "x")]));
    table("trim", &json!({"start": false}), &rows([(" a ", " a")]));
    table("trim", &json!({"end": false}), &rows([(" a ", "a ")]));
    table("trim", &json!({"start": false, "end": false}), &rows([(" a ", " a ")]));
}

#[test]
fn alpha_keeps_letters_and_digits_keeps_digits() {
    table("alpha", &json!({}), &rows([("a1 b2-é", "abé"), ("12", "")]));
    table("digits", &json!({}), &rows([("a1 b2.5", "125"), ("x", "")]));
}

#[test]
fn boolean_is_false_for_what_is_empty_no_or_off_and_else_true() {
    let falsy = [json!(false), json!(0), json!(""), json!("FALSE"), json!("no"), json!("Off"), json!("0.0")];
    table("boolean", &json!({}), &falsy.map(|raw| (raw, json!("false"))));
    let truthy = [json!(true), json!(1), json!("yes"), json!("anything")];
    table("boolean", &json!({}), &truthy.map(|raw| (raw, json!("true"))));
}

#[test]
fn filters_run_in_their_order_until_nothing_is_left() {
    let in_order = json!([
        {"type": "trim", "options": {}},
        {"type": "empty", "options": {}},
        {"type": "upper", "options": {}},
        {"type": "prefix", "options": {"prefix": "sn-"}},
    ]);
    let field = field(&in_order, &json!([]));
    assert_eq!(outcome(&field, &json!(" ab ")), Ok(Some("sn-AB".to_owned())));
    assert_eq!(outcome(&field, &json!("  ")), Ok(None));
    assert_eq!(outcome(&field, &Value::Null), Ok(None));
}
