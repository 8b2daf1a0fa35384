//! Trying the rows, and writing them.

use std::ops::Range;
use std::sync::Arc;

use docket_store::Tx;
use futures_util::FutureExt;

use super::columns::Mapping;
use super::found::{Found, Outcome};
use super::kind::{Kind, Stored};
use super::names::Names;
use super::plan::Plan;
use super::progress::{Progress, Told};
use super::report::Report;
use super::row::Row;
use super::table::Source;
use super::tried::{Tried, problems};
use super::{entities, jobs, records};
use crate::{Change, Error, IfMatch, Op, Result};

/// How many rows are tried in one unit: others get their turn between two.
const FEW: usize = 256;

/// What is asked for.
#[derive(Debug)]
pub struct Import {
    /// What the rows become.
    pub kind: Kind,
    /// The table.
    pub source: Source,
    /// What its columns are.
    pub mapping: Mapping,
    /// What the caller calls it, to be told [how far](super::how_far) it is.
    pub name: Option<String>,
}

/// Tries every row and writes nothing.
///
/// # Errors
/// [`Error::Invalid`] for what is no table, [`Error::TooManyRows`] for too many rows. What is wrong with rows stands in the
/// report.
pub async fn check(op: &Op, import: Import) -> Result<Report> {
    import.kind.allow(op)?;
    let told = Told::begin(op, import.name.as_deref())?;
    let plan = read(import).await?;
    try_by_and_by(op, &plan, &told.progress).await
}

/// Writes every row, or none.
///
/// # Errors
/// As [`check`]; [`Error::Rows`] if a row is not right, with all that is wrong: nothing is written then.
pub async fn import(op: &Op, import: Import) -> Result<Report> {
    import.kind.allow(op)?;
    let told = Told::begin(op, import.name.as_deref())?;
    let plan = read(import).await?;
    // With a key of the caller's, what is told on a repeat must not depend on how things are by then.
    if op.once.is_none() {
        let report = try_by_and_by(op, &plan, &told.progress).await?;
        if !report.is_right() {
            return Err(Error::Rows(Box::new(report)));
        }
    }
    let kind = plan.kind;
    let op = Op { if_match: IfMatch::Any, ..op.clone() };
    let report = op.write(Write { plan, progress: told.progress.clone() }).await?;
    if kind == Kind::Users {
        op.app.sessions.forget();
    }
    Ok(report)
}

/// Reads a table beside what answers requests: a large one takes a while.
async fn read(Import { kind, source, mapping, .. }: Import) -> Result<Arc<Plan>> {
    let reading = tokio::task::spawn_blocking(move || Plan::read(kind, &source, &mapping));
    let plan = reading.await.map_err(|error| Error::internal(format!("a table was not read: {error}")))?;
    plan.map(Arc::new)
}

/// Tries all rows, a few at a time.
async fn try_by_and_by(op: &Op, plan: &Arc<Plan>, progress: &Progress) -> Result<Report> {
    let op = Op { once: None, if_match: IfMatch::Any, ..op.clone() };
    let mut found = Found::new(plan);
    if !plan.columns.is_lacking {
        progress.begin(plan.rows.len(), false);
        for from in (0..plan.rows.len()).step_by(FEW) {
            let few = from..plan.rows.len().min(from + FEW);
            let tried = few.len();
            found.take(op.write(Try { plan: plan.clone(), few }).await?);
            progress.add(tried);
        }
    }
    Ok(found.report)
}

/// What a unit knows while it goes through the rows.
pub(super) struct Known<'a> {
    pub op: &'a Op,
    pub plan: &'a Plan,
    /// What the rows name.
    pub names: Names,
}

impl<'a> Known<'a> {
    async fn of(op: &'a Op, tx: &mut Tx<'_>, plan: &'a Plan, rows: &[Row]) -> Result<Self> {
        let names = match plan.kind.stored() {
            Stored::Entity(kind) => Names::of(op, tx, &plan.columns, entities::refers(kind), rows).await?,
            _ => Names::default(),
        };
        Ok(Self { op, plan, names })
    }
}

/// Trying a few rows.
struct Try {
    plan: Arc<Plan>,
    few: Range<usize>,
}

impl Change for Try {
    type Out = Vec<Outcome>;

    fn subject(&self) -> (&str, &str) {
        ("import-check", self.plan.kind.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Vec<Outcome>> {
        try_rows(op, tx, &self.plan, self.few.clone()).await
    }
}

async fn try_rows(op: &Op, tx: &mut Tx<'_>, plan: &Plan, few: Range<usize>) -> Result<Vec<Outcome>> {
    let rows = plan.rows.get(few).unwrap_or_default();
    let known = Known::of(op, tx, plan, rows).await?;
    let tried = tx.each(&known, rows, |known, row, tx| try_row(known, row, tx).boxed()).await;
    rows.iter().zip(tried).map(|(row, tried)| outcome(plan, row, tried)).collect()
}

async fn try_row(known: &Known<'_>, row: &Row, tx: &mut Tx<'_>) -> Result<Tried> {
    if !row.faults.is_empty() {
        return Err(Error::Invalid(row.faults.clone()));
    }
    match known.plan.kind.stored() {
        Stored::Record(kind) => records::check(known, tx, kind, row).await,
        Stored::Job => jobs::check(known, tx, row).await,
        Stored::Entity(kind) => entities::check(known, tx, kind, row).await,
    }
}

/// Writing all rows.
struct Write {
    plan: Arc<Plan>,
    progress: Arc<Progress>,
}

impl Change for Write {
    type Out = Report;

    fn subject(&self) -> (&str, &str) {
        ("import", self.plan.kind.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Report> {
        let plan = &*self.plan;
        if op.once.is_some() {
            let mut found = Found::new(plan);
            if !plan.columns.is_lacking {
                found.take(try_rows(op, tx, plan, 0..plan.rows.len()).await?);
            }
            if !found.report.is_right() {
                return Err(Error::Rows(Box::new(found.report)));
            }
        }
        // A unit may be run again from its beginning.
        self.progress.begin(plan.rows.len(), true);
        let with = (Known::of(op, tx, plan, &plan.rows).await?, &*self.progress);
        let written = tx.each(&with, &plan.rows, |with, row, tx| write_row(with, row, tx).boxed()).await;
        let mut found = Found::new(plan);
        for (row, written) in plan.rows.iter().zip(written) {
            found.take(vec![outcome(plan, row, written)?]);
        }
        if found.report.is_right() { Ok(found.report) } else { Err(Error::Rows(Box::new(found.report))) }
    }
}

async fn write_row((known, progress): &(Known<'_>, &Progress), row: &Row, tx: &mut Tx<'_>) -> Result<Tried> {
    let written = match known.plan.kind.stored() {
        Stored::Record(kind) => records::write(known, tx, kind, row).await,
        Stored::Job => jobs::write(known, tx, row).await,
        Stored::Entity(kind) => entities::write(known, tx, kind, row).await,
    };
    progress.add(1);
    written
}

/// What came of a row; an error that says nothing about it ends the import.
fn outcome(plan: &Plan, row: &Row, tried: Result<Tried>) -> Result<Outcome> {
    match tried {
        Ok(tried) => Ok(Ok(tried)),
        Err(error) => problems(&plan.columns, row.number, error).map(Err),
    }
}
