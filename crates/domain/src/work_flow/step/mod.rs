//! The steps of a work flow: which kinds there are, what each must say, and the model of each.

mod decision;
mod frame;
mod machine;
mod parallel;
mod steps;
mod wait;

use serde_json::Value;

pub use decision::{Choice, Decision, Join};
pub use frame::Handler;
pub(super) use frame::OTHER_GOTO_FAIL;
pub use machine::{AceIos, Enrollment, FieldMapping, Machine, Mdm, Platform};
pub use parallel::{Branch, FailCondition, Parallel};
pub use steps::Steps;
pub use wait::{Listen, Wait};

use super::action::Action;
use super::at::At;
use super::definition::{NotCanonical, member};
use super::function::{self, Call};
use super::report::Report;
use super::shape::{self, Member, Shape, members, optional, required};
use super::user::{self, User};
use super::value::Assignment;

/// A step of a work flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The key by which others point to it; unique in the whole work flow, branches included.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What it does.
    pub kind: StepKind,
    /// Which step is next when it succeeds; there for every kind but the ends.
    pub goto: Option<String>,
    /// Which step is next when it fails; without one, failing ends the run as failed.
    pub goto_fail: Option<String>,
    /// The variables that it sets when it succeeds.
    pub context: Vec<Assignment>,
    /// What is done when it starts.
    pub on_start: Vec<Action>,
    /// What is done when it has succeeded; for an end, when it is reached.
    pub on_complete: Vec<Action>,
    /// What is done when it fails.
    pub on_error: Handler,
    /// What is done when it takes too long.
    pub on_timeout: Handler,
    /// The part of a user interface that shows it; a user step has its own, which its kind tells.
    pub component: Option<String>,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// Nothing by itself.
    Pass,
    /// Ends the run as successful.
    Success,
    /// Ends the run as failed.
    Fail,
    /// Picks the next step by conditions.
    Decision(Decision),
    /// Waits for a person.
    User(User),
    /// Waits for a program outside.
    Machine(Machine),
    /// Calls a function of the server.
    Function(Call),
    /// Waits for time to pass or something to happen.
    Wait(Wait),
    /// Runs several branches at once.
    Parallel(Parallel),
}

impl StepKind {
    /// Whether a run ends here.
    #[must_use]
    pub fn is_end(&self) -> bool {
        matches!(self, Self::Success | Self::Fail)
    }
}

impl Step {
    /// The model of a canonical step.
    pub(super) fn of(key: &str, step: &Value) -> Result<Self, NotCanonical> {
        let name: String = member(step, "step_type")?;
        let options = step.get("options");
        let needed = || options.ok_or("it has no options");
        let kind = match name.as_str() {
            "pass" => StepKind::Pass,
            "success" => StepKind::Success,
            "fail" => StepKind::Fail,
            "decision" => StepKind::Decision(Decision::of(step)?),
            "user" => StepKind::User(User::of_options(needed()?)?),
            "machine" => StepKind::Machine(Machine::of_options(needed()?)?),
            "function" => StepKind::Function(Call::of_options(needed()?)?),
            "wait" => StepKind::Wait(Wait::of(step)?),
            "parallel" => StepKind::Parallel(Parallel::of(step)?),
            _ => return Err(format!("there is no step type {name}").into()),
        };
        let component = options.and_then(|options| options.get("component")).and_then(Value::as_str);
        let component = component.filter(|_| name != "user").map(str::to_owned);
        frame::step(key, step, kind, component)
    }
}

const KINDS: &[&str] =
    &["decision", "function", "machine", "pass", "fail", "success", "user", "wait", "parallel"];
const BRANCH_KINDS: &[&str] = &["decision", "function", "machine", "pass", "user"];

/// Older names of step types.
const OLDER: &[(&str, &str)] = &[("choice", "decision"), ("load", "pass")];

const END: &[Member] = &[optional("options", Shape::Closed(frame::SHOWN_BY))];
const MACHINE: &[Member] = &[required("options", Shape::By(machine::options))];
const USER: &[Member] = &[required("options", Shape::By(user::options))];
const FUNCTION: &[Member] = &[required("options", Shape::By(function::options))];
const BRANCH_FUNCTION: &[Member] = &[required("options", Shape::By(function::branch_options))];

/// A step of the work flow itself.
pub(super) fn step(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let kind = kind(value, KINDS, at, report)?;
    match kind {
        "success" | "fail" => read(value, &[frame::TYPE, frame::END, END], at, report),
        "function" => read(value, &[frame::TYPE, frame::STEP, FUNCTION], at, report),
        "wait" => wait::step(value, at, report),
        "parallel" => read(value, &[frame::TYPE, frame::STEP, parallel::MEMBERS], at, report),
        _ => either(kind, value, at, report),
    }
}

/// A step inside a branch of a parallel step, where fewer kinds may be.
fn branch_step(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    match kind(value, BRANCH_KINDS, at, report)? {
        "function" => read(value, &[frame::TYPE, frame::STEP, BRANCH_FUNCTION], at, report),
        kind => either(kind, value, at, report),
    }
}

/// A step of a kind that may stand anywhere.
fn either(kind: &str, value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    match kind {
        "decision" => decision::step(value, at, report),
        "machine" => read(value, &[frame::TYPE, frame::STEP, MACHINE], at, report),
        "user" => {
            let step = user::with_payload_in_options(value);
            read(&step, &[frame::TYPE, frame::STEP, USER], at, report)
        }
        _ => read(value, &[frame::TYPE, frame::STEP], at, report),
    }
}

fn read(value: &Value, groups: &[&'static [Member]], at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    Some(Value::Object(members(source, groups, true, at, report)))
}

/// The canonical name of the kind of a step, which tells what else it may say.
fn kind(
    value: &Value,
    kinds: &'static [&'static str],
    at: &At<'_>,
    report: &mut Report,
) -> Option<&'static str> {
    let source = shape::object(value, at, report)?;
    let Some((name, value)) = frame::STEP_TYPE.find(source) else {
        report.missing(at, frame::STEP_TYPE.name);
        return None;
    };
    shape::word(value, kinds, OLDER, &At::Member(at, name), report)
}
