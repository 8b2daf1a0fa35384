//! Users, and the caller as one.

mod me;
mod one;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(one::fetch_all_users, one::create_user))
        .routes(routes!(one::fetch_user_by_id, one::update_user, one::remove_user))
        .routes(routes!(me::fetch_me))
}
