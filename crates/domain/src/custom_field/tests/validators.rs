use super::{field, outcome};
use serde_json::{Value, json};

/// Holds values against one validator: those of the first list pass, those of the second fail under its newer name.
fn table(name: &str, newer: &str, options: &Value, pass: &[&str], fail: &[&str]) {
    let field = field(&json!([]), &json!([{"type": name, "options": options}]));
    for text in pass {
        assert_eq!(outcome(&field, &json!(text)), Ok(Some((*text).to_owned())), "{name} {options}: {text}");
    }
    for text in fail {
        assert_eq!(outcome(&field, &json!(text)), Err(newer.to_owned()), "{name} {options}: {text}");
    }
}

fn same(name: &str, options: &Value, pass: &[&str], fail: &[&str]) {
    table(name, name, options, pass, fail);
}

#[test]
fn between_includes_its_limits_unless_told_otherwise() {
    let limits = json!({"min": 1, "max": 5.5});
    same("between", &limits, &["1", "5.5", "5.5004", "1e0"], &["0.99", "5.501", "x", "", "1,5"]);
    table("greater_than", "between", &limits, &["1", "3"], &["6"]);
    same("between", &json!({"min": 1, "max": 5, "include": false}), &["1.001", "4"], &["1", "5", "1.0001"]);
    same("between", &json!({"min": 0, "max": 1, "precision": 1}), &["1.04"], &["1.06"]);
}

#[test]
fn greater_than_and_less_than_compare_with_one_limit() {
    same("greater_than", &json!({"value": 10}), &["10", "11"], &["9.9", "x"]);
    same("greater_than", &json!({"value": 10, "include": false}), &["10.001"], &["10", "10.0004"]);
    same("less_than", &json!({"value": -1}), &["-1", "-2"], &["0", "-0.5"]);
    table("lessThan", "less_than", &json!({"value": 1, "include": false}), &["0"], &["1"]);
}

#[test]
fn equals_compares_numbers_texts_and_truths() {
    same("equals", &json!({"value": 1.5}), &["1.5", "1.50", "1.5001"], &["1.6", "x"]);
    same("equals", &json!({"value": 1.5, "precision": 8}), &["1.5"], &["1.5001"]);
    same("equals", &json!({"value": "Ab"}), &["Ab"], &["ab", "b"]);
    same("equals", &json!({"value": true}), &["true"], &["false", "1"]);
}

#[test]
fn white_list_and_black_list_hold_texts_numbers_and_truths() {
    let list = json!({"list": ["red", 1, true]});
    let (listed, others) = (["red", "RED", "1", "1.0", "true"], ["blue", "", "false"]);
    same("white_list", &list, &listed, &others);
    table("whiteList", "white_list", &list, &listed, &others);
    same("black_list", &list, &others, &listed);
    same("white_list", &json!({"list": ["red"], "check_case": true}), &["red"], &["Red"]);
}

#[test]
fn contains_starts_with_and_ends_with_ignore_case_unless_told_otherwise() {
    same("contains", &json!({"contains": "Bc"}), &["abcd", "ABCD"], &["acb", ""]);
    same("contains", &json!({"contains": "Bc", "check_case": true}), &["aBcd"], &["abcd"]);
    same("starts_with", &json!({"starts_with": "SN"}), &["SN1", "sn1"], &["1SN"]);
    table("startsWith", "starts_with", &json!({"starts_with": "SN", "check_case": true}), &["SN1"], &["sn1"]);
    same("ends_with", &json!({"ends_with": ".PDF"}), &["a.pdf"], &["pdf.a"]);
    same("ends_with", &json!({"ends_with": ".PDF", "check_case": true}), &["a.PDF"], &["a.pdf"]);
}

#[test]
fn length_counts_characters_with_each_operator() {
    for (operator, pass, fail) in [
        ("equals", ["été"], ["ab"]),
        ("less_than", ["ab"], ["abc"]),
        ("less_than_equals", ["abc"], ["abcd"]),
        ("greater_than", ["abcd"], ["abc"]),
        ("greater_than_equals", ["abc"], ["ab"]),
    ] {
        same("length", &json!({"length": 3, "operator": operator}), &pass, &fail);
    }
    same("length", &json!({"length": "3"}), &["abc"], &["ab"]);
}

#[test]
fn email_address_is_checked_by_how_it_is_written() {
    let good = [
        "a@b.co",
        "first.last+tag@sub.example.com",
        "\"odd one\"@example.com",
        "a@[10.0.0.1]",
        "a@[IPv6:::1]",
    ];
    let bad =
        ["", "a", "@b.co", "a@", "a@b", "a..b@c.de", ".a@b.co", "a b@c.de", "a@-b.co", "a@b.co.", "a@b@c.de"];
    same("email_address", &json!({"lookup": true}), &good, &bad);
    let long = format!("{}@example.com", "a".repeat(65));
    same("email_address", &json!({}), &[], &[&long]);
    same("email_address", &json!({"strict": false}), &[&long], &["a"]);
}

