//! A table that was read: rows that say something, and what was understood of its columns.

use super::Kind;
use super::columns::{Columns, Mapping};
use super::report::Report;
use super::row::Row;
use super::table::{Source, Table};
use crate::{App, Result};

/// What is to be imported.
#[derive(Debug)]
pub(super) struct Plan {
    /// What the rows become.
    pub kind: Kind,
    /// What the columns are.
    pub columns: Columns,
    /// The rows that hold anything.
    pub rows: Vec<Row>,
    /// The report before any row was tried.
    begun: Report,
}

impl Plan {
    /// Reads a table. This takes a while.
    pub(super) fn read(kind: Kind, source: &Source, mapping: &Mapping) -> Result<Self> {
        let mut table = Table::read(source, kind.most_rows())?;
        let columns = Columns::of(kind, &table, mapping);
        let begun = Report {
            rows: table.rows.len() as u64,
            faulty: if columns.is_lacking { table.rows.len() as u64 } else { 0 },
            columns: columns.shown(&table),
            problems: columns.problems.clone(),
            members: kind.members().iter().map(|member| member.path.to_owned()).collect(),
            ..Report::default()
        };
        let lines = std::mem::take(&mut table.rows).into_iter();
        let rows = lines.map(|line| Row::of(kind, &columns, line, App::new_id().to_string())).collect();
        Ok(Self { kind, columns, rows, begun })
    }

    /// The report before any row was tried: how many there are, and what is wrong with the columns.
    pub(super) fn begun(&self) -> Report {
        self.begun.clone()
    }
}
