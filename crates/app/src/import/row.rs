//! A row of an import: what it says, by member.

use docket_domain::Fault;
use docket_domain::json::Object;
use serde_json::Value;

use super::Kind;
use super::columns::Columns;
use super::table::Line;
use crate::{Error, Result};

/// What a row says.
#[derive(Debug)]
pub(super) struct Row {
    /// Its place as a spreadsheet counts it.
    pub number: u64,
    /// The members, by the place of their column, each as its member holds it.
    pub says: Vec<(usize, Value)>,
    /// What is wrong with its cells.
    pub faults: Vec<Fault>,
    /// The id that something new gets.
    pub id: String,
}

impl Row {
    /// Reads a row as the columns were understood.
    pub(super) fn of(kind: Kind, columns: &Columns, line: Line, id: String) -> Self {
        let mut row =
            Self { number: line.number, says: Vec::with_capacity(line.cells.len()), faults: Vec::new(), id };
        for (at, cell) in line.cells {
            let Some(target) = columns.targets.get(at) else {
                row.faults
                    .push(Fault::at("$", format!("has something in column {}, which has no name", at + 1)));
                continue;
            };
            let Some(target) = target else { continue };
            match super::cell::value(target.form, &cell) {
                Ok(value) => row.says.push((at, value)),
                Err(reason) => {
                    row.faults
                        .push(Fault::at(format!("$.{}", target.path.as_str()), reason).with_value(&cell));
                }
            }
        }
        for member in kind.members().iter().filter(|member| member.needed) {
            let path = format!("$.{}", member.path);
            if row.text(columns, member.path).is_empty() && !row.faults.iter().any(|fault| fault.path == path)
            {
                row.faults.push(Fault::at(path, "is missing"));
            }
        }
        row
    }

    /// What it says of a member.
    pub(super) fn get(&self, columns: &Columns, path: &str) -> Option<&Value> {
        let is = |at: usize| columns.targets.get(at)?.as_ref().map(|target| target.path.as_str() == path);
        self.says.iter().find(|(at, _)| is(*at) == Some(true)).map(|(_, value)| value)
    }

    /// The same as text, empty if it says nothing.
    pub(super) fn text(&self, columns: &Columns, path: &str) -> &str {
        self.get(columns, path).and_then(Value::as_str).unwrap_or_default()
    }

    /// The document with what the row says, but for what it is known by; what the row does not say stays.
    pub(super) fn upon(&self, columns: &Columns, keys: &[&str], mut document: Object) -> Result<Object> {
        let mut faults = Vec::new();
        for (at, value) in &self.says {
            let Some(Some(target)) = columns.targets.get(*at) else { continue };
            if keys.contains(&target.path.as_str()) {
                continue;
            }
            if let Err(reason) = target.path.set(&mut document, value.clone()) {
                faults.push(Fault::at(format!("$.{}", target.path.as_str()), reason));
            }
        }
        if faults.is_empty() { Ok(document) } else { Err(Error::Invalid(faults)) }
    }
}
