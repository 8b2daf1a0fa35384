//! Reading a run, and a step that it stands at.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::context;
use utoipa::IntoParams;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::refusals::Reading;
use crate::params::Place;
use crate::refusals::Known;

/// Where a step is.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it describes the path for the OpenAPI document")]
pub(super) struct Which {
    /// The id of the context
    id: String,
    /// The key of the step
    step: String,
}

/// Retrieve a context: how far a run of a work flow is, what it waits for, its variables, the newest 1 000 steps that have ended.
#[utoipa::path(get, path = "/contexts/{id}", tag = "Contexts", params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The context", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_context_by_id(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &context::show(&op, &id).await?))
}

/// Retrieve the definition of a step at which a context stands now.
#[utoipa::path(get, path = "/contexts/{id}/{step}", tag = "Contexts", params(Which, Known),
    responses(
        (status = 200, description = "The step", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_current_step_for_context(
    Asker(op): Asker,
    base: Base,
    Place((id, step)): Place<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &context::step(&op, &id, &step).await?))
}
