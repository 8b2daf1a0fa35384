//! Which column is which member.

use std::collections::HashMap;

use docket_domain::Fault;
use docket_domain::json;
use serde_json::Value;

use super::Kind;
use super::custom;
use super::kind::Stored;
use super::member::{Form, Member};
use super::place::Path;
use super::report::{Column, Problem};
use super::table::{Line, Table};
use super::users;

/// The longest sample of a column, in characters.
const SAMPLE: usize = 80;

/// What the caller says of columns: the member each is, or that it is left out. Others are known by their names.
#[derive(Debug, Clone, Default)]
pub struct Mapping(HashMap<String, String>);

impl Mapping {
    /// Reads a JSON object of members by column; an empty member, or null, leaves the column out.
    ///
    /// # Errors
    /// A fault of the parameter `mapping`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let wrong = || {
            let reason =
                "must be a JSON object that says the member of each column: {\"Kd-Nr\": \"AccountNum\"}";
            Fault::parameter("mapping", reason).with_value(&text.into())
        };
        let object = json::parse_object(text.as_bytes()).map_err(|_| wrong())?;
        let pairs = object.into_iter().map(|(column, member)| match member {
            Value::String(member) => Ok((column.trim().to_owned(), member)),
            Value::Null => Ok((column.trim().to_owned(), String::new())),
            _ => Err(wrong()),
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }
}

/// The member that a column is.
#[derive(Debug)]
pub(super) struct Target {
    /// Where it is in the document.
    pub path: Path,
    /// What it holds.
    pub form: Form,
    /// The column's name.
    pub column: String,
}

/// The columns of a table, as they were understood.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The member of each; `None`: it is left out.
    pub targets: Vec<Option<Target>>,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// A member that every row needs has no column: the rows cannot be looked at.
    pub is_lacking: bool,
}

impl Columns {
    /// Finds the member of each column.
    pub(super) fn of(kind: Kind, table: &Table, mapping: &Mapping) -> Self {
        let mut columns = Self::default();
        for (place, name) in table.columns.iter().enumerate() {
            if name.is_empty() {
                // Spreadsheets write such columns to the right of a table; they hold nothing.
                let holds = |row: &Line| row.cells.iter().any(|(at, _)| *at == place);
                if let Some(row) = table.rows.iter().find(|row| holds(row)) {
                    columns.wrong(row.number, None, None, format!("column {} has no name", place + 1));
                }
                columns.targets.push(None);
                continue;
            }
            let target = columns.target(kind, name, mapping).unwrap_or_else(|message| {
                columns.wrong(table.header, Some(name), None, message);
                None
            });
            columns.targets.push(target);
        }
        for name in mapping.0.keys().filter(|name| !table.columns.contains(name)) {
            columns.wrong(table.header, Some(name), None, "there is no such column".to_owned());
        }
        for member in kind.members().iter().filter(|member| member.needed) {
            if columns.place_of(member.path).is_none() {
                let message = format!("no column says the {}, which every row needs", member.path);
                columns.wrong(table.header, None, Some(member.path), message);
                columns.is_lacking = true;
            }
        }
        columns
    }

    /// The column that is a member, or something in it or around it.
    pub(super) fn about(&self, member: &str) -> Option<&Target> {
        let parts = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        let wanted = parts(member);
        self.targets.iter().flatten().find(|target| {
            let path = parts(target.path.as_str());
            path.starts_with(&wanted) || wanted.starts_with(&path)
        })
    }

    /// What each column was taken for, with what its first rows say.
    pub(super) fn shown(&self, table: &Table) -> Vec<Column> {
        let samples = samples(&table.rows, table.columns.len());
        let columns = table.columns.iter().zip(&self.targets).zip(samples);
        let shown = columns.map(|((name, target), sample)| Column {
            column: name.clone(),
            member: target.as_ref().map(|target| target.path.as_str().to_owned()),
            sample,
        });
        shown.collect()
    }

    /// The member of one column; an error says why there is none.
    fn target(&self, kind: Kind, column: &str, mapping: &Mapping) -> Result<Option<Target>, String> {
        let path = match mapping.0.get(column) {
            Some(member) if member.is_empty() => return Ok(None),
            Some(member) => member.as_str(),
            None => match kind.members().iter().find(|member| member.is_called(column)) {
                Some(member) => member.path,
                None if kind.has_custom_fields() && custom::path(column).is_some() => column,
                None => {
                    return Err("is no known member: say which one it is, or leave it out (\"\")".to_owned());
                }
            },
        };
        let field = custom::path(path).filter(|_| kind.has_custom_fields());
        let path = field.as_deref().unwrap_or(path);
        let known = kind.members().iter().find(|member| member.path == path);
        check_open(kind, known, path)?;
        if let Some(other) = self.targets.iter().flatten().find(|target| target.path.overlaps(path)) {
            return Err(format!("is {path}, as the column \"{}\" is already", other.column));
        }
        let form = known.map_or(Form::Text, |member| member.form);
        Ok(Some(Target { path: Path::parse(path)?, form, column: column.to_owned() }))
    }

    fn place_of(&self, path: &str) -> Option<usize> {
        let is = |target: &Option<Target>| target.as_ref().is_some_and(|target| target.path.as_str() == path);
        self.targets.iter().position(is)
    }

    fn wrong(&mut self, row: u64, column: Option<&str>, member: Option<&str>, message: String) {
        let (column, member) = (column.map(str::to_owned), member.map(str::to_owned));
        self.problems.push(Problem { row, column, member, message });
    }
}

/// Documents take members of any name; things of the Niagara dialect have those that they have.
fn check_open(kind: Kind, known: Option<&Member>, path: &str) -> Result<(), String> {
    if kind == Kind::Users && path.split('.').next() == Some(users::SECRET) {
        return Err("is not imported: set each password for itself".to_owned());
    }
    match (kind.stored(), known) {
        (Stored::Entity(_), None) if !custom::is(path) => {
            Err(format!("{path} is no member of {}", kind.as_str()))
        }
        _ => Ok(()),
    }
}

/// What the first of a few rows says in each column.
fn samples(rows: &[Line], columns: usize) -> Vec<Option<String>> {
    let mut samples = vec![None; columns];
    for (at, cell) in rows.iter().take(20).flat_map(|row| &row.cells) {
        if let Some(sample @ None) = samples.get_mut(*at) {
            let text = cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
            *sample = Some(text.chars().take(SAMPLE).collect());
        }
    }
    samples
}
