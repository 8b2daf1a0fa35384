//! Our validation messages beside those of the real Ajv 6 (made by `xtask/ajv/make.mjs`).

use docket_domain::{
    Message,
    schema::{Body, check},
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    body: String,
    value: Option<Value>,
    text: Option<String>,
    errors: Vec<Message>,
}

impl Case {
    fn value(&self) -> Value {
        let text = self.text.as_deref();
        text.map_or_else(
            || self.value.clone().unwrap_or_default(),
            |text| serde_json::from_str(text).expect("JSON"),
        )
    }
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("cases.json")).expect("the cases are JSON")
}

fn body(name: &str) -> Body {
    let spelt = |body: &Body| format!("{body:?}").eq_ignore_ascii_case(name);
    Body::ALL.iter().copied().find(spelt).expect("a body of that name")
}

fn messages(case: &Case) -> Vec<Message> {
    check(body(&case.body), &case.value()).err().unwrap_or_default()
}

/// As a text in which equal numbers look alike, to sort and compare.
fn spelt(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|message| serde_json::to_string(message).expect("it serializes")).collect()
}

#[test]
fn the_messages_are_those_of_ajv_and_in_its_order() {
    let cases = cases();
    let (mut same_set, mut same_order) = (0, 0);
    for case in &cases {
        let (mut ours, mut theirs) = (spelt(&messages(case)), spelt(&case.errors));
        let in_order = ours == theirs;
        same_order += usize::from(in_order);
        ours.sort();
        theirs.sort();
        same_set += usize::from(ours == theirs);
        if !in_order {
            let value = case.value();
            println!("{} {value}\n  ours   {ours:#?}\n  theirs {theirs:#?}", case.body);
        }
    }
    println!("{} cases: {same_set} with the same messages, {same_order} in the same order", cases.len());
    assert!(same_set * 100 >= cases.len() * 99, "{same_set} of {}", cases.len());
    assert!(same_order * 100 >= cases.len() * 95, "{same_order} of {}", cases.len());
}

#[test]
fn at_least_three_hundred_broken_bodies_of_all_kinds_are_compared() {
    let cases = cases();
    assert!(cases.iter().filter(|case| !case.errors.is_empty()).count() >= 300);
    for kind in Body::ALL {
        let of_kind: Vec<_> = cases.iter().filter(|case| body(&case.body) == *kind).collect();
        assert!(of_kind.iter().any(|case| case.errors.is_empty()), "a valid {kind:?}");
        assert!(of_kind.iter().any(|case| !case.errors.is_empty()), "a broken {kind:?}");
    }
}
