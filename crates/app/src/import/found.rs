//! What was found of the rows, one after the other.

use std::collections::HashMap;

use super::plan::Plan;
use super::report::{Problem, Report};
use super::row::Row;
use super::tried::{Tried, problem};

/// A row that is right, or what is wrong with it.
pub(super) type Outcome = Result<Tried, Vec<Problem>>;

/// What was found so far, row after row.
pub(super) struct Found<'a> {
    plan: &'a Plan,
    /// What is to be told.
    pub report: Report,
    /// How many rows were looked at.
    seen: usize,
    /// Which row is about what.
    about: HashMap<String, u64>,
}

impl<'a> Found<'a> {
    /// Nothing so far.
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self { plan, report: plan.begun(), seen: 0, about: HashMap::new() }
    }

    /// Takes what came of the next rows.
    pub(super) fn take(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            let Some(row) = self.plan.rows.get(self.seen) else { return };
            self.seen += 1;
            match outcome {
                Ok(tried) => self.take_right(row, tried),
                Err(problems) => self.report.refuse(problems),
            }
        }
    }

    fn take_right(&mut self, row: &Row, tried: Tried) {
        let first = *self.about.entry(tried.identity).or_insert(row.number);
        if first != row.number {
            let message = format!("is the same as in row {first}");
            let (columns, key) = (&self.plan.columns, self.plan.kind.key());
            self.report.refuse(vec![problem(columns, row.number, key, message)]);
            return;
        }
        self.report.count(tried.fate);
        let warn = |warning| problem(&self.plan.columns, row.number, "", warning);
        self.report.warn(tried.warnings.into_iter().map(warn));
    }
}
