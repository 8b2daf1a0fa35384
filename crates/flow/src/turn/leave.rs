//! From one step to the next.

use docket_domain::work_flow::{Branch, Step, StepKind};

use super::{Turn, named};
use crate::history::Past;
use crate::state::{Goes, Outcome, Phase, Thread};

/// How many steps a turn may enter before it counts as a loop without an end.
const MAX_STEPS: usize = 1_000;

/// How a step is left.
pub(super) struct Way {
    /// The key of the next step.
    pub(super) to: Option<String>,
    /// Whether a branch that is left by it has ended well.
    pub(super) well: bool,
    /// The step took too long.
    pub(super) timeout: bool,
    /// Why it failed, if it did.
    pub(super) reason: Option<String>,
}

impl Way {
    /// A step has succeeded.
    pub(super) fn on(to: Option<String>) -> Self {
        Self { to, well: true, timeout: false, reason: None }
    }
}

impl<'a> Turn<'a> {
    /// The first step of the run.
    pub(super) fn enter_first(&mut self) {
        let definition = self.definition;
        match definition.steps.get(&definition.starts_at) {
            Some(step) => {
                self.state.threads.push(Thread::at(step, None, self.now));
                self.enter(self.state.threads.len() - 1, step);
            }
            None => {
                let reason =
                    format!("the work flow has no step {}, which should be the first", definition.starts_at);
                self.end(Outcome::Failed, Some(reason));
            }
        }
    }

    /// A step is left; its thread goes on, or ends with its branch or the run.
    pub(super) fn leave(&mut self, at: usize, way: Way) {
        match self.state.threads[at].branch {
            Some(branch) => self.leave_in_branch(at, branch, &way),
            None => self.leave_on_main_line(at, way),
        }
    }

    fn leave_on_main_line(&mut self, at: usize, way: Way) {
        let definition = self.definition;
        let next = way.to.as_deref().and_then(|key| definition.steps.get(key));
        self.record(at, &way, next);
        if let Some(next) = next {
            return self.enter(at, next);
        }
        let left = self.state.threads.remove(at);
        let left = self.called(&left.step);
        let reason = match (way.to, way.reason) {
            (Some(to), _) => format!("{left} leads to the step {to}, which the work flow does not have"),
            (None, Some(reason)) if way.timeout => format!("{left} took too long: {reason}"),
            (None, Some(reason)) => format!("{left} failed: {reason}"),
            (None, None) => format!("{left} does not tell the next step"),
        };
        self.end(Outcome::Failed, Some(reason));
    }

    fn leave_in_branch(&mut self, at: usize, branch: usize, way: &Way) {
        let steps = self.branch(branch).map(|branch| &branch.steps);
        let next = way.to.as_deref().zip(steps).and_then(|(key, steps)| steps.get(key));
        self.record(at, way, next);
        match next {
            Some(next) => self.enter(at, next),
            None => {
                self.state.threads.remove(at);
                self.branch_ended(branch, way.well);
            }
        }
    }

    /// A branch of the parallel step that is open.
    fn branch(&self, number: usize) -> Option<&'a Branch> {
        let definition = self.definition;
        match &definition.steps.get(&self.state.open.as_ref()?.step)?.kind {
            StepKind::Parallel(parallel) => parallel.branches.get(number),
            _ => None,
        }
    }

    /// A thread comes to a step, unless the turn has been through too many.
    pub(super) fn enter(&mut self, at: usize, step: &Step) {
        self.entered += 1;
        self.state.current.clone_from(&step.key);
        if self.entered > MAX_STEPS {
            self.state.threads.remove(at);
            let name = named(step);
            let reason = format!(
                "it went through {MAX_STEPS} steps at once without anything to wait for, which looks like a loop \
                 without an end; it was stopped before {name}"
            );
            return self.end(Outcome::Failed, Some(reason));
        }
        let branch = self.state.threads[at].branch;
        let now = self.now;
        *self.thread(at) = Thread::at(step, branch, now);
    }

    /// Notes that the step of a thread has ended.
    pub(super) fn record(&mut self, at: usize, way: &Way, next: Option<&Step>) {
        let thread = &self.state.threads[at];
        self.past.push(Past {
            step: thread.step.clone(),
            started: thread.started,
            ended: self.now,
            error: way.reason.is_some() && !way.timeout,
            timeout: way.timeout,
            next: next.map(|step| step.key.clone()),
            by: thread.by.clone(),
            done: thread.done,
            reason: way.reason.clone(),
        });
    }

    /// What the step with this key is called in sentences.
    pub(super) fn called(&self, key: &str) -> String {
        self.definition.find(key).map_or_else(|| key.to_owned(), |found| named(found.step))
    }
}

impl Thread {
    /// A thread that comes to a step.
    pub(super) fn at(step: &Step, branch: Option<usize>, now: i64) -> Self {
        Self {
            step: step.key.clone(),
            branch,
            phase: Phase::Starting(0),
            started: now,
            retries: 0,
            waits: 0,
            by: None,
            done: None,
            goes: Goes::Goto,
        }
    }
}
