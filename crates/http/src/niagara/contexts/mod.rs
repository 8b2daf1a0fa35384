//! `/contexts`: runs of work flows, and closing the steps that they stand at.

mod body;
mod close;
mod lists;
mod one;
mod start;
mod visit;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(lists::fetch_all_contexts))
        .routes(routes!(one::fetch_context_by_id, close::complete_step))
        .routes(routes!(one::fetch_current_step_for_context, close::close_step))
        .routes(routes!(lists::fetch_contexts_for_work_flow, start::start_workflow))
        .routes(routes!(lists::fetch_contexts_for_work_order, start::start_next_cycle))
        .routes(routes!(lists::fetch_contexts_for_resource))
        .routes(routes!(lists::fetch_contexts_for_sub_resource))
        .routes(routes!(lists::fetch_contexts_for_unit))
}
