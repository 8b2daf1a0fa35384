//! Random histories: what is done to a run, whatever it waits for.

use docket_domain::work_flow::{Definition, Machine, StepKind, User};
use docket_flow::{Close, Happening, Input, State};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The events that happen, and that work flows listen for.
pub const EVENTS: [&str; 3] = ["UNIT.changed", "UNIT.status-changed", "WOR.changed"];

/// What is done, and how what the run wants done turns out.
#[derive(Debug, Clone)]
pub struct History {
    pub acts: Vec<Act>,
    /// Whether each effect works, in turn.
    pub luck: Vec<bool>,
}

/// Something that is done. Numbers pick among what the run offers.
#[derive(Debug, Clone)]
pub enum Act {
    Close { which: usize, body: Body, by: &'static str },
    Fail { which: usize, reason: bool, by: &'static str },
    Stray,
    Needless,
    Timer { late: i64 },
    Happens { event: &'static str, value: u8 },
    Job { which: usize, complete: bool },
    StrayJob,
    Cancel,
}

/// What is answered.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    Right,
    No,
    Wrong,
}

/// Any history.
pub fn history() -> impl Strategy<Value = History> {
    let luck = prop_oneof![
        3 => Just(vec![true]),
        2 => prop::collection::vec(any::<bool>(), 1..12),
        1 => Just(vec![false]),
    ];
    (prop::collection::vec(act(), 0..30), luck).prop_map(|(acts, luck)| History { acts, luck })
}

fn act() -> impl Strategy<Value = Act> {
    let people = || prop::sample::select(vec!["ann", "ben", "cleo"]);
    let body = prop_oneof![6 => Just(Body::Right), 2 => Just(Body::No), 1 => Just(Body::Wrong)];
    prop_oneof![
        12 => (any::<usize>(), body, people()).prop_map(|(which, body, by)| Act::Close { which, body, by }),
        4 => (any::<usize>(), any::<bool>(), people()).prop_map(|(which, reason, by)| Act::Fail { which, reason, by }),
        1 => Just(Act::Stray),
        1 => Just(Act::Needless),
        6 => (0..3_000_i64).prop_map(|late| Act::Timer { late }),
        3 => (prop::sample::select(EVENTS.to_vec()), 0..3_u8).prop_map(|(event, value)| Act::Happens { event, value }),
        3 => (any::<usize>(), any::<bool>()).prop_map(|(which, complete)| Act::Job { which, complete }),
        1 => Just(Act::StrayJob),
        1 => prop_oneof![9 => Just(Act::Needless), 1 => Just(Act::Cancel)],
    ]
}

impl Act {
    /// The input that it is for a run in this state, and when it comes; none where the run offers nothing of that sort.
    pub fn input(&self, definition: &Definition, state: &State, now: i64) -> Option<(Input, i64)> {
        let input = match self {
            Self::Close { which, body, by } => {
                let step = pick(&state.current_steps(), *which)?;
                Input::Close(Close {
                    body: object(&answer(definition, &step, *body)),
                    step,
                    by: (*by).to_owned(),
                })
            }
            Self::Fail { which, reason, by } => {
                let step = pick(&state.current_steps(), *which)?;
                Input::Fail { step, by: (*by).to_owned(), reason: reason.then(|| "it broke".to_owned()) }
            }
            Self::Stray => {
                let step = "nowhere".to_owned();
                Input::Close(Close { step, body: object(&json!({})), by: "ann".to_owned() })
            }
            Self::Needless => return state.wake().is_none().then_some((Input::Timer, now)),
            Self::Timer { late } => return Some((Input::Timer, state.wake()?.max(now) + late)),
            Self::Happens { event, value } => Input::Happened(Happening {
                event: (*event).to_owned(),
                at: now,
                document: json!({"event": event, "entity_type": "UNIT", "entity_id": "u", "actor": "ann",
                    "data": {"v0": value, "v1": "x"}, "entity": {"label": "Tablet"}}),
            }),
            Self::Job { which, complete } => {
                let number = pick(&state.jobs(), *which)?;
                let end = if *complete { Ok(()) } else { Err("nobody was at home".to_owned()) };
                Input::Job { number, end }
            }
            Self::StrayJob => Input::Job { number: "another".to_owned(), end: Ok(()) },
            Self::Cancel => Input::Cancel { reason: "its cycle was cancelled".to_owned() },
        };
        Some((input, now + 7))
    }
}

fn pick<T: AsRef<str>>(from: &[T], which: usize) -> Option<String> {
    from.get(which.checked_rem(from.len())?).map(|one| one.as_ref().to_owned())
}

fn object(value: &Value) -> docket_domain::json::Object {
    value.as_object().cloned().unwrap_or_default()
}

/// A body that closes the step, if anything does.
fn answer(definition: &Definition, step: &str, body: Body) -> Value {
    let right = matches!(body, Body::Right);
    if matches!(body, Body::Wrong) {
        return json!({"attachment_id": "other", "acknowledge": 3, "items": 4, "fields": 5, "options": 6});
    }
    match definition.find(step).map(|found| &found.step.kind) {
        Some(StepKind::User(User::ConfirmAction(_))) => json!({"acknowledge": right}),
        Some(StepKind::User(User::FollowPdf(_))) => {
            json!({"attachment_id": if right { "guide" } else { "other" }})
        }
        Some(StepKind::User(User::TaskList(list))) => {
            let value = if right { "ok" } else { "bad" };
            let item = |task: &docket_domain::work_flow::Task| json!({"slug": task.slug, "value": value});
            json!({"items": list.items.iter().map(item).collect::<Vec<_>>()})
        }
        Some(StepKind::User(User::ManualEntry(form))) => {
            let field = |field: &docket_domain::work_flow::Field| json!({"label": field.label, "entity_field": field.entity_field, "value": if right { "T-1" } else { "" }});
            json!({"fields": form.fields.iter().map(field).collect::<Vec<_>>()})
        }
        Some(StepKind::Machine(Machine::AceIos { .. })) => {
            json!({"options": {"battery_charge": if right { 100 } else { 0 }}})
        }
        _ => json!({}),
    }
}
