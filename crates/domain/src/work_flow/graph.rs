//! The graph that the steps form: whether every arrow leads somewhere, and every step can be reached.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::at::At;
use super::definition::Definition;
use super::pattern::STEP_KEY;
use super::report::Report;
use super::step::{Branch, Decision, OTHER_GOTO_FAIL, Step, StepKind, Steps};
use crate::Message;
use crate::json::Object;

/// Checks the graph of a work flow and gives back the warnings; `body` is what the client sent, for its spelling.
pub(super) fn check(definition: &Definition, body: &Object) -> Result<Vec<Message>, Vec<Message>> {
    let mut check = Check { top: &definition.steps, errors: Report::default(), warnings: Report::default() };
    let at = At::Member(&At::Root, "steps");
    let starts_at = At::Member(&At::Root, "starts_at");
    check.unique(definition, &at);
    let level = Level { steps: &definition.steps, branch_of: None, sent: body.get("steps") };
    check.level(&level, &definition.starts_at, &starts_at, &at);
    if !check.errors.is_clean() {
        return Err(check.errors.into_messages());
    }
    let reached = reached(&definition.steps, &definition.starts_at);
    let ends = |step: &Step| step.kind.is_end() && reached.contains(step.key.as_str());
    if !definition.steps.iter().any(ends) {
        let message = "should have a success or fail step that can be reached from starts_at";
        check.errors.own(&at, "endReachable", json!({"startsAt": definition.starts_at}), message);
        return Err(check.errors.into_messages());
    }
    Ok(check.warnings.into_messages())
}

/// The steps of the work flow itself, or of one branch.
struct Level<'a> {
    steps: &'a Steps,
    /// The parallel step that the branch belongs to.
    branch_of: Option<&'a Step>,
    /// The steps as they were sent.
    sent: Option<&'a Value>,
}

struct Check<'a> {
    top: &'a Steps,
    errors: Report,
    warnings: Report,
}

impl<'a> Check<'a> {
    /// No key may be used twice, whichever branch it is in.
    fn unique(&mut self, definition: &'a Definition, at: &At<'_>) {
        let mut seen: HashSet<&str> = definition.steps.iter().map(|step| step.key.as_str()).collect();
        for (outer, index, branch) in branches(&definition.steps) {
            for step in branch.steps.iter().filter(|step| !seen.insert(&step.key)) {
                within(at, &outer.key, index, |at| {
                    let at = At::Member(at, "steps");
                    let message = "should have a key that no other step of the work flow has";
                    let at = At::Entry(&at, &step.key, &STEP_KEY);
                    self.errors.own(&at, "uniqueStep", json!({"step": step.key}), message);
                });
            }
        }
    }

    /// Checks the arrows of a level and, below it, of the branches of its parallel steps; these have no parallel
    /// steps themselves.
    fn level(&mut self, level: &Level<'a>, first: &str, starts_at: &At<'_>, at: &At<'_>) {
        self.exists(level.steps.contains(first), first, starts_at);
        let reached = reached(level.steps, first);
        for step in level.steps {
            let at = At::Entry(at, &step.key, &STEP_KEY);
            if level.steps.contains(first) && !reached.contains(step.key.as_str()) {
                let message = "should be reachable from starts_at";
                self.warnings.own(&at, "stepReachable", json!({"step": step.key}), message);
            }
            let sent = level.sent.and_then(|steps| steps.get(&step.key));
            self.arrows(level, step, sent, &at);
        }
        for (outer, index, branch) in branches(level.steps) {
            let sent =
                level.sent.and_then(|steps| steps.get(&outer.key)?.get("branches")?.get(index)?.get("steps"));
            let inner = Level { steps: &branch.steps, branch_of: Some(outer), sent };
            within(at, &outer.key, index, |at| {
                let (starts_at, steps) = (At::Member(at, "starts_at"), At::Member(at, "steps"));
                self.level(&inner, &branch.starts_at, &starts_at, &steps);
                self.can_leave(branch, &steps);
            });
        }
    }

