//! `/batches`: slices of a work order's cycles, put into queues.

mod many;
mod one;

use axum::response::Response;
use docket_domain::entity::EntityType;

use super::base::Base;
use super::operations::{self, below};
use super::paging::{Asked, PageParams};
use super::refusals::{Listing, Reading};
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(fetch_all_batches, one::create_batch, many::create_multiple_batches))
        .routes(routes!(one::fetch_batch_by_id, one::change_batch, one::delete_batch))
        .routes(routes!(fetch_batches_for_work_order))
}

/// List batches. `sort=order` lists them by their order in the queue.
#[utoipa::path(get, path = "/batches", tag = "Batches", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
async fn fetch_all_batches(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    operations::list(&op, &base, &asked, EntityType::Batch).await
}

below! {
    /// List the batches of a work order.
    fetch_batches_for_work_order, "Work orders", "/work-orders/{id}/batches", EntityType::WorkOrder, EntityType::Batch
}
