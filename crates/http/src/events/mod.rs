//! What happened: the log, page by page or as it happens.

mod feed;
pub(crate) mod shape;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::service::Service;

/// The routes.
pub(crate) fn routes() -> OpenApiRouter<Service> {
    OpenApiRouter::new().routes(routes!(feed::get_events))
}
