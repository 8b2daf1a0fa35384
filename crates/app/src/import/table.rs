//! A table as it came, whatever it was written in.

use bytes::Bytes;
use docket_domain::Fault;
use serde_json::Value;

use super::{csv, json};
use crate::{Error, Result};

/// The most bytes of a CSV table.
pub const MOST_CSV: usize = 16 * 1024 * 1024;
/// The most columns.
pub(super) const MOST_COLUMNS: usize = 100;

/// Where a table comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// Text with commas, semicolons or tabs between; the first row names the columns.
    Csv {
        /// The bytes as they came.
        bytes: Bytes,
        /// What they are written in; UTF-8 if nothing is said.
        charset: Option<String>,
    },
    /// A JSON array of objects, whose members are the columns.
    Json(Bytes),
}

/// Rows of cells below named columns.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The row that names them; 0 if none does.
    pub header: u64,
    /// The rows that hold anything.
    pub rows: Vec<Line>,
}

/// A row as it came.
#[derive(Debug)]
pub(super) struct Line {
    /// Its place as a spreadsheet counts it.
    pub number: u64,
    /// What stands in it, each with the place of its column; empty cells are left out.
    pub cells: Vec<(usize, Value)>,
}

impl Table {
    /// Reads a table of at most so many rows.
    ///
    /// # Errors
    /// [`Error::TooManyRows`] for more rows; [`Error::Invalid`] for what is no table.
    pub(super) fn read(source: &Source, most: usize) -> Result<Self> {
        let table = match source {
            Source::Csv { bytes, charset } => csv::read(bytes, charset.as_deref(), most)?,
            Source::Json(bytes) => json::read(bytes, most)?,
        };
        if table.rows.is_empty() {
            return Err(Fault::at("$", "has no rows").into());
        }
        Ok(table)
    }

    /// Adds a row, without its empty cells; one with nothing in it is none.
    pub(super) fn add(&mut self, mut line: Line, most: usize) -> Result<()> {
        line.cells.retain(|(_, cell)| !is_empty(cell));
        if line.cells.is_empty() {
            return Ok(());
        }
        if self.rows.len() >= most {
            return Err(Error::TooManyRows(most));
        }
        self.rows.push(line);
        Ok(())
    }
}

/// Whether a cell says nothing.
fn is_empty(cell: &Value) -> bool {
    match cell {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}
