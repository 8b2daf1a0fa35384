//! `/admin/v1`: the office.

mod batches;
mod conditions;
mod history;
mod import;
mod late_reports;
mod notices;
mod records;
mod replies;
mod roles;
mod summary;
mod tokens;
