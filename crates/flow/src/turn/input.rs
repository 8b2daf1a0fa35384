//! What an input does to the threads of a run, before they go on by themselves.

use std::ops::ControlFlow;

use docket_domain::work_flow::{Assignment, Step, StepKind};

use super::{For, Next, Turn, known};
use crate::assign::{Assigned, assign};
use crate::effect::{Cause, What};
use crate::input::{Happening, Input, Refusal};
use crate::state::{Outcome, Phase, Thread};
use crate::step::wait;

impl Turn<'_> {
    /// Deals with the input; it is kept for as long as something is needed or done for it.
    pub(super) fn hear(&mut self) -> ControlFlow<Next> {
        let Some(input) = self.input.take() else { return ControlFlow::Continue(()) };
        let flow = match &input {
            Input::Start => self.start(),
            Input::Close(close) => self.close(close),
            Input::Fail { step, by, reason } => self.fail_on_purpose(step, by, reason.as_deref()),
            Input::Timer | Input::Happened(_) | Input::Job { .. } if !self.state.is_active() => {
                ControlFlow::Continue(())
            }
            Input::Timer => self.time(),
            Input::Happened(happening) => self.happened(happening),
            Input::Job { number, end } => self.job_ended(number, end),
            Input::Cancel { reason } => self.cancel(reason),
        };
        if flow.is_break() || self.asked.is_some() {
            self.input = Some(input);
        }
        flow
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) -> ControlFlow<Next> {
        self.refused = Some(refusal);
        ControlFlow::Continue(())
    }

    /// The variables that the run begins with, then its first step.
    fn start(&mut self) -> ControlFlow<Next> {
        let definition = self.definition;
        while let Some(assignment) = definition.context.get(self.cursor) {
            if !self.is_given(assignment) {
                match known(assign(assignment, &mut self.state.data, &mut self.state.locked, &self.world))? {
                    Ok(Assigned::Entity(write)) => {
                        let what = What::Write(vec![write]);
                        return self.ask(&definition.starts_at, Cause::Step, what, For::Beginning);
                    }
                    Ok(Assigned::Set | Assigned::Skipped) => {}
                    Err(reason) => {
                        self.cannot_begin(&reason);
                        return ControlFlow::Continue(());
                    }
                }
            }
            self.cursor += 1;
        }
        self.enter_first();
        ControlFlow::Continue(())
    }

    /// Whether the starter gave this variable, which then goes before what the definition says; not if that is locked,
    /// nor if the definition repeats a variable of its own.
    fn is_given(&self, assignment: &Assignment) -> bool {
        let name = bare(&assignment.key);
        let mut earlier = self.definition.context.iter().take(self.cursor);
        !assignment.lock
            && self.state.data.contains_key(name)
            && !earlier.any(|earlier| bare(&earlier.key) == name)
    }

    pub(super) fn cannot_begin(&mut self, reason: &str) {
        self.input = None;
        self.end(
            Outcome::Failed,
            Some(format!("the variables that the run begins with could not be set: {reason}")),
        );
    }

    fn fail_on_purpose(&mut self, key: &str, by: &str, reason: Option<&str>) -> ControlFlow<Next> {
        if !self.state.is_active() {
            return self.refuse(Refusal::Ended);
        }
        let current = |thread: &Thread| thread.step == key && thread.phase != Phase::Branches;
        let Some(at) = self.state.threads.iter().position(current) else {
            return self.refuse(Refusal::NotCurrent(key.to_owned()));
        };
        self.recall(at);
        self.closed_by(at, by);
        self.fail(at, reason.unwrap_or("whoever closed it said that it can't be done").to_owned(), false);
        ControlFlow::Continue(())
    }

    /// Every thread whose time has come.
    fn time(&mut self) -> ControlFlow<Next> {
        let now = self.now;
        while let Some(thread) = self.state.threads.get(self.cursor) {
            let at = self.cursor;
            if thread.due().is_some_and(|due| due <= now) {
                match thread.phase {
                    Phase::Retry { assign, .. } => {
                        self.go(at, assign.map_or(Phase::Working, Phase::Assigning));
                    }
                    Phase::Waiting { until, .. } => self.look(at, until)?,
                    _ => {}
                }
            }
            self.cursor += 1;
        }
        ControlFlow::Continue(())
    }

    /// A wait looks whether it may go on, and gives up when it has looked for long enough.
    fn look(&mut self, at: usize, until: i64) -> ControlFlow<Next> {
        let Some(step) = self.step_at(at) else { return ControlFlow::Continue(()) };
        let StepKind::Wait(kind) = &step.kind else { return ControlFlow::Continue(()) };
        match known(wait::may_go_on(kind, &self.sees(None)))? {
            Err(reason) => self.went_wrong(at, reason, None),
            Ok(true) => self.go(at, Phase::Assigning(0)),
            Ok(false) if self.now >= until => self.took_too_long(at, kind.stop_at),
            Ok(false) => self.go(at, wait::looks_again(kind, self.now, until)),
        }
        ControlFlow::Continue(())
    }

    /// Every wait that listens for the event and is older.
    fn happened(&mut self, happening: &Happening) -> ControlFlow<Next> {
        while let Some(thread) = self.state.threads.get(self.cursor) {
            let at = self.cursor;
            if matches!(thread.phase, Phase::Waiting { .. })
                && happening.at >= thread.started
                && let Some(Step { kind: StepKind::Wait(kind), .. }) = self.step_at(at)
            {
                match known(wait::hears(kind, &happening.event, &self.sees(Some(&happening.document))))? {
                    Err(reason) => self.went_wrong(at, reason, None),
                    Ok(true) => self.go(at, Phase::Assigning(0)),
                    Ok(false) => {}
                }
            }
            self.cursor += 1;
        }
        ControlFlow::Continue(())
    }

    /// A job came to its end; nothing happens if no thread waits for it.
    fn job_ended(&mut self, number: &str, end: &Result<(), String>) -> ControlFlow<Next> {
        let waits = |thread: &Thread| thread.job() == Some(number);
        if let Some(at) = self.state.threads.iter().position(waits) {
            match end {
                Ok(()) => self.go(at, Phase::Assigning(0)),
                Err(reason) => self.went_wrong(at, format!("the job {number} was not done: {reason}"), None),
            }
        }
        ControlFlow::Continue(())
    }

    fn cancel(&mut self, reason: &str) -> ControlFlow<Next> {
        if !self.state.is_active() {
            return self.refuse(Refusal::Ended);
        }
        self.end(Outcome::Cancelled, Some(reason.to_owned()));
        ControlFlow::Continue(())
    }
}

/// The bare name of a variable.
fn bare(key: &str) -> &str {
    key.strip_prefix("$.data.").or_else(|| key.strip_prefix("$.")).unwrap_or(key)
}
