//! What every step says, whatever its kind.

use serde_json::Value;

use super::{KINDS, OLDER, Step, StepKind};
use crate::work_flow::action::{ACTIONS, Action};
use crate::work_flow::definition::{NotCanonical, list, member, optional_member};
use crate::work_flow::pattern::STEP_KEY;
use crate::work_flow::shape::{Member, Shape, optional, required};
use crate::work_flow::value::ASSIGNMENTS;

/// What is done when a step goes wrong.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Handler {
    /// How often to try again, 0 to 10.
    pub retry: u8,
    /// What is done after the last try.
    pub finally: Vec<Action>,
}

impl Handler {
    fn of(value: Option<&Value>) -> Result<Self, NotCanonical> {
        let Some(value) = value else { return Ok(Self::default()) };
        let retry = optional_member(value, "retry")?.unwrap_or_default();
        Ok(Self { retry, finally: Action::list(value.pointer("/finally/actions"))? })
    }
}

/// The model of a step of which the kind is known.
pub(super) fn step(
    key: &str,
    step: &Value,
    kind: StepKind,
    component: Option<String>,
) -> Result<Step, NotCanonical> {
    let goto = optional_member(step, "goto")?;
    if goto.is_none() && !kind.is_end() {
        return Err("it does not tell the next step".into());
    }
    Ok(Step {
        key: key.to_owned(),
        label: member(step, "label")?,
        kind,
        goto,
        goto_fail: optional_member(step, "goto_fail")?,
        context: list(step, "context")?,
        on_start: Action::list(step.get("on_start"))?,
        on_complete: Action::list(step.get("on_complete"))?,
        on_error: Handler::of(step.get("on_error"))?,
        on_timeout: Handler::of(step.get("on_timeout"))?,
        component,
    })
}

/// What a step is.
pub(super) const STEP_TYPE: Member =
    required("step_type", Shape::Word(KINDS, OLDER)).or(&["type", "stepType"]);

/// The members that come first.
pub(super) const TYPE: &[Member] = &[STEP_TYPE, required("label", Shape::Text)];

/// The further members of an end.
pub(super) const END: &[Member] = &[ON_START, ON_COMPLETE];

/// The further members of any other step.
pub(super) const STEP: &[Member] = &[
    required("goto", Shape::Like(&STEP_KEY)),
    optional("goto_fail", Shape::Like(&STEP_KEY)).or(OTHER_GOTO_FAIL),
    optional("context", ASSIGNMENTS),
    ON_START,
    ON_COMPLETE,
    optional("on_error", Shape::Closed(HANDLER)).or(&["onError", "on-error"]),
    optional("on_timeout", Shape::Closed(HANDLER)).or(&["onTimeout", "on-timeout"]),
];

/// Other spellings of `goto_fail`.
pub(in crate::work_flow) const OTHER_GOTO_FAIL: &[&str] = &["goto-fail", "gotoFail"];

/// The only option of a step that has no work of its own for a person.
pub(super) const SHOWN_BY: &[Member] = &[optional("component", Shape::Text)];

const ON_START: Member = optional("on_start", ACTIONS).or(&["onStart", "on-start"]);
const ON_COMPLETE: Member = optional("on_complete", ACTIONS).or(&["onComplete", "on-complete"]);

const HANDLER: &[Member] = &[
    optional("retry", Shape::Whole(0, 10)).by_default(|| 0.into()),
    optional("finally", Shape::Closed(FINALLY)).by_default(no_actions),
];

const FINALLY: &[Member] = &[optional("actions", ACTIONS).by_default(|| Value::Array(Vec::new()))];

fn no_actions() -> Value {
    serde_json::json!({"actions": []})
}
