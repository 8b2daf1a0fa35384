//! Making, reading, changing and deleting a batch.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::cycle::batch;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;
use serde_json::json;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::refusals::{ChangingLocked, DeletingLocked, Making, Reading};
use crate::niagara::{hal, operations, partial};
use crate::params::Place;
use crate::refusals::{Conditions, Known};
use crate::write::Write;

/// Make a batch: it takes the oldest free pending cycles of its work order. `work_flow` is needed only if the work order has
/// several. `order` is a number, or a text that sorts among others; it is shown as a number, 0 unless said.
#[utoipa::path(post, path = "/batches", tag = "Batches", params(Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was made", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        Making))]
pub(super) async fn create_batch(base: Base, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = operations::checked(&write, Body::Batch)?;
    Ok(hal::made(StatusCode::OK, &base, &batch::create(&write.op, body).await?))
}

/// Retrieve a batch.
#[utoipa::path(get, path = "/batches/{id}", tag = "Batches", params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The batch", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_batch_by_id(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    operations::get(&op, &base, &asked, EntityType::Batch, &id).await
}

/// Change the queue of a batch, its order there, or its number of cycles: only pending ones come and go.
#[utoipa::path(patch, path = "/batches/{id}", tag = "Batches", params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses((status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"), ChangingLocked))]
pub(super) async fn change_batch(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let whole = json!({
        "queue": {"queue_id": "-"}, "work_order": {"work_order_id": "-"}, "number_cycles": 1, "order": 0
    });
    let body = partial::checked(&write, Body::Batch, whole, &["order", "queue", "number_cycles"])?;
    let view = batch::change(&write.op, &id, body).await?;
    Ok(hal::one(&HeaderMap::new(), &base, &view))
}

/// Delete a batch: its pending cycles are free again. Cycles under way lock it.
#[utoipa::path(delete, path = "/batches/{id}", tag = "Batches", params(("id" = String, Path, description = "Its id"), Conditions),
    responses((status = 205, description = "It was deleted"), DeletingLocked))]
pub(super) async fn delete_batch(Place(id): Place<String>, write: Write) -> Result<Response> {
    batch::delete(&write.op, &id).await?;
    Ok(hal::gone())
}
