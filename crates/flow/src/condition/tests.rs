use serde_json::json;

use super::*;
use crate::world::{Root, World};

const ALL: [Operator; 6] = [
    Operator::Equals,
    Operator::NotEquals,
    Operator::GreaterThan,
    Operator::GreaterThanEquals,
    Operator::LessThan,
    Operator::LessThanEquals,
];

fn condition(variable: &str, operator: Operator, operand: &Value) -> Condition {
    Condition { variable: variable.to_owned(), operator, operand: operand.clone().into() }
}

fn with<T>(ask: impl FnOnce(&Sees<'_>) -> T) -> T {
    let data =
        json!({"n": 9, "text": "b", "digits": "10", "on": true, "none": null, "list": [1], "limit": 10.0});
    let data = data.as_object().cloned().unwrap();
    ask(&Sees { data: &data, world: &World::default(), event: None })
}

fn that_hold(variable: &str, operand: &Value) -> Vec<Operator> {
    let holds =
        |operator: &Operator| with(|sees| holds(&condition(variable, *operator, operand), sees)).unwrap();
    ALL.into_iter().filter(holds).collect()
}

#[test]
fn numbers_are_compared_as_numbers_and_anything_else_as_text() {
    use Operator::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals, NotEquals};
    let less = vec![NotEquals, LessThan, LessThanEquals];
    let equal = vec![Equals, GreaterThanEquals, LessThanEquals];
    let greater = vec![NotEquals, GreaterThan, GreaterThanEquals];
    for (variable, operand, expected) in [
        ("n", json!("10"), &less),
        ("$.n", json!("9.0"), &equal),
        ("$.digits", json!("9"), &greater),
        ("digits", json!("$.limit"), &equal),
        ("text", json!("10"), &greater),
        ("text", json!("b"), &equal),
        ("on", json!("true"), &equal),
        ("none", json!("null"), &equal),
        ("list", json!("[1]"), &equal),
    ] {
        assert_eq!(&that_hold(variable, &operand), expected, "{variable} and {operand}");
    }
}

#[test]
fn where_something_is_missing_only_not_equals_holds() {
    assert_eq!(that_hold("nope", &json!("1")), [Operator::NotEquals]);
    assert_eq!(that_hold("n", &json!("$.nope")), [Operator::NotEquals]);
}

#[test]
fn a_wrong_path_is_broken_and_an_unknown_document_is_asked_for() {
    let ask = |variable| with(|sees| holds(&condition(variable, Operator::Equals, &json!("1")), sees));
    assert!(matches!(ask("$.a["), Err(Unread::Broken(_))));
    assert_eq!(ask("$.cycle.n"), Err(Unread::Need(Root::Cycle)));
}

fn yes() -> Condition {
    condition("n", Operator::Equals, &json!("9"))
}

fn no() -> Condition {
    condition("n", Operator::Equals, &json!("8"))
}

#[test]
fn a_decision_goes_on_if_all_its_conditions_hold() {
    for (conditions, expected) in
        [(vec![], Picked::Goto), (vec![yes(), yes()], Picked::Goto), (vec![yes(), no()], Picked::GotoFail)]
    {
        let decision = Decision::All(conditions);
        assert_eq!(with(|sees| choose(&decision, sees)), Ok(expected));
    }
}

#[test]
fn the_first_choice_that_holds_is_taken_or_else_the_goto() {
    let choice = |join, conditions, goto: &str| Choice { join, conditions, goto: goto.to_owned() };
    let cases = [
        (vec![], Picked::Goto),
        (vec![choice(Join::And, vec![yes(), no()], "a")], Picked::Goto),
        (
            vec![choice(Join::And, vec![yes(), yes()], "a"), choice(Join::Or, vec![yes()], "b")],
            Picked::To("a"),
        ),
        (
            vec![choice(Join::Or, vec![no(), no()], "a"), choice(Join::Or, vec![no(), yes()], "b")],
            Picked::To("b"),
        ),
        (
            vec![choice(Join::Not, vec![no(), yes()], "a"), choice(Join::Not, vec![no()], "b")],
            Picked::To("b"),
        ),
    ];
    for (choices, expected) in cases {
        let decision = Decision::Choices(choices);
        assert_eq!(with(|sees| choose(&decision, sees)), Ok(expected));
    }
}
