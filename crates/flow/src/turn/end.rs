//! The end of a run, and of steps that are broken off.

use super::Turn;
use crate::effect::{Cause, Effect, What};
use crate::history::Past;
use crate::state::{End, Outcome, Phase, Thread};

impl Turn<'_> {
    /// The run ends; steps that are still open are broken off, those of branches first.
    pub(super) fn end(&mut self, outcome: Outcome, reason: Option<String>) {
        let mut broken_off = std::mem::take(&mut self.state.threads);
        broken_off.sort_by_key(|thread| thread.phase == Phase::Branches);
        for thread in broken_off {
            self.break_off(thread, reason.as_deref().unwrap_or("the run came to its end"));
        }
        self.moved = true;
        self.state.open = None;
        self.state.end = Some(End { at: self.now, outcome, reason });
    }

    /// A step is left without having ended. One that had not begun leaves no trace.
    pub(super) fn break_off(&mut self, thread: Thread, reason: &str) {
        self.recall_job(&thread);
        if thread.phase == Phase::Starting(0) {
            return;
        }
        self.past.push(Past {
            step: thread.step,
            started: thread.started,
            ended: self.now,
            error: false,
            timeout: false,
            next: None,
            by: thread.by,
            done: thread.done,
            reason: Some(reason.to_owned()),
        });
    }

    /// Has the job deleted that a thread waits for, if it does.
    pub(super) fn recall(&mut self, at: usize) {
        if let Some(thread) = self.state.threads.get(at).cloned() {
            self.recall_job(&thread);
        }
    }

    fn recall_job(&mut self, thread: &Thread) {
        let Some(number) = thread.job() else { return };
        let what = What::RecallJob { number: number.to_owned() };
        self.recalls.push_back(Effect { step: thread.step.clone(), cause: Cause::Action, what });
    }
}
