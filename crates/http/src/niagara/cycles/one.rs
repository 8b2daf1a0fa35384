//! Reading one cycle, cancelling one or all, doing a failed one again.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::cycle;
use utoipa::IntoParams;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::refusals::{Cancelling, Deleting, Reading};
use crate::params::Place;
use crate::refusals::{Conditions, Known};
use crate::write::{Bare, Write};

/// Where a cycle is.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it describes the path for the OpenAPI document")]
pub(super) struct Which {
    /// The id of the work order
    id: String,
    /// The id of the cycle
    cycle_id: String,
}

/// Retrieve a cycle.
#[utoipa::path(get, path = "/work-orders/{id}/cycles/{cycle_id}", tag = "Cycles", params(Which, Known),
    responses(
        (status = 200, description = "The cycle", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_cycle_by_id(
    Asker(op): Asker,
    base: Base,
    Place((id, cycle_id)): Place<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &cycle::show(&op, &id, &cycle_id).await?))
}

/// Cancel a cycle. Needs `work-order:update`. A complete one is a conflict.
#[utoipa::path(delete, path = "/work-orders/{id}/cycles/{cycle_id}", tag = "Cycles", params(Which, Conditions),
    responses(
        (status = 200, description = "The cycle as it is now", body = Object, content_type = "application/hal+json"),
        Cancelling))]
pub(super) async fn cancel_cycle(
    base: Base,
    Place((id, cycle_id)): Place<(String, String)>,
    write: Write,
) -> Result<Response> {
    Ok(hal::one(&HeaderMap::new(), &base, &cycle::cancel(&write.op, &id, &cycle_id).await?))
}

/// Cancel all cycles of a work order that are neither complete nor cancelled. Needs `work-order:update`. Of more than a
/// hundred that are under way, or a thousand, the others follow a moment later.
#[utoipa::path(delete, path = "/work-orders/{id}/cycles", tag = "Cycles",
    params(("id" = String, Path, description = "The id of the work order"), Conditions),
    responses((status = 202, description = "They are cancelled, or are about to be"), Deleting))]
pub(super) async fn cancel_work_order_cycles(Place(id): Place<String>, write: Write) -> Result<Response> {
    cycle::cancel_all(&write.op, &id).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// Do a blocked cycle again: it is cancelled, a new one takes its place in the same batch. Needs `work-order:update`. One that
/// is not blocked is a conflict.
#[utoipa::path(post, path = "/work-orders/{id}/cycles/{cycle_id}/retry", tag = "Cycles", params(Which, Conditions),
    responses(
        (status = 200, description = "The new cycle", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        Cancelling))]
pub(super) async fn retry_cycle(
    base: Base,
    Place((id, cycle_id)): Place<(String, String)>,
    write: Bare,
) -> Result<Response> {
    Ok(hal::made(StatusCode::OK, &base, &cycle::retry(&write.op, &id, &cycle_id).await?))
}
