//! What came of a dry run.

use docket_domain::Message;
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_domain::work_flow::{Definition, StepKind};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::history::Past;
use crate::input::Refusal;
use crate::state::Problem;
use crate::waiting::{Waiting, WaitsFor};

/// What came of a dry run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// How it ended.
    pub outcome: Ending,
    /// Why it did not succeed, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The answer that was refused, if that ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
    /// The steps that ended, in order.
    pub path: Vec<Walked>,
    /// What was to be done in the world, in order.
    pub writes: Vec<Done>,
    /// What the open steps wait for.
    pub waiting_for: Vec<Object>,
    /// The variables at the end.
    pub data: Object,
    /// The sample entity at the end; null without one.
    pub entity: Value,
    /// How long it would have taken, in milliseconds.
    pub time: i64,
    /// What went wrong beside the steps.
    pub problems: Vec<Trouble>,
}

/// How a dry run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The run succeeded.
    Succeeded,
    /// The run failed.
    Failed,
    /// The run waits for something of which the sample says nothing.
    Waiting,
    /// An answer was refused, or it took too much.
    Stopped,
}

/// An answer that was refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refused {
    /// The step that it was for.
    pub step: String,
    /// The HTTP status that it would have had.
    pub status: u16,
    /// What was wrong with it.
    pub validation_messages: Vec<Message>,
}

/// A step that ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Walked {
    /// Its key.
    pub step: String,
    /// What kind of step it is.
    pub step_type: &'static str,
    /// What people call it.
    pub label: String,
    /// When it began, as RFC 3339.
    pub started_at: String,
    /// When it ended.
    pub ended_at: String,
    /// How long it took, in milliseconds.
    pub time_to_run: i64,
    /// Whether it failed.
    pub did_error: bool,
    /// Whether it took too long.
    pub did_timeout: bool,
    /// Which step came next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// Who closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<String>,
    /// Why it failed, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Something that was to be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Done {
    /// When, as RFC 3339.
    pub at: String,
    /// The step that wanted it.
    pub step: String,
    /// What: the name of a function, `notify`, `email`, `write` or `recall-job`.
    pub what: &'static str,
    /// Why it could not be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// More about it.
    #[serde(flatten)]
    pub details: Object,
}

/// Something that went wrong beside the steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trouble {
    /// When, as RFC 3339.
    pub at: String,
    /// At which step.
    pub step: String,
    /// What, in words.
    pub text: String,
}

impl Refused {
    pub(super) fn of(step: String, refusal: Refusal) -> Self {
        let (status, validation_messages) = match refusal {
            Refusal::Invalid(messages) => (400, messages),
            Refusal::SamePerson => (403, Vec::new()),
            Refusal::NotCurrent(_) => (409, Vec::new()),
            Refusal::Ended => (423, Vec::new()),
        };
        Self { step, status, validation_messages }
    }
}

impl Walked {
    pub(super) fn of(past: &Past, definition: &Definition) -> Self {
        let step = definition.find(&past.step).map(|found| found.step);
        Self {
            step: past.step.clone(),
            step_type: step.map_or("", |step| kind(&step.kind)),
            label: step.map(|step| step.label.clone()).unwrap_or_default(),
            started_at: format_ms(past.started),
            ended_at: format_ms(past.ended),
            time_to_run: past.ended - past.started,
            did_error: past.error,
            did_timeout: past.timeout,
            next_step: past.next.clone(),
            closed_by: past.by.clone(),
            reason: past.reason.clone(),
        }
    }
}

impl Trouble {
    pub(super) fn of(problem: &Problem) -> Self {
        Self { at: format_ms(problem.at), step: problem.step.clone(), text: problem.text.clone() }
    }
}

fn kind(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::Pass => "pass",
        StepKind::Success => "success",
        StepKind::Fail => "fail",
        StepKind::Decision(_) => "decision",
        StepKind::User(_) => "user",
        StepKind::Machine(_) => "machine",
        StepKind::Function(_) => "function",
        StepKind::Wait(_) => "wait",
        StepKind::Parallel(_) => "parallel",
    }
}

/// What an open step waits for.
pub(super) fn waiting(waiting: &Waiting) -> Object {
    let what = match &waiting.what {
        WaitsFor::Person { component, is_check } => {
            json!({"what": "person", "component": component, "is_check": is_check})
        }
        WaitsFor::Machine { application } => json!({"what": "machine", "application": application}),
        WaitsFor::Time { until, events, .. } if events.is_empty() => {
            json!({"what": "time", "until": format_ms(*until)})
        }
        WaitsFor::Time { until, events, .. } => {
            json!({"what": "event", "until": format_ms(*until), "events": events})
        }
        WaitsFor::Job { number } => json!({"what": "job", "job": number}),
        WaitsFor::Retry { at } => json!({"what": "retry", "until": format_ms(*at)}),
    };
    let mut told = Map::new();
    told.insert("step".to_owned(), json!(waiting.step));
    told.insert("label".to_owned(), json!(waiting.label));
    told.insert("since".to_owned(), json!(format_ms(waiting.since)));
    if let Value::Object(what) = what {
        told.extend(what);
    }
    told
}
