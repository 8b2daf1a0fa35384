//! The cycles of work orders and batches, and the queues that they wait in.

mod lists;
mod one;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(lists::fetch_cycles_for_work_order, one::cancel_work_order_cycles))
        .routes(routes!(one::fetch_cycle_by_id, one::cancel_cycle))
        .routes(routes!(one::retry_cycle))
        .routes(routes!(lists::fetch_cycles_for_batch))
        .routes(routes!(lists::fetch_queues_for_work_order))
}