#[test]
fn hostname_is_checked_by_how_it_is_written() {
    let long = format!("{}.com", "a".repeat(64));
    let bad = ["", "-a.com", "a-.com", "a..b", "10.0.0.1", "a b.com", long.as_str()];
    same("hostname", &json!({}), &["example.com", "localhost", "a-1.example.com.", "bücher.example"], &bad);
    same("hostname", &json!({"record_type": "SRV"}), &["_sip._tcp.example.com"], &bad);
    same("hostname", &json!({"record_type": "AAAA"}), &["example.com"], &["_sip._tcp.example.com"]);
}

#[test]
fn ip_address_is_of_version_4_unless_told_otherwise() {
    let (v4, v6) = (["10.0.0.1", "255.255.255.255"], ["::1", "fe80::1:2"]);
    same("ip_address", &json!({}), &v4, &v6);
    same("ip_address", &json!({"version": "IPv6"}), &v6, &v4);
    table("ipAddress", "ip_address", &json!({"versions": ["IPv6"]}), &v6, &v4);
    table(
        "ipAddress",
        "ip_address",
        &json!({"versions": ["IPv4", "IPv6"]}),
        &[v4[0], v6[0]],
        &["10.0.0", "256.0.0.1", ""],
    );
}

#[test]
fn mac_address_has_twelve_digits_in_one_of_the_usual_groupings() {
    let good = ["00:1A:2b:3c:4D:5e", "00-1A-2b-3c-4D-5e", "001A.2b3c.4D5e", "001A2b3c4D5e"];
    let bad = ["", "00:1A:2b:3c:4D", "00:1A:2b:3c:4D:5g", "00:1A-2b:3c:4D:5e", "001A2b3c4D5", "é01A2b3c4D5"];
    table("macAddress", "mac_address", &json!({}), &good, &bad);
    same("mac_address", &json!({}), &good, &bad);
}

#[test]
fn mask_is_a_regular_expression_as_in_javascript() {
    same("mask", &json!({"mask": r"^\d{3}-[\w.]+$"}), &["123-ab.c"], &["12-a", "123-é", "٣٣٣-a"]);
    same("mask", &json!({"mask": "b"}), &["abc"], &["ac"]);
    same("mask", &json!({"mask": r"^[[&&~]\/$"}), &["[/", "&/", "~/"], &["a/"]);
    same("mask", &json!({"mask": "^(?:a+)+$"}), &["aaa"], &[&format!("{}b", "a".repeat(4000))]);
}

#[test]
fn step_wants_a_multiple_and_moves_its_ends_to_the_next_one() {
    same("step", &json!({"step": 0.5}), &["0", "-1.5", "100"], &["0.3", "x", ""]);
    let ends = json!({"step": 5, "start": 7, "end": 18});
    same("step", &ends, &["5", "10", "15", "20"], &["0", "7", "25"]);
    same("step", &json!({"step": 5, "start": null, "end": 10}), &["-5", "10"], &["15"]);
}

#[test]
fn uri_has_one_of_the_schemes_in_either_spelling() {
    let good = [
        "https://example.com/a?b=c#d",
        "HTTP://user@10.0.0.1:80",
        "http://[::1]/",
        "urn:isbn:1",
        "sip:a@b.c",
        "file:///etc/x",
        "ldap:///dc=x",
    ];
    let bad = [
        "",
        "example.com",
        "https:/x",
        "https://",
        "http://a b",
        "mailto:a@b.c",
        "http://a:99999",
        "http://a/%zz",
        "urn:x:y",
    ];
    same("uri", &json!({}), &good, &bad);
    for schemes in [json!(["https"]), json!(["https:"])] {
        same("uri", &json!({"schemes": schemes}), &["https://a.b"], &["http://a.b"]);
    }
}

#[test]
fn always_never_and_required_do_what_they_say() {
    same("always", &json!({}), &["", "x"], &[]);
    same("never", &json!({}), &[], &["", "x"]);
    same("required", &json!({}), &["x", " ", "false"], &["", "0", "0.0"]);
}

#[test]
fn no_value_fails_only_where_one_is_required() {
    for (name, expected) in
        [("required", Err("required".to_owned())), ("never", Ok(None)), ("mac_address", Ok(None))]
    {
        let field = field(&json!([]), &json!([{"type": name, "options": {}}]));
        assert_eq!(outcome(&field, &Value::Null), expected, "{name}");
    }
    let emptied =
        field(&json!([{"type": "empty", "options": {}}]), &json!([{"type": "required", "options": {}}]));
    assert_eq!(outcome(&emptied, &json!("")), Err("required".to_owned()));
}

#[test]
fn a_failure_tells_the_options_and_the_first_validator_that_failed() {
    let validators = json!([
        {"type": "always", "options": {}},
        {"type": "less_than", "options": {"value": 5, "include": false}},
        {"type": "never", "options": {}},
    ]);
    let message = super::set_value(&field(&json!([]), &validators), &json!(5)).expect_err("5 is not below 5");
    assert_eq!(message.keyword, "less_than");
    assert_eq!(message.params, json!({"value": 5, "include": false}));
    assert_eq!(message.message, "should be < 5");
}
