//! The path that a run took.

use std::collections::{HashMap, HashSet};

use super::layout::Way;
use crate::history::Past;
use crate::state::State;

/// The path that a run took: where it was, which ways it went, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    visits: HashMap<String, Visits>,
    ways: HashMap<(String, Option<String>, bool), u32>,
    current: HashSet<String>,
}

/// What happened at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Visits {
    /// How often a run was there, and is now.
    pub(super) count: u32,
    /// How often it failed there.
    pub(super) failed: u32,
    pub(super) is_current: bool,
}

impl Taken {
    /// The path of a run, from the steps that ended in it and where it stands.
    #[must_use]
    pub fn of(past: &[Past], state: &State) -> Self {
        let current = if state.end.is_some() { Vec::new() } else { open(state) };
        Self::through(past, current)
    }

    /// The path through the steps that ended, to those that are open.
    pub(crate) fn through(past: &[Past], current: Vec<String>) -> Self {
        let mut taken = Self::default();
        for step in past {
            let visits = taken.visits.entry(step.step.clone()).or_default();
            visits.count = visits.count.saturating_add(1);
            let failed = step.error || step.timeout;
            visits.failed = visits.failed.saturating_add(u32::from(failed));
            let way = (step.step.clone(), step.next.clone(), failed);
            *taken.ways.entry(way).or_default() += 1;
        }
        for step in current {
            let visits = taken.visits.entry(step.clone()).or_default();
            visits.count = visits.count.saturating_add(1);
            taken.current.insert(step);
        }
        taken
    }

    pub(super) fn at(&self, step: &str) -> Visits {
        let visits = self.visits.get(step).copied().unwrap_or_default();
        Visits { is_current: self.current.contains(step), ..visits }
    }

    /// Whether the run went from a step to the next, or out of a branch; a decision does not fail where it goes either way.
    pub(super) fn went(&self, from: &str, to: Option<&str>, way: Way, decides: bool) -> bool {
        let went = |failed| self.ways.contains_key(&(from.to_owned(), to.map(str::to_owned), failed));
        went(way == Way::Fail) || (decides && went(way == Way::Go))
    }
}

/// The steps where a run stands.
fn open(state: &State) -> Vec<String> {
    state.threads.iter().map(|thread| thread.step.clone()).collect()
}
