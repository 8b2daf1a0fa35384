//! What makes a run move.

use docket_domain::Message;
use docket_domain::json::Object;
use serde_json::Value;

/// What makes a run move.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// It begins.
    Start,
    /// Somebody closes an open step.
    Close(Close),
    /// Somebody says that an open step can't be done: no retry, on to `goto_fail`.
    Fail {
        /// The step.
        step: String,
        /// Who says so.
        by: String,
        /// Why, if it was said.
        reason: Option<String>,
    },
    /// Time has passed: what was due by `now` happens.
    Timer,
    /// Something happened that the run may wait for.
    Happened(Happening),
    /// A job that the run waits for came to its end.
    Job {
        /// Its number.
        number: String,
        /// How: closed complete, or why not.
        end: Result<(), String>,
    },
    /// The run is given up: its cycle was cancelled.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// An answer to an open user or machine step.
#[derive(Debug, Clone, PartialEq)]
pub struct Close {
    /// The step.
    pub step: String,
    /// The body as it was sent, without `step`, `type` and the wrapping `close_step`.
    pub body: Object,
    /// Who sent it.
    pub by: String,
}

/// An event of the log, as conditions see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Its stored name: `UNIT.changed`.
    pub event: String,
    /// When, in milliseconds.
    pub at: i64,
    /// The event as a document: `event`, `entity_type`, `entity_id`, `actor`, `data` and, where it is known, `entity`. Conditions
    /// reach it as `$._event`; a bare variable is looked up in `data`, then in `entity`, then among the run's variables.
    pub document: Value,
}

/// Why an input was refused; nothing has happened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The body is wrong.
    #[error("the body is not valid")]
    Invalid(Vec<Message>),
    /// The step is not open now.
    #[error("the step {0} is not a current step")]
    NotCurrent(String),
    /// The run has ended.
    #[error("the run has ended")]
    Ended,
    /// A check must be made by another person than those who did the work.
    #[error("whoever did earlier steps may not check them")]
    SamePerson,
}
