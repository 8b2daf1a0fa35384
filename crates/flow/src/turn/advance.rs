//! How a thread goes on by itself: actions, work, variables, actions, and on to the next step.

use std::ops::ControlFlow;

use docket_domain::work_flow::{Action, Step, StepKind};
use serde_json::Value;

use super::leave::Way;
use super::{For, Next, Turn, known, named};
use crate::assign::{Assigned, assign};
use crate::condition::{Picked, choose};
use crate::effect::{Cause, What};
use crate::state::{Goes, Outcome, Phase};
use crate::step::{action, function, wait};

impl<'a> Turn<'a> {
    /// The first thread that does not rest goes on by one phase.
    pub(super) fn advance(&mut self) -> ControlFlow<Next> {
        let threads = if self.state.is_active() { self.state.threads.as_slice() } else { &[] };
        let Some(at) = threads.iter().position(|thread| thread.phase.goes_on()) else {
            return ControlFlow::Break(Next::Rest);
        };
        let Some(step) = self.step_at(at) else {
            let key = self.state.threads[at].step.clone();
            self.end(Outcome::Failed, Some(format!("the work flow has no step {key}")));
            return ControlFlow::Continue(());
        };
        match self.state.threads[at].phase.clone() {
            Phase::Starting(number) => self.act(at, step, step.on_start.get(number)),
            Phase::Working => self.work(at, step),
            Phase::Assigning(number) => self.assign(at, step, number),
            Phase::Completing(number) => self.act(at, step, step.on_complete.get(number)),
            Phase::Failing { action, timeout, .. } => {
                let handler = if timeout { &step.on_timeout } else { &step.on_error };
                self.act(at, step, handler.finally.get(action))
            }
            Phase::Open
            | Phase::Waiting { .. }
            | Phase::Job { .. }
            | Phase::Branches
            | Phase::Retry { .. } => ControlFlow::Break(Next::Rest),
        }
    }

