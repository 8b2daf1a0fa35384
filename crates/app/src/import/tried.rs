//! What came of trying a row.

use docket_domain::{Fault, Message};
use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::entities;
use super::report::{Fate, Problem};
use crate::{Error, Result};

/// A row that is right.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Tried {
    /// What it is about: no other row may be about the same.
    pub identity: String,
    /// What becomes of it.
    pub fate: Fate,
    /// What one should know of it.
    pub warnings: Vec<String>,
}

/// What is wrong with a row, of an error that it brought.
///
/// # Errors
/// The error itself, if it says nothing about the row.
pub(super) fn problems(columns: &Columns, row: u64, error: Error) -> Result<Vec<Problem>> {
    match error {
        Error::Invalid(faults) => {
            Ok(faults.into_iter().map(|fault| of_fault(columns, row, &fault)).collect())
        }
        Error::Messages(messages) => {
            Ok(messages.into_iter().map(|message| of_message(columns, row, message)).collect())
        }
        Error::Locked(_)
        | Error::NotFound(..)
        | Error::Forbidden(_)
        | Error::NotAllowed(_)
        | Error::Conflict(..)
        | Error::Precondition(_) => Ok(vec![problem(columns, row, "", error.to_string())]),
        error => Err(error),
    }
}

/// What is wrong with a row, of a fault of its document.
fn of_fault(columns: &Columns, row: u64, fault: &Fault) -> Problem {
    let path = if fault.path.is_empty() { &fault.name } else { &fault.path };
    let member = path.trim_start_matches('$').replace('[', ".").replace(']', "");
    problem(columns, row, member.trim_start_matches('.'), fault.reason.clone())
}

fn of_message(columns: &Columns, row: u64, message: Message) -> Problem {
    problem(columns, row, entities::member_of(&message.data_path), message.message)
}

/// Something about a member of a row, or about the row if there is none.
pub(super) fn problem(columns: &Columns, row: u64, member: &str, message: String) -> Problem {
    let column = if member.is_empty() { None } else { columns.about(member) };
    Problem {
        row,
        column: column.map(|target| target.column.clone()),
        member: (!member.is_empty()).then(|| member.to_owned()),
        message,
    }
}
