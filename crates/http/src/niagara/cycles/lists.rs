//! Pages of cycles, and of the queues that a work order's batches are in.

use axum::response::Response;
use docket_app::cycle;
use docket_domain::entity::EntityType;
use utoipa::IntoParams;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::paging::Asked;
use crate::niagara::refusals::Reading;
use crate::params::Place;

/// Cycles have a page key of their own.
const CYCLES: &str = "nter:work-order-cycles";

/// The parameters of a list of cycles.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes Asked for the OpenAPI document")]
pub(super) struct CycleParams {
    /// How many entries: 1 to 100, else 100
    limit: Option<i32>,
    /// The `offset` of a page, to go on after it
    offset: Option<String>,
    /// The label of the status that the cycles have
    #[param(rename = "filter[status]")]
    filter_status: Option<String>,
}

/// The parameters of a plain list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes Asked for the OpenAPI document")]
pub(super) struct PlainParams {
    /// How many entries: 1 to 100, else 100
    limit: Option<i32>,
    /// The `offset` of a page, to go on after it
    offset: Option<String>,
}

/// List the cycles of a work order, by number.
#[utoipa::path(get, path = "/work-orders/{id}/cycles", tag = "Cycles",
    params(("id" = String, Path, description = "The id of the work order"), CycleParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_cycles_for_work_order(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let listed = cycle::of_work_order(&op, &id, wanted(&asked)?).await?;
    asked.listed_as(&base, CYCLES, &listed)
}

/// List the cycles of a batch, by number.
#[utoipa::path(get, path = "/batches/{id}/cycles", tag = "Batches",
    params(("id" = String, Path, description = "The id of the batch"), CycleParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_cycles_for_batch(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let listed = cycle::of_batch(&op, &id, wanted(&asked)?).await?;
    asked.listed_as(&base, CYCLES, &listed)
}

/// List the queues that a work order has batches in, as they were made.
#[utoipa::path(get, path = "/work-orders/{id}/queues", tag = "Work orders",
    params(("id" = String, Path, description = "The id of the work order"), PlainParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_queues_for_work_order(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let listed = cycle::queue::of_work_order(&op, &id, asked.offset(), asked.limit()?).await?;
    asked.listed(&base, EntityType::Queue, &listed)
}

fn wanted(asked: &Asked) -> Result<cycle::Asked<'_>> {
    Ok(cycle::Asked { status: asked.filter("status"), offset: asked.offset(), limit: asked.limit()? })
}
