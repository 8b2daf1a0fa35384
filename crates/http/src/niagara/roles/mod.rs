//! Roles, and who has them.

mod having;
mod one;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(one::fetch_all_roles, one::create_role))
        .routes(routes!(one::fetch_role_by_id, one::update_role, one::remove_role))
        .routes(routes!(having::fetch_all_role_users, having::attach_role_user))
}
