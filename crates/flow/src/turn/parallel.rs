//! Parallel steps: their branches part, and join again.

use docket_domain::work_flow::{FailCondition, Parallel, Step, StepKind};

use super::Turn;
use crate::state::{Open, Phase, Thread};

impl<'a> Turn<'a> {
    /// Every branch begins.
    pub(super) fn part(&mut self, at: usize, step: &'a Step, parallel: &'a Parallel) {
        if self.state.open.is_some() || self.state.threads[at].branch.is_some() {
            return self.fail(at, "a branch can't part into branches".to_owned(), false);
        }
        let mut threads = Vec::with_capacity(parallel.branches.len());
        for (number, branch) in parallel.branches.iter().enumerate() {
            let Some(first) = branch.steps.get(&branch.starts_at) else {
                let reason =
                    format!("a branch begins with the step {}, which it does not have", branch.starts_at);
                return self.fail(at, reason, false);
            };
            threads.push(Thread::at(first, Some(number), self.now));
        }
        self.go(at, Phase::Branches);
        self.state.open = Some(Open { step: step.key.clone(), branches: vec![None; threads.len()] });
        self.state.threads.extend(threads);
        if parallel.branches.is_empty() {
            self.join(None);
        }
    }

    /// A branch has ended, well or badly; its thread is gone.
    pub(super) fn branch_ended(&mut self, branch: usize, well: bool) {
        if let Some(end) = self.state.open.as_mut().and_then(|open| open.branches.get_mut(branch)) {
            *end = Some(well);
        }
        let reason = self.past.last().filter(|_| !well).and_then(|past| past.reason.clone());
        self.join(reason.as_deref());
    }

    /// Goes on behind the branches if no other is waited for. `reason` is why the last one ended badly.
    fn join(&mut self, reason: Option<&str>) {
        let definition = self.definition;
        let Some(open) = &self.state.open else { return };
        let Some(StepKind::Parallel(parallel)) = definition.steps.get(&open.step).map(|step| &step.kind)
        else {
            return;
        };
        let bad = open.branches.iter().filter(|end| **end == Some(false)).count();
        let all = open.branches.len();
        let has_failed = match parallel.fail_condition {
            FailCondition::None => false,
            _ if parallel.fail_fast => bad > 0,
            FailCondition::Any => bad > 0,
            FailCondition::All => bad == all && all > 0,
        };
        let is_over = open.branches.iter().all(Option::is_some) || (parallel.fail_fast && has_failed);
        if !is_over {
            return;
        }
        self.state.open = None;
        self.drop_branches();
        let Some(at) = self.state.threads.iter().position(|thread| thread.phase == Phase::Branches) else {
            return;
        };
        if has_failed {
            let last = reason.map(|reason| format!(", the last because {reason}")).unwrap_or_default();
            self.fail(at, format!("{bad} of its {all} branches failed{last}"), false);
        } else {
            self.go(at, Phase::Assigning(0));
        }
    }

    /// Breaks off the branches that are still open.
    fn drop_branches(&mut self) {
        let (dropped, kept) =
            std::mem::take(&mut self.state.threads).into_iter().partition(|thread| thread.branch.is_some());
        self.state.threads = kept;
        for thread in dropped {
            self.break_off(thread, "another branch failed");
        }
    }
}
