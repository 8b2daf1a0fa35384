//! `/me/notifications`: messages to the caller.

mod mine;
mod patch;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(mine::fetch_notifications))
        .routes(routes!(mine::fetch_notification_by_id, patch::update_notification))
}
