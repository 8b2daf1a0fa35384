//! Being built.
use utoipa_axum::router::OpenApiRouter;

use crate::service::Service;

/// The routes.
pub(crate) fn routes() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
}
