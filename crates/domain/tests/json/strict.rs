use docket_domain::json::{MAX_DEPTH, parse, parse_object};
use proptest::prelude::*;
use serde_json::{Value, json};

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn numbers_keep_every_digit() {
    let text = r#"{"a":4.0,"b":12345678901234567890.10,"c":-0.0,"d":1e400,"e":0}"#;
    assert_eq!(parse(text.as_bytes()).unwrap().to_string(), text.replace("1e400", "1e+400"));
}

#[test]
fn the_order_of_names_stays() {
    let text = r#"{"z":1,"a":{"y":[],"b":null},"m":"x"}"#;
    assert_eq!(parse(text.as_bytes()).unwrap().to_string(), text);
}

#[test]
fn a_name_twice_is_refused_at_any_depth_with_its_place() {
    for (text, path) in [
        (r#"{"a":1,"a":1}"#, "$.a"),
        (r#"{"b":[0,{"a b":{"c":1,"d":2,"c":3}}]}"#, "$.b[1]['a b'].c"),
        (r#"{"a":1,"\u0061":2}"#, "$.a"),
    ] {
        let fault = parse(text.as_bytes()).unwrap_err();
        assert_eq!(fault.path, path);
        assert!(fault.reason.contains("twice") && fault.reason.contains("line 1 column"), "{}", fault.reason);
    }
}

#[test]
fn depth_128_is_accepted_and_129_refused() {
    assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
    let fault = parse(nested(MAX_DEPTH + 1).as_bytes()).unwrap_err();
    assert!(fault.reason.contains("128"), "{}", fault.reason);
    assert!(parse(&b"[".repeat(8 << 20)).is_err());
    assert!(parse(&br#"{"a":"#.repeat(1 << 20)).is_err());
    // Many containers beside each other are not deep.
    assert!(parse(format!("[{}[1.5]]", "[1,{\"a\":2}],".repeat(500)).as_bytes()).is_ok());
}

#[test]
fn the_character_nul_is_refused_in_strings_and_names() {
    for text in [r#""a\u0000b""#, r#"{"a\u0000":1}"#, "\"\0\"", r#"["x",{"y":"\u0000"}]"#] {
        assert!(parse(text.as_bytes()).is_err(), "{text}");
    }
    assert_eq!(parse(r#"["x",{"y":"\u0000"}]"#.as_bytes()).unwrap_err().path, "$[1].y");
}

#[test]
fn a_name_that_the_parser_keeps_for_itself_is_refused() {
    for text in [
        r#"{"$serde_json::private::Number":"1"}"#,
        r#"{"$serde_json::private::RawValue":"1"}"#,
        r#"{"a":{"\u0024serde_json::private::Number":"7"}}"#,
        r#"{"x":1,"$serde_json::private::Number":"1"}"#,
    ] {
        assert!(parse(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn what_is_not_strict_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "{}x",
        "{} {}",
        "[1,]",
        r#"{"a":1,}"#,
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "'a'",
        "{a:1}",
        "\u{feff}{}",
        "\u{a0}{}",
        "/**/{}",
        "\"\t\"",
        r#""\ud800""#,
        "nul",
        "True",
    ] {
        let fault = parse(text.as_bytes()).expect_err(text);
        assert!(fault.reason.contains("line"), "{}", fault.reason);
    }
    assert!(parse(b"\"\xff\"").is_err());
    assert!(parse(b"\"\xed\xa0\x80\"").is_err());
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    for text in ["[]", "null", "1", "\"x\""] {
        assert_eq!(parse_object(text.as_bytes()).unwrap_err().path, "$");
    }
    assert_eq!(Value::Object(parse_object(b"{\"a\":[]}").unwrap()), json!({"a": []}));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[^\0]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[^\0]{0,6}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_valid_document_is_read_as_any_parser_reads_it(document in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
        let text = text.unwrap();
        prop_assert_eq!(parse(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(&text).unwrap());
    }

    #[test]
    fn no_bytes_make_the_parser_panic_or_accept_what_others_refuse(bytes: Vec<u8>, text in r#"[\[\]{}",:0-9eE.+\- \\untrfals]{0,40}"#) {
        for input in [bytes.as_slice(), text.as_bytes()] {
            if parse(input).is_ok() {
                prop_assert!(serde_json::from_slice::<Value>(input).is_ok());
            }
        }
    }
}
