//! Branches that run at once.

use serde::Deserialize;
use serde_json::Value;

use super::{Step, Steps, branch_step, frame};
use crate::work_flow::definition::{NotCanonical, member, optional_member};
use crate::work_flow::pattern::STEP_KEY;
use crate::work_flow::shape::{Member, Shape, optional, required};

/// The branches, and what their failing means.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// Two to five branches.
    pub branches: Vec<Branch>,
    /// When the step has failed.
    pub fail_condition: FailCondition,
    /// Whether the step fails as soon as one branch has, without waiting for the others.
    pub fail_fast: bool,
}

/// One of the branches. It ends well when a step goes to a key that is not of the branch, and badly when a step fails
/// to such a key or to none.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// Its first step.
    pub starts_at: String,
    /// Its steps.
    pub steps: Steps,
}

/// When a parallel step has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FailCondition {
    /// When every branch has.
    All,
    /// When one branch has.
    #[default]
    Any,
    /// Never.
    None,
}

impl Parallel {
    pub(super) fn of(step: &Value) -> Result<Self, NotCanonical> {
        let branches = step.get("branches").and_then(Value::as_array).ok_or("it has no branches")?;
        Ok(Self {
            branches: branches.iter().map(Branch::of).collect::<Result<_, _>>()?,
            fail_condition: optional_member(step, "fail_condition")?.unwrap_or_default(),
            fail_fast: optional_member(step, "fail_fast")?.unwrap_or_default(),
        })
    }
}

impl Branch {
    fn of(branch: &Value) -> Result<Self, NotCanonical> {
        let steps = branch.get("steps").and_then(Value::as_object).ok_or("a branch has no steps")?;
        // A branch holds no parallel step, so this goes no deeper.
        let steps = steps.iter().map(|(key, step)| Step::of(key, step)).collect::<Result<_, _>>()?;
        Ok(Self { starts_at: member(branch, "starts_at")?, steps: Steps::new(steps) })
    }
}

/// The further members of a parallel step.
pub(super) const MEMBERS: &[Member] = &[
    required("branches", Shape::List(&Shape::Closed(BRANCH), 2, 5)),
    optional("fail_condition", Shape::Word(&["ALL", "ANY", "NONE"], &[])),
    optional("fail_fast", Shape::Bool),
    optional("options", Shape::Closed(frame::SHOWN_BY)),
];

const BRANCH: &[Member] = &[
    required("starts_at", Shape::Like(&STEP_KEY)),
    required("steps", Shape::Map(&STEP_KEY, &Shape::By(branch_step))),
];
