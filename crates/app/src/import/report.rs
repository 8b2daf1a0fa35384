//! What an import, or its check run, found and did.

use serde::{Deserialize, Serialize};

/// How many problems, and how many warnings, are listed; all of them are counted.
const MOST_LISTED: usize = 500;

/// What an import came to, or would come to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    /// Rows that hold anything, without the one that names the columns.
    pub rows: u64,
    /// Rows that make something new.
    pub created: u64,
    /// Rows that change what is there.
    pub changed: u64,
    /// Rows that say what is there already.
    pub unchanged: u64,
    /// Rows that are not right.
    pub faulty: u64,
    /// What is wrong, in the order of the rows; at most 500.
    pub problems: Vec<Problem>,
    /// What one should know, though it can be done; at most 500.
    pub warnings: Vec<Problem>,
    /// The columns, and what was taken of each.
    pub columns: Vec<Column>,
    /// The members that columns of the kind are known by.
    pub members: Vec<String>,
}

/// What is wrong with a row, or worth a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The row as a spreadsheet counts it: the one that names the columns is 1. Of JSON, the place in the list, from 1.
    pub row: u64,
    /// The column, if it is about one.
    pub column: Option<String>,
    /// The member, if it is about one.
    pub member: Option<String>,
    /// What it is, in words.
    pub message: String,
}

/// A column and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in the table.
    pub column: String,
    /// The member that it is; `None`: it is left out.
    pub member: Option<String>,
    /// What the first row that has anything in it says.
    pub sample: Option<String>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Fate {
    /// It makes something new.
    Created,
    /// It changes what is there.
    Changed,
    /// It says what is there.
    Unchanged,
}

impl Report {
    /// Counts a row that is right.
    pub(super) fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Created => self.created += 1,
            Fate::Changed => self.changed += 1,
            Fate::Unchanged => self.unchanged += 1,
        }
    }

    /// Notes what is wrong with one row.
    pub(super) fn refuse(&mut self, problems: Vec<Problem>) {
        self.faulty += 1;
        self.note(problems);
    }

    /// Notes what is wrong, as far as the list goes.
    pub(super) fn note(&mut self, problems: Vec<Problem>) {
        let room = MOST_LISTED.saturating_sub(self.problems.len());
        self.problems.extend(problems.into_iter().take(room));
    }

    /// Notes what one should know.
    pub(super) fn warn(&mut self, warnings: impl IntoIterator<Item = Problem>) {
        let room = MOST_LISTED.saturating_sub(self.warnings.len());
        self.warnings.extend(warnings.into_iter().take(room));
    }

    /// Whether all of it can be done.
    pub(super) fn is_right(&self) -> bool {
        self.faulty == 0 && self.problems.is_empty()
    }
}
