//! `/device/v1`: what technicians' phones use. Docket's own API, also without signal: whatever a device reports bears an id
//! of the device's own, and is sent until it is answered.

mod ack;
mod act;
mod feed;
mod job;
mod jobs;
mod names;
mod notices;
mod patch;
mod photos;
mod products;
mod uploads;
mod wire;

use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(feed::device_feed))
        .routes(routes!(notices::device_notices))
        .routes(routes!(ack::acknowledge_notice))
        .routes(routes!(jobs::device_jobs))
        .routes(routes!(job::device_job, patch::patch_device_job))
        .routes(routes!(names::device_names))
        .routes(routes!(products::device_products))
        .routes(routes!(act::report_action))
        .routes(routes!(photos::report_photo))
        .routes(routes!(photos::report_signature))
        .routes(routes!(photos::device_photo, photos::remove_device_photo))
        .merge(uploads::routes())
}
