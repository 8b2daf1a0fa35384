//! What happened: the log, page by page or as it happens.

mod feed;
pub(crate) mod shape;

use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(feed::get_events))
}
