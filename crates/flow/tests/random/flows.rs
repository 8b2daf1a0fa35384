//! Random work flows that `accept` takes.

mod body;

use proptest::prelude::*;
use serde_json::{Value, json};

/// The parts of a work flow. Numbers stand for steps and variables, so that a smaller flow is a simpler one.
#[derive(Debug, Clone)]
pub struct Flow {
    steps: Vec<Step>,
    start: Vec<Assign>,
}

#[derive(Debug, Clone)]
struct Step {
    kind: Kind,
    /// Which step is next; mostly the one that follows.
    goto: Option<usize>,
    fail: Fail,
    retry: u8,
    waits: u8,
    sets: Vec<Assign>,
    actions: [Option<Call>; 4],
}

/// Where a step goes that failed.
#[derive(Debug, Clone)]
enum Fail {
    Nowhere,
    End,
    Step(usize),
}

#[derive(Debug, Clone)]
enum Kind {
    Pass,
    Decision(Vec<Condition>),
    Choices(Vec<(&'static str, Condition, usize)>),
    User(User),
    Machine { charge: Option<u8> },
    Call(Call),
    Job { number: bool },
    Wait { time: u16, more: u16, listen: Vec<Listen> },
    Parallel { branches: Vec<Vec<Step>>, condition: Option<&'static str>, fast: bool },
}

#[derive(Debug, Clone)]
enum User {
    Confirm,
    Pdf,
    Tasks { check: bool, evaluated: Vec<bool> },
    Form { variable: bool },
}

#[derive(Debug, Clone)]
enum Call {
    Allocate,
    Status,
    Location { variable: Option<usize> },
    Notify,
}

#[derive(Debug, Clone)]
struct Assign {
    to: Target,
    value: Given,
    lock: bool,
    ignore: bool,
}

#[derive(Debug, Clone)]
enum Target {
    Variable(usize),
    Nested(usize),
    Field,
}

#[derive(Debug, Clone)]
enum Given {
    Literal(Value),
    Variable(usize),
    Field,
}

#[derive(Debug, Clone)]
struct Condition {
    variable: usize,
    operator: &'static str,
    operand: String,
}

#[derive(Debug, Clone)]
struct Listen {
    event: &'static str,
    condition: Option<Condition>,
}

/// Any work flow.
pub fn flow() -> impl Strategy<Value = Flow> {
    let steps = prop::collection::vec(step(top_kind()), 1..9);
    (steps, prop::collection::vec(assign(), 0..3)).prop_map(|(steps, start)| Flow { steps, start })
}

fn top_kind() -> BoxedStrategy<Kind> {
    let branch = prop::collection::vec(step(branch_kind()), 1..4);
    let conditions = prop::option::of(prop::sample::select(vec!["ALL", "ANY", "NONE"]));
    let branches = (prop::collection::vec(branch, 2..4), conditions, any::<bool>())
        .prop_map(|(branches, condition, fast)| Kind::Parallel { branches, condition, fast });
    let wait = (1..20_u16, 0..40_u16, prop::collection::vec(listen(), 0..3))
        .prop_map(|(time, more, listen)| Kind::Wait { time, more, listen });
    prop_oneof![
        6 => branch_kind(),
        2 => wait,
        3 => branches,
        1 => call().prop_map(Kind::Call),
        1 => any::<bool>().prop_map(|number| Kind::Job { number }),
    ]
    .boxed()
}

fn branch_kind() -> BoxedStrategy<Kind> {
    let choice = (prop::sample::select(vec!["and", "or", "not"]), condition(), any::<usize>());
    prop_oneof![
        1 => Just(Kind::Pass),
        1 => prop::collection::vec(condition(), 0..3).prop_map(Kind::Decision),
        1 => prop::collection::vec(choice, 0..3).prop_map(Kind::Choices),
        3 => user().prop_map(Kind::User),
        1 => prop::option::of(0..=100_u8).prop_map(|charge| Kind::Machine { charge }),
        1 => Just(Kind::Call(Call::Status)),
    ]
    .boxed()
}

fn user() -> impl Strategy<Value = User> {
    let tasks = (any::<bool>(), prop::collection::vec(any::<bool>(), 0..3));
    prop_oneof![
        Just(User::Confirm),
        Just(User::Pdf),
        tasks.prop_map(|(check, evaluated)| User::Tasks { check, evaluated }),
        any::<bool>().prop_map(|variable| User::Form { variable }),
    ]
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        Just(Call::Allocate),
        Just(Call::Status),
        prop::option::of(0..4_usize).prop_map(|variable| Call::Location { variable }),
    ]
}

fn action() -> impl Strategy<Value = Option<Call>> {
    prop_oneof![6 => Just(None), 1 => call().prop_map(Some), 1 => Just(Some(Call::Notify))]
}

fn assign() -> impl Strategy<Value = Assign> {
    let to = prop_oneof![
        5 => (0..4_usize).prop_map(Target::Variable),
        1 => (0..4_usize).prop_map(Target::Nested),
        3 => Just(Target::Field),
    ];
    let literal =
        prop::sample::select(vec![json!(1), json!("2"), json!(true), json!(null), json!({"x": [1]})]);
    let value = prop_oneof![
        4 => literal.prop_map(Given::Literal),
        2 => (0..4_usize).prop_map(Given::Variable),
        1 => Just(Given::Field),
    ];
    (to, value, prop::bool::weighted(0.2), prop::bool::weighted(0.3))
        .prop_map(|(to, value, lock, ignore)| Assign { to, value, lock, ignore })
}

fn condition() -> impl Strategy<Value = Condition> {
    let operators =
        ["equals", "not_equals", "greater_than", "less_than", "greater_than_equals", "less_than_equals"];
    let operand = prop::sample::select(vec!["1", "2", "true", "x", "$.v1", "$._entity.label"]);
    (0..4_usize, prop::sample::select(operators.to_vec()), operand).prop_map(
        |(variable, operator, operand)| Condition { variable, operator, operand: operand.to_owned() },
    )
}

fn listen() -> impl Strategy<Value = Listen> {
    (prop::sample::select(super::history::EVENTS.to_vec()), prop::option::of(condition()))
        .prop_map(|(event, condition)| Listen { event, condition })
}

fn step(kind: BoxedStrategy<Kind>) -> impl Strategy<Value = Step> {
    let goto = prop_oneof![3 => Just(None), 1 => any::<usize>().prop_map(Some)];
    let fail = prop_oneof![
        1 => Just(Fail::Nowhere),
        2 => Just(Fail::End),
        2 => any::<usize>().prop_map(Fail::Step),
    ];
    let sets = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(assign(), 1..3)];
    let actions = [action(), action(), action(), action()];
    (kind, goto, fail, 0..3_u8, 0..3_u8, sets, actions).prop_map(
        |(kind, goto, fail, retry, waits, sets, actions)| Step {
            kind,
            goto,
            fail,
            retry,
            waits,
            sets,
            actions,
        },
    )
}
