//! Rows as a JSON array of objects.

use std::collections::HashMap;

use docket_domain::Fault;
use docket_domain::json;
use serde_json::Value;

use super::table::{Line, MOST_COLUMNS, Table};
use crate::Result;

/// Reads a table of at most so many rows.
pub(super) fn read(bytes: &[u8], most: usize) -> Result<Table> {
    let Value::Array(rows) = json::parse(bytes)? else {
        return Err(Fault::at("$", "must be an array of objects, a row each").into());
    };
    let mut table = Table::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, row) in rows.into_iter().enumerate() {
        let Value::Object(row) = row else {
            return Err(Fault::at(format!("$[{place}]"), "must be an object").into());
        };
        let mut cells = Vec::with_capacity(row.len());
        for (name, value) in row {
            let next = table.columns.len();
            let at = *places.entry(name).or_insert_with_key(|name| {
                table.columns.push(name.clone());
                next
            });
            if at >= MOST_COLUMNS {
                return Err(Fault::at("$", format!("names more than {MOST_COLUMNS} members")).into());
            }
            cells.push((at, value));
        }
        table.add(Line { number: place as u64 + 1, cells }, most)?;
    }
    Ok(table)
}
