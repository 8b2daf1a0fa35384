//! Pages of runs.

use axum::response::Response;
use docket_app::Op;
use docket_app::context::{self, Of};
use docket_domain::entity::EntityType;
use docket_store::context_list::Sort;
use utoipa::IntoParams;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::paging::{Asked, wrong};
use crate::niagara::refusals::{Listing, Reading};
use crate::params::Place;

/// The parameters of a list of contexts.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes Asked for the OpenAPI document")]
pub(super) struct ContextParams {
    /// How many entries: 1 to 100, else 100
    limit: Option<i32>,
    /// The `offset` of a page, to go on after it
    offset: Option<String>,
    /// `created`, `label`, `updated` or `active`, `-` before it for descending; `active`: first those that have ended
    sort: Option<String>,
    /// `true`: those that have not ended; `false`: those that have
    #[param(rename = "filter[active]")]
    filter_active: Option<bool>,
    /// `true`: those that stand at a step that a person has to close; `false`: the others
    #[param(rename = "filter[waiting_for_user]")]
    filter_waiting_for_user: Option<bool>,
}

/// The parameters of a list of the contexts of a work order.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes Asked for the OpenAPI document")]
pub(super) struct OfWorkOrderParams {
    /// The label of the status that their cycles have
    #[param(rename = "filter[status]")]
    filter_status: Option<String>,
}

/// List contexts: runs of work flows, as they were started. Each shows its newest 100 steps that have ended.
#[utoipa::path(get, path = "/contexts", tag = "Contexts", params(ContextParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
pub(super) async fn fetch_all_contexts(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    listed(&op, &base, &asked, wanted(&asked, Of::All)?).await
}

/// List the contexts of a work flow that have not ended.
#[utoipa::path(get, path = "/work-flows/{id}/contexts", tag = "Work flows",
    params(("id" = String, Path, description = "The id of the work flow"), ContextParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_contexts_for_work_flow(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    listed(&op, &base, &asked, wanted(&asked, Of::WorkFlow(id))?).await
}

/// List the contexts of a work order.
#[utoipa::path(get, path = "/work-orders/{id}/contexts", tag = "Work orders",
    params(("id" = String, Path, description = "The id of the work order"), ContextParams, OfWorkOrderParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_contexts_for_work_order(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let mut wanted = wanted(&asked, Of::WorkOrder(id))?;
    wanted.status = asked.filter("status").map(str::to_owned);
    listed(&op, &base, &asked, wanted).await
}

/// List the contexts at a resource.
#[utoipa::path(get, path = "/resources/{id}/contexts", tag = "Resources",
    params(("id" = String, Path, description = "The id of the resource"), ContextParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_contexts_for_resource(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    listed(&op, &base, &asked, wanted(&asked, Of::Resource(id))?).await
}

/// List the contexts at a sub-resource.
#[utoipa::path(get, path = "/sub-resources/{id}/contexts", tag = "Sub-resources",
    params(("id" = String, Path, description = "The id of the sub-resource"), ContextParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_contexts_for_sub_resource(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    listed(&op, &base, &asked, wanted(&asked, Of::SubResource(id))?).await
}

/// List the contexts of a unit: what runs on it and what ran.
#[utoipa::path(get, path = "/units/{id}/contexts", tag = "Units",
    params(("id" = String, Path, description = "The id of the unit"), ContextParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_contexts_for_unit(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    listed(&op, &base, &asked, wanted(&asked, Of::Unit(id))?).await
}

async fn listed(op: &Op, base: &Base, asked: &Asked, wanted: context::Asked) -> Result<Response> {
    let listed = context::list(op, wanted).await?;
    asked.listed(base, EntityType::Context, &listed)
}

fn wanted(asked: &Asked, of: Of) -> Result<context::Asked> {
    let (sort, descending) = sorted(asked)?;
    Ok(context::Asked {
        of,
        active: asked.truth("active")?,
        waiting_for_user: asked.truth("waiting_for_user")?,
        status: None,
        sort,
        descending,
        offset: asked.offset().map(str::to_owned),
        limit: asked.limit()?,
    })
}

/// What the list is sorted by, and whether from the last to the first.
fn sorted(asked: &Asked) -> Result<(Sort, bool)> {
    let Some(given) = asked.get("sort").filter(|sort| !sort.is_empty()) else {
        return Ok((Sort::Started, false));
    };
    let (name, descending) = given.strip_prefix('-').map_or((given, false), |name| (name, true));
    let sort = match name {
        // The label of a run begins with its id, so its order is that of the ids.
        "created" | "label" => Sort::Started,
        "updated" => Sort::Updated,
        "active" => Sort::Active,
        _ => {
            let message = "should be created, label, updated or active, perhaps with - before it";
            return Err(wrong("sort", given, message));
        }
    };
    Ok((sort, descending))
}
