//! What is kept of a run between two inputs.

use std::collections::BTreeSet;

use docket_domain::json::Object;
use serde::{Deserialize, Serialize};

/// A run of a work flow, as it is kept. Past steps are kept beside it, see [`Past`](crate::Past): it grows with its variables
/// and open steps only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The variables.
    pub data: Object,
    /// The variables that later steps may not write.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub locked: BTreeSet<String>,
    /// Where the run stands: nowhere once it has ended, at one step, or at a parallel step and one in each of its open branches.
    #[serde(default)]
    pub threads: Vec<Thread>,
    /// The parallel step whose branches are open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
    /// How often which steps failed: each error that was tried again counts as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<(String, u32)>,
    /// Who closed steps other than checks, each once: they may not check the work.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub closers: BTreeSet<String>,
    /// What went wrong on the way, the newest 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// The step that the run stands at, or stood at last.
    pub current: String,
    /// When whoever began it says that they did, in milliseconds by their own clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<i64>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// A place where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// The step.
    pub step: String,
    /// The branch of the open parallel step; none on the main line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<usize>,
    /// How far the step is.
    pub phase: Phase,
    /// When the step began, in milliseconds.
    pub started: i64,
    /// How often it was tried again after an error.
    #[serde(default)]
    pub retries: u8,
    /// How often it was tried again after it took too long.
    #[serde(default)]
    pub waits: u8,
    /// Who closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When whoever closed it says that they did, in milliseconds by their own clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<i64>,
    /// Where it goes once it has succeeded.
    #[serde(default, skip_serializing_if = "Goes::is_plain")]
    pub goes: Goes,
}

/// Where a step goes once it has succeeded; only decisions go anywhere but to `goto`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Goes {
    /// To its `goto`.
    #[default]
    Goto,
    /// To its `goto_fail`: what it asks for does not hold.
    GotoFail,
    /// To the step of the choice that held.
    To(String),
}

impl Goes {
    fn is_plain(&self) -> bool {
        *self == Self::Goto
    }
}

/// How far a step is. Between inputs a run rests in [`Phase::Open`], [`Phase::Waiting`], [`Phase::Job`], [`Phase::Branches`] or
/// [`Phase::Retry`]; the others are passed within one turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Its action of this number comes next, before its work.
    Starting(usize),
    /// Its work comes next.
    Working,
    /// A person or a program has to close it.
    Open,
    /// It waits for time or an event.
    Waiting {
        /// When it looks next, in milliseconds.
        look: i64,
        /// When it gives up.
        until: i64,
    },
    /// It waits for the end of a job.
    Job {
        /// The job's number.
        number: String,
    },
    /// It waits for its branches.
    Branches,
    /// It is tried again after an error.
    Retry {
        /// When, in milliseconds.
        at: i64,
        /// The number of the variable that it goes on with, if its work was done and is not to be done twice.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assign: Option<usize>,
    },
    /// It has succeeded: its variable of this number is set next.
    Assigning(usize),
    /// It has succeeded: its action of this number comes next.
    Completing(usize),
    /// It has failed for good: the last action of this number comes next.
    Failing {
        /// The number of the action.
        action: usize,
        /// It took too long.
        timeout: bool,
        /// Why, in words.
        reason: String,
    },
}

/// A parallel step whose branches are open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Its key.
    pub step: String,
    /// How its branches ended, in their order: well or badly; none while one is open.
    pub branches: Vec<Option<bool>>,
}

/// Something that went wrong on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// When, in milliseconds.
    pub at: i64,
    /// At which step.
    pub step: String,
    /// What, in words.
    pub text: String,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When, in milliseconds.
    pub at: i64,
    /// Well or not.
    pub outcome: Outcome,
    /// Why it did not end well, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// At a `success` step.
    Succeeded,
    /// At a `fail` step, or by an error with no way out.
    Failed,
    /// It was given up.
    Cancelled,
}