    fn arrows(&mut self, level: &Level<'a>, step: &'a Step, sent: Option<&Value>, at: &At<'_>) {
        let outer = level.branch_of;
        if let Some(goto) = &step.goto {
            self.arrow(level, goto, outer.and_then(|outer| outer.goto.as_deref()), &At::Member(at, "goto"));
        }
        if let Some(goto) = &step.goto_fail {
            let spelled = |name: &&&str| sent.is_some_and(|sent| sent.get(name).is_some());
            let canonical = sent.is_some_and(|sent| sent.get("goto_fail").is_some());
            let name = OTHER_GOTO_FAIL.iter().find(spelled).filter(|_| !canonical).unwrap_or(&"goto_fail");
            self.arrow(
                level,
                goto,
                outer.and_then(|outer| outer.goto_fail.as_deref()),
                &At::Member(at, name),
            );
        }
        let StepKind::Decision(Decision::Choices(choices)) = &step.kind else { return };
        let list = At::Member(at, "choices");
        for (index, choice) in choices.iter().enumerate() {
            let at = At::Item(&list, index);
            let meets = outer.and_then(|outer| outer.goto.as_deref());
            self.arrow(level, &choice.goto, meets, &At::Member(&at, "goto"));
        }
    }

    /// An arrow leads to a step of its own level or, out of a branch, to a step of the work flow itself. `meets` is
    /// where the branches meet.
    fn arrow(&mut self, level: &Level<'_>, target: &str, meets: Option<&str>, at: &At<'_>) {
        if level.steps.contains(target) {
            return;
        }
        let leaves = level.branch_of.is_some() && self.top.contains(target);
        self.exists(leaves, target, at);
        if leaves && meets != Some(target) {
            let message =
                "should be the step that the parallel step goes to, because that is where its branches meet";
            self.warnings.own(at, "branchExit", json!({"step": target, "meetsAt": meets}), message);
        }
    }

    fn exists(&mut self, exists: bool, target: &str, at: &At<'_>) {
        if !exists {
            self.errors.own(at, "stepExists", json!({"step": target}), "should be the key of a step");
        }
    }

    /// A branch must have a way out.
    fn can_leave(&mut self, branch: &Branch, at: &At<'_>) {
        let reached = reached(&branch.steps, &branch.starts_at);
        let leaves = |step: &Step| targets(step).any(|target| !branch.steps.contains(target));
        let mut steps = branch.steps.iter().filter(|step| reached.contains(step.key.as_str()));
        if branch.steps.contains(&branch.starts_at) && !steps.any(leaves) {
            let message = "should have a step that leaves the branch and can be reached from its starts_at";
            self.errors.own(at, "endReachable", json!({"startsAt": branch.starts_at}), message);
        }
    }
}

/// Every branch of every parallel step, with the step and its number.
fn branches(steps: &Steps) -> impl Iterator<Item = (&Step, usize, &Branch)> {
    steps.iter().flat_map(|step| {
        let branches = match &step.kind {
            StepKind::Parallel(parallel) => parallel.branches.as_slice(),
            _ => &[],
        };
        branches.iter().enumerate().map(move |(index, branch)| (step, index, branch))
    })
}

/// Calls with the place of a branch.
fn within(steps: &At<'_>, key: &str, index: usize, visit: impl FnOnce(&At<'_>)) {
    let step = At::Entry(steps, key, &STEP_KEY);
    let branches = At::Member(&step, "branches");
    visit(&At::Item(&branches, index));
}

/// Where a step may go.
fn targets(step: &Step) -> impl Iterator<Item = &str> {
    let choices = match &step.kind {
        StepKind::Decision(Decision::Choices(choices)) => choices.as_slice(),
        _ => &[],
    };
    let choices = choices.iter().map(|choice| choice.goto.as_str());
    step.goto.as_deref().into_iter().chain(step.goto_fail.as_deref()).chain(choices)
}

/// The keys of the steps that can be reached from the first, without leaving their level.
fn reached<'a>(steps: &'a Steps, first: &str) -> HashSet<&'a str> {
    let mut open: Vec<&Step> = steps.get(first).into_iter().collect();
    let mut reached: HashSet<&str> = open.iter().map(|step| step.key.as_str()).collect();
    while let Some(step) = open.pop() {
        let next = targets(step).filter_map(|target| steps.get(target));
        open.extend(next.filter(|step| reached.insert(&step.key)));
    }
    reached
}
