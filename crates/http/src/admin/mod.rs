//! Docket's own API for the office: who may do what, what technicians were told, what happened.

mod batches;
mod body;
mod history;
mod import;
mod late_reports;
mod notices;
mod records;
mod replies;
mod roles;
mod search;
mod summary;
mod tokens;
mod uploads;
mod user_roles;

use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(roles::routes())
        .merge(tokens::routes())
        .merge(user_roles::routes())
        .routes(routes!(batches::make_batches))
        .routes(routes!(history::get_history))
        .routes(routes!(import::import_table, import::get_import_progress))
        .routes(routes!(notices::get_notices))
        .routes(routes!(late_reports::get_late_reports))
        .routes(routes!(summary::get_summary))
        .routes(routes!(records::get_records))
        .routes(routes!(replies::get_replies))
        .routes(routes!(search::get_search))
        .routes(routes!(uploads::get_upload_content))
}
