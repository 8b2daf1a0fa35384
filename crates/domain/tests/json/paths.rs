use std::time::{Duration, Instant};

use docket_domain::json::{Object, Path, remove};
use proptest::prelude::*;
use serde_json::{Value, json};

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("not an object: {other}"),
    }
}

fn without(document: Value, paths: &[&str]) -> Value {
    let mut doc = object(document);
    let paths: Vec<Path> = paths.iter().map(|text| Path::compile(text).expect(text)).collect();
    remove(&mut doc, &paths).expect("the paths are cheap");
    Value::Object(doc)
}

fn refusal(doc: &mut Object, path: &str) -> String {
    let before = doc.clone();
    let start = Instant::now();
    let faults = remove(doc, &[Path::compile(path).expect(path)]).expect_err(path);
    assert!(start.elapsed() < Duration::from_secs(1), "{path} took {:?}", start.elapsed());
    assert!(*doc == before);
    assert_eq!(faults[0].path, "$._paths[0]");
    faults[0].reason.clone()
}

fn huge() -> Object {
    let rows: Vec<Value> = (0..60_000).map(|n| json!({"ID": n.to_string(), "X": {"Y": [n]}})).collect();
    object(json!({"OrderNum": "1", "FlexView": [{"ID": "1001"}, {"ID": "1002"}], "Surveys": rows}))
}

#[test]
fn all_paths_are_looked_up_before_anything_is_removed() {
    let doc = json!({"a": [0, 1, 2, 3, 4], "b": 1});
    assert_eq!(without(doc, &["$.a[0]", "$.a[1]", "$.a[-1]", "$.a[1]"]), json!({"a": [2, 3], "b": 1}));
}

#[test]
fn a_place_inside_another_that_goes_too_does_no_harm() {
    let doc = json!({"a": [{"x": 1}, {"x": 2}, {"x": 3}]});
    assert_eq!(without(doc.clone(), &["$.a[0].x", "$.a[0]"]), json!({"a": [{"x": 2}, {"x": 3}]}));
    assert_eq!(without(doc, &["$.a[0]", "$.a[1].x", "$..nothing"]), json!({"a": [{"x": 3}]}));
}

#[test]
fn a_container_left_empty_goes_and_one_that_was_empty_stays() {
    let doc = json!({"r": {"x": 1}, "l": [[7]], "e": {}, "n": []});
    assert_eq!(without(doc, &["$.r.x", "$.l[0][0]"]), json!({"e": {}, "n": []}));
}

#[test]
fn names_with_blanks_quotes_and_wildcards_are_found() {
    let doc = json!({"Extensions": {"ADP #": 1, "it's": 2, "b": 3}});
    assert_eq!(
        without(doc, &["$.Extensions['ADP #']", r"$['Extensions']['it\'s']", "$ ['none'] .x"]),
        json!({"Extensions": {"b": 3}})
    );
}

#[test]
fn the_root_can_not_be_removed() {
    assert!(refusal(&mut object(json!({"a": 1})), "$").contains("whole document"));
}

#[test]
fn a_narrow_path_passes_on_a_huge_document() {
    let mut doc = huge();
    let path = Path::compile("$.FlexView[?(@.ID=='1001')]").unwrap();
    remove(&mut doc, &[path, Path::compile("$.Surveys[59999].X.Y[0]").unwrap()]).unwrap();
    assert_eq!(doc["FlexView"], json!([{"ID": "1002"}]));
    assert_eq!(doc["Surveys"][59_999], json!({"ID": "59999"}));
}

#[test]
fn a_path_that_could_visit_too_much_is_refused_at_once() {
    let mut doc = huge();
    for path in [
        "$..*..*..*",
        "$..[?(@..x)]",
        "$..*",
        "$.Surveys[*].X.Y[*]",
        "$.Surveys[?(@.ID=='1' || $.Surveys[?(@.ID=='2')])]",
        "$.FlexView[?(count($..*)>1)]",
        "$.Surveys[?(match(@.ID, 'a.*'))]",
        "$.Surveys[?(search(@.ID, '(a{30}){30}'))]",
        "$.FlexView[?(@.ID==$.Surveys)]",
        "$['Surveys','Surveys'][?@[?@.Y]]",
        "$.Surveys[1:].X.Y[0]",
    ] {
        assert!(refusal(&mut doc, path).contains("100000"), "{path}");
    }
}

#[test]
fn many_descents_into_a_deep_document_are_refused_at_once() {
    let mut value = json!({"z": 1});
    for _ in 0..110 {
        value = json!({"a": value, "b": [1, 2, 3]});
    }
    let mut doc = object(value);
    for path in ["$..*..*..*..*", "$..a..a..a..a..z", "$..[?@..[?@..[?@..z]]]"] {
        refusal(&mut doc, path);
    }
}

#[test]
fn the_paths_of_one_request_share_one_budget() {
    let rows: Vec<Value> = (0..9_000).map(Value::from).collect();
    let mut doc = object(json!({"a": rows}));
    let paths: Vec<Path> = (0..12).map(|_| Path::compile("$.a[?@==1]").unwrap()).collect();
    assert!(remove(&mut doc.clone(), &paths[..2]).is_ok());
    assert_ne!(remove(&mut doc, &paths).unwrap_err()[0].path, "$._paths[0]");
}

#[test]
fn costly_patterns_and_patterns_out_of_the_document_are_refused() {
    let mut doc = object(json!({"a": ["x", "y"]}));
    refusal(&mut doc, r"$.a[?search(@, '((\\p{L}{90}){90}){90}')]");
    assert!(Path::compile("$.a[?match(@, $.p)]").is_err());
    assert!(Path::compile("$.a[?search(@.b, @.c)]").is_err());
    assert!(Path::compile(r"$.a[?search(@.b, 'a\u007b90}')]").is_err());
    let long = "x".repeat(4 << 20);
    refusal(&mut object(json!({"a": [long]})), "$.a[?search(@, '[a-z]+y')]");
    assert_eq!(without(json!({"a": ["xa", "yb"]}), &["$.a[?match(@, 'x.*')]"]), json!({"a": ["yb"]}));
}

#[test]
fn a_path_that_takes_long_to_read_is_refused_at_once() {
    let start = Instant::now();
    for text in [
        format!("$[?{}@.a{}]", "(".repeat(400), ")".repeat(400)),
        format!("${}{}", "[?@".repeat(200), "]".repeat(200)),
        format!("$[?{}", "length(".repeat(100)),
        "$.a".repeat(1_000),
        "$[?!(@.a".to_owned(),
        "FlexView".to_owned(),
        String::new(),
    ] {
        assert!(Path::compile(&text).is_err(), "{text}");
    }
    // The deepest that is read.
    for inner in ["[?@", "[?(@.a==1)||@", "[?!@"] {
        let levels = 8 / inner.matches(['[', '(']).count().max(1);
        let text = format!("${}{}", inner.repeat(levels), "]".repeat(levels));
        let _ = Path::compile(&text);
    }
    let _ = Path::compile(&format!("$[?{}@.a{}]", "length(value(".repeat(3), "))".repeat(3)));
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn no_text_makes_a_path_panic(text in r#"\$[.\[\]'"?@$()*,:0-9a-c =<>!&|\\-]{0,24}"#) {
        if let Ok(path) = Path::compile(&text) {
            let mut doc = object(json!({"a": {"b": [1, {"c": "x"}, [2]]}, "b": "c", "c": []}));
            let _ = remove(&mut doc, &[path]);
        }
    }
}
