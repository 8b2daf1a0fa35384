//! Users, and the caller as one.

mod me;
mod one;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::service::Service;

/// The routes.
pub(super) fn routes() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(one::fetch_all_users, one::create_user))
        .routes(routes!(one::fetch_user_by_id, one::update_user, one::remove_user))
        .routes(routes!(me::fetch_me))
}
