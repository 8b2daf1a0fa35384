//! What an import answers, as the OpenAPI document shows it.

use utoipa::ToSchema;

/// What an import came to, or with `dry_run` would come to.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes docket_app::import::Report for the OpenAPI document")]
pub(crate) struct ImportReport {
    /// Rows that hold anything, without the one that names the columns.
    rows: u64,
    /// Rows that make something new.
    created: u64,
    /// Rows that change what is there.
    changed: u64,
    /// Rows that say what is there already.
    unchanged: u64,
    /// Rows that are not right.
    faulty: u64,
    /// What is wrong, in the order of the rows; at most 500.
    problems: Vec<ImportProblem>,
    /// What one should know, though it can be done; at most 500.
    warnings: Vec<ImportProblem>,
    /// The columns, and what was taken of each.
    columns: Vec<ImportColumn>,
    /// The members that columns of the kind are known by.
    members: Vec<String>,
}

/// How far an import is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes docket_app::import::HowFar for the OpenAPI document")]
pub(crate) struct ImportProgress {
    /// `idle`: none of that name goes on; `checking`: rows are tried; `writing`: they are written.
    phase: ImportPhase,
    /// How many rows there are.
    rows: u64,
    /// With how many of them the phase is through.
    done: u64,
}

/// What an import is doing.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it describes docket_app::import::Phase for the OpenAPI document")]
pub(crate) enum ImportPhase {
    Idle,
    Checking,
    Writing,
}

/// What is wrong with a row, or worth a word.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes docket_app::import::Problem for the OpenAPI document")]
pub(crate) struct ImportProblem {
    /// The row as a spreadsheet counts it: the one that names the columns is 1. Of JSON, the place in the list, from 1.
    row: u64,
    /// The column, if it is about one.
    column: Option<String>,
    /// The member, if it is about one.
    member: Option<String>,
    /// What it is, in words.
    message: String,
}

/// A column and what it is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes docket_app::import::Column for the OpenAPI document")]
pub(crate) struct ImportColumn {
    /// Its name in the table.
    column: String,
    /// The member that it is; null: it is left out.
    member: Option<String>,
    /// What the first row that has anything in it says.
    sample: Option<String>,
}

/// Why nothing was imported.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a failure for the OpenAPI document")]
pub(crate) struct ImportRefused {
    /// Where the error is described.
    r#type: String,
    /// The kind of error in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened.
    detail: String,
    /// What is wrong with every row; absent if the table could not be read.
    report: Option<ImportReport>,
}
