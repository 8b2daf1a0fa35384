//! `…/WorkOrder/{WorkOrderNum}/Photos`: the published addresses, with and without a slash at the end.

mod delete;
mod get;
mod post;
mod received;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(get::get_photos, post::post_photos, delete::delete_photos))
        .routes(routes!(post::post_photos_slash, delete::delete_photos_slash))
        .routes(routes!(get::get_photo, delete::delete_photo))
}
