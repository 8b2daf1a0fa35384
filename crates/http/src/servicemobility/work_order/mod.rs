//! `/seiapi/v3/trans/WorkOrder/{WorkOrderNum}` and what stands below it.

mod delete;
mod dispatch;
mod get;
mod patch;
mod photos;
mod post;
mod put;
mod tech_notes;

use axum::response::Response;
use docket_app::job::Kept;
use docket_domain::job::Number;

use crate::answer::Done;
use crate::place::escape;
use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(
            get::get_work_order,
            put::put_work_order,
            post::post_work_order,
            patch::patch_work_order,
            delete::delete_work_order
        ))
        .routes(routes!(dispatch::get_dispatch, dispatch::put_dispatch))
        .routes(routes!(
            tech_notes::get_tech_notes,
            tech_notes::put_tech_notes,
            tech_notes::delete_tech_notes
        ))
        .merge(photos::routes())
}

/// The answer to a change of a job.
fn done(num: &Number, kept: Kept) -> Response {
    use axum::response::IntoResponse;
    let address = format!("/seiapi/v3/trans/WorkOrder/{}", escape(num.as_str()));
    Done::put(kept.created, &address, kept.tag, kept.warnings).into_response()
}