    /// The step that a thread is at.
    pub(super) fn step_at(&self, at: usize) -> Option<&'a Step> {
        let definition = self.definition;
        definition.find(&self.state.threads.get(at)?.step).map(|found| found.step)
    }

    /// Asks for an action, or goes on where the last one was.
    fn act(&mut self, at: usize, step: &'a Step, action: Option<&'a Action>) -> ControlFlow<Next> {
        let Some(action) = action else {
            self.acted(at, step);
            return ControlFlow::Continue(());
        };
        match known(action::resolve(action, &self.sees(None)))? {
            Ok(what) => self.ask(&step.key, Cause::Action, what, For::Thread(at)),
            Err(reason) => {
                self.performed(at, Err(reason));
                ControlFlow::Continue(())
            }
        }
    }

    /// All actions of the phase are done.
    fn acted(&mut self, at: usize, step: &'a Step) {
        match self.state.threads[at].phase.clone() {
            Phase::Starting(_) => self.go(at, Phase::Working),
            Phase::Completing(_) if step.kind.is_end() => self.arrive(at, step),
            Phase::Completing(_) => self.succeed(at, step),
            Phase::Failing { timeout, reason, .. } => {
                let to = step.goto_fail.clone();
                self.leave(at, Way { to, well: false, timeout, reason: Some(reason) });
            }
            _ => {}
        }
    }

    /// The work of a step.
    fn work(&mut self, at: usize, step: &'a Step) -> ControlFlow<Next> {
        match &step.kind {
            StepKind::Pass => self.go(at, Phase::Assigning(0)),
            StepKind::Success | StepKind::Fail => self.go(at, Phase::Completing(0)),
            StepKind::User(_) | StepKind::Machine(_) => self.go(at, Phase::Open),
            StepKind::Wait(kind) => self.go(at, wait::begins(kind, self.now)),
            StepKind::Parallel(kind) => self.part(at, step, kind),
            StepKind::Decision(decision) => match known(choose(decision, &self.sees(None)))? {
                Err(reason) => self.went_wrong(at, reason, None),
                Ok(picked) => self.decided(at, step, &picked),
            },
            StepKind::Function(call) => match known(function::resolve(call, &self.sees(None)))? {
                Err(reason) => self.went_wrong(at, reason, None),
                Ok(what) => return self.ask(&step.key, Cause::Step, what, For::Thread(at)),
            },
        }
        ControlFlow::Continue(())
    }

    fn decided(&mut self, at: usize, step: &'a Step, picked: &Picked<'_>) {
        let goes = match *picked {
            Picked::GotoFail if step.goto_fail.is_none() => {
                let reason = "its conditions do not hold, and it has no step for that".to_owned();
                return self.fail(at, reason, false);
            }
            Picked::Goto => Goes::Goto,
            Picked::GotoFail => Goes::GotoFail,
            Picked::To(key) => Goes::To(key.to_owned()),
        };
        self.thread(at).goes = goes;
        self.go(at, Phase::Assigning(0));
    }

    /// The next variable of a step that has succeeded.
    fn assign(&mut self, at: usize, step: &'a Step, number: usize) -> ControlFlow<Next> {
        let Some(assignment) = step.context.get(number) else {
            self.go(at, Phase::Completing(0));
            return ControlFlow::Continue(());
        };
        let mut locks = self.state.locked.clone();
        match known(assign(assignment, &mut self.state.data, &mut locks, &self.world))? {
            Ok(Assigned::Entity(write)) => {
                self.locks = Some(locks);
                return self.ask(&step.key, Cause::Step, What::Write(vec![write]), For::Thread(at));
            }
            Ok(Assigned::Set | Assigned::Skipped) => {
                self.state.locked = locks;
                self.go(at, Phase::Assigning(number + 1));
            }
            Err(reason) => self.went_wrong(at, reason, Some(number)),
        }
        ControlFlow::Continue(())
    }

    /// What was asked for in a phase is done, or could not be.
    pub(super) fn performed(&mut self, at: usize, answer: Result<Value, String>) {
        match (self.state.threads[at].phase.clone(), answer) {
            (Phase::Working, Ok(value)) => self.worked(at, &value),
            (Phase::Working, Err(reason)) => self.went_wrong(at, reason, None),
            (Phase::Assigning(number), Ok(_)) => {
                if let Some(locks) = self.locks.take() {
                    self.state.locked = locks;
                }
                self.go(at, Phase::Assigning(number + 1));
            }
            (Phase::Assigning(number), Err(reason)) => self.went_wrong(at, reason, Some(number)),
            (phase, answer) => {
                if let Err(reason) = answer {
                    let step = self.state.threads[at].step.clone();
                    self.problem(step, reason);
                }
                self.go(at, phase.after_action());
            }
        }
    }

    /// The function of a step has done its work; a job is only made by then.
    fn worked(&mut self, at: usize, value: &Value) {
        if !self.step_at(at).is_some_and(function::makes_job) {
            return self.go(at, Phase::Assigning(0));
        }
        match value.as_str() {
            Some(number) => self.go(at, Phase::Job { number: number.to_owned() }),
            None => self.went_wrong(at, "the job that was made has no number".to_owned(), None),
        }
    }

    /// A step that has succeeded is left.
    fn succeed(&mut self, at: usize, step: &'a Step) {
        let way = match &self.state.threads[at].goes {
            Goes::Goto => Way::on(step.goto.clone()),
            Goes::To(key) => Way::on(Some(key.clone())),
            Goes::GotoFail => Way { well: false, ..Way::on(step.goto_fail.clone()) },
        };
        self.leave(at, way);
    }

    /// The run has reached an end.
    fn arrive(&mut self, at: usize, step: &'a Step) {
        self.record(at, &Way::on(None), None);
        self.state.threads.remove(at);
        if step.kind == StepKind::Success {
            return self.end(Outcome::Succeeded, None);
        }
        let cause =
            self.past.iter().rev().find_map(|past| Some((past.step.as_str(), past.reason.as_deref()?)));
        let because = cause.map(|(key, reason)| format!(", because {} failed: {reason}", self.called(key)));
        let reason = format!("it came to the end {}{}", named(step), because.unwrap_or_default());
        self.end(Outcome::Failed, Some(reason));
    }
}

impl Phase {
    /// Whether something is to be done without waiting.
    fn goes_on(&self) -> bool {
        match self {
            Self::Starting(_)
            | Self::Working
            | Self::Assigning(_)
            | Self::Completing(_)
            | Self::Failing { .. } => true,
            Self::Open | Self::Waiting { .. } | Self::Job { .. } | Self::Branches | Self::Retry { .. } => {
                false
            }
        }
    }

    /// The phase once its action is done, well or not.
    fn after_action(self) -> Self {
        match self {
            Self::Starting(number) => Self::Starting(number + 1),
            Self::Completing(number) => Self::Completing(number + 1),
            Self::Failing { action, timeout, reason } => {
                Self::Failing { action: action + 1, timeout, reason }
            }
            other => other,
        }
    }
}
