//! `/admin/v1`: the office.

mod history;
mod late_reports;
mod notices;
mod records;
mod roles;
mod summary;
mod tokens;
