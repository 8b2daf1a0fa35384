//! `/device/v1/uploads`: files that come piece by piece (tus 1.0.0: core, creation, termination, expiration).

mod append;
mod create;
mod delete;
mod metadata;
mod offer;
mod show;
mod tus;

use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(offer::offer_uploads, create::create_upload)).routes(routes!(
        show::show_upload,
        append::append_to_upload,
        delete::delete_upload
    ))
}
