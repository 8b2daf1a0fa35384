//! Docket's own API for the office: who may do what, what technicians were told, what happened.

mod body;
mod history;
mod late_reports;
mod notices;
mod roles;
mod search;
mod summary;
mod tokens;
mod user_roles;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::service::Service;

/// The routes.
pub(crate) fn routes() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .merge(roles::routes())
        .merge(tokens::routes())
        .merge(user_roles::routes())
        .routes(routes!(history::get_history))
        .routes(routes!(notices::get_notices))
        .routes(routes!(late_reports::get_late_reports))
        .routes(routes!(summary::get_summary))
        .routes(routes!(search::get_search))
}
