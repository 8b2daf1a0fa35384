//! Steps that go wrong: tried again while they may be, then failed for good.

use super::Turn;
use crate::state::{Phase, Problem};

/// How long a step waits before it is tried again the first time, in milliseconds; twice as long each further time.
const BACK_OFF: i64 = 200;

/// How many problems a run remembers.
const MAX_PROBLEMS: usize = 50;

impl Turn<'_> {
    /// A step has failed by an error. `assign` is the number of the variable that could not be set, if it was that:
    /// its work is done then, and is not done again.
    pub(super) fn went_wrong(&mut self, at: usize, reason: String, assign: Option<usize>) {
        let may_retry = self.step_at(at).map_or(0, |step| step.on_error.retry);
        let retries = self.state.threads[at].retries;
        if retries >= may_retry {
            return self.fail(at, reason, false);
        }
        self.count_failure(at);
        let thread = self.thread(at);
        thread.retries = retries.saturating_add(1);
        let delay = BACK_OFF.saturating_mul(1 << retries.min(32));
        let at_time = self.now.saturating_add(delay);
        self.go(at, Phase::Retry { at: at_time, assign });
    }

    /// A wait was in vain for these seconds. It begins anew while it may.
    pub(super) fn took_too_long(&mut self, at: usize, seconds: u16) {
        let may_retry = self.step_at(at).map_or(0, |step| step.on_timeout.retry);
        let waits = self.state.threads[at].waits;
        if waits >= may_retry {
            let reason = format!("what it waits for did not happen within {seconds} s");
            return self.fail(at, reason, true);
        }
        self.count_failure(at);
        let thread = self.thread(at);
        thread.waits = waits.saturating_add(1);
        thread.phase = Phase::Working;
    }

    /// A step has failed for good.
    pub(super) fn fail(&mut self, at: usize, reason: String, timeout: bool) {
        self.count_failure(at);
        self.go(at, Phase::Failing { action: 0, timeout, reason });
    }

    fn count_failure(&mut self, at: usize) {
        let key = &self.state.threads[at].step;
        match self.state.failed.iter_mut().find(|(step, _)| step == key) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.state.failed.push((key.clone(), 1)),
        }
    }

    /// Notes something that went wrong beside the work.
    pub(super) fn problem(&mut self, step: String, text: String) {
        self.moved = true;
        let problems = &mut self.state.problems;
        problems.push(Problem { at: self.now, step, text });
        let surplus = problems.len().saturating_sub(MAX_PROBLEMS);
        problems.drain(..surplus);
    }
}
