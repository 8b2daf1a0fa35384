//! Somebody closes a step: the answer is checked, what it writes to the entity is done, and then it counts.

use std::ops::ControlFlow;

use docket_domain::json::Object;
use docket_domain::work_flow::Step;
use serde_json::Value;

use super::{For, Next, Turn};
use crate::assign::set_variable;
use crate::close::{self, Closed, Shut};
use crate::effect::{Cause, What};
use crate::input::{Close, Refusal};
use crate::state::{Phase, Thread};
use crate::waiting::is_check;

/// An answer that is good, before it counts.
#[derive(Debug)]
pub(super) struct Answer {
    at: usize,
    by: String,
    /// The variables as it leaves them, or why it can't write them.
    data: Result<Object, String>,
    /// Why the step fails by it.
    failed: Option<String>,
}

impl<'a> Turn<'a> {
    pub(super) fn close(&mut self, close: &Close) -> ControlFlow<Next> {
        if !self.state.is_active() {
            return self.refuse(Refusal::Ended);
        }
        let Some((at, step)) = self.open_step(&close.step) else {
            return self.refuse(Refusal::NotCurrent(close.step.clone()));
        };
        if is_check(step) && self.state.closers.contains(&close.by) {
            return self.refuse(Refusal::SamePerson);
        }
        let closed = match close::check(step, &close.body, &self.sees(None)) {
            Ok(closed) => closed,
            Err(Shut::Need(root)) => return ControlFlow::Break(Next::Need(root)),
            Err(Shut::Wrong(messages)) => return self.refuse(Refusal::Invalid(messages)),
        };
        let Closed { writes, variables, failed } = closed;
        let data = self.data_with(variables);
        let is_good = failed.is_none() && data.is_ok();
        self.answer = Some(Answer { at, by: close.by.clone(), data, failed });
        if is_good && !writes.is_empty() {
            return self.ask(&step.key, Cause::Close, What::Write(writes), For::Answer);
        }
        self.accept();
        ControlFlow::Continue(())
    }

    /// The open step with this key.
    fn open_step(&self, key: &str) -> Option<(usize, &'a Step)> {
        let is_open = |thread: &Thread| thread.step == key && thread.phase == Phase::Open;
        let at = self.state.threads.iter().position(is_open)?;
        Some((at, self.step_at(at)?))
    }

    /// The variables once an answer has written some.
    fn data_with(&self, variables: Vec<(String, Value)>) -> Result<Object, String> {
        let mut data = self.state.data.clone();
        for (path, value) in variables {
            set_variable(&path, value, &mut data, &self.state.locked)?;
        }
        Ok(data)
    }

    /// The answer counts: it is good, and what it writes to the entity is written.
    pub(super) fn accept(&mut self) {
        self.input = None;
        let Some(Answer { at, by, data, failed }) = self.answer.take() else { return };
        self.closed_by(at, &by);
        match data {
            Err(reason) => return self.went_wrong(at, reason, None),
            Ok(data) => self.state.data = data,
        }
        match failed {
            Some(reason) => self.fail(at, reason, false),
            None => self.go(at, Phase::Assigning(0)),
        }
    }

    /// Notes who closed the step of a thread. Who checks does none of the work.
    pub(super) fn closed_by(&mut self, at: usize, by: &str) {
        let done = self.done_at;
        let thread = self.thread(at);
        thread.by = Some(by.to_owned());
        thread.done = done;
        if !self.step_at(at).is_some_and(is_check) {
            self.state.closers.insert(by.to_owned());
        }
    }
}
