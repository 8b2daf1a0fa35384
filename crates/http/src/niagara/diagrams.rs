//! Pictures of work flows and of their runs, as SVG.

use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use docket_app::work_flow_run::{self, Picture};
use docket_domain::json;
use serde::Deserialize;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::refusals::Reading;
use crate::params::{Params, Place};
use crate::refusals::Known;
use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(fetch_workflow_diagram)).routes(routes!(fetch_context_diagram))
}

const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");

/// A picture needs its own style sheet and nothing else.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

#[derive(Deserialize)]
struct Which {
    version: Option<i64>,
}

/// Retrieve a picture of a work flow: its steps from top to bottom, and where each leads. It has light and dark colours.
#[utoipa::path(get, path = "/work-flows/{id}/diagram", tag = "Work flows",
    params(
        ("id" = String, Path, description = "The id"),
        ("version" = Option<i64>, Query, description = "The `workflow_version` that is shown, else the newest"),
        Known),
    responses(
        (status = 200, description = "The picture", body = String, content_type = "image/svg+xml",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
async fn fetch_workflow_diagram(
    Asker(op): Asker,
    Place(id): Place<String>,
    Params(which): Params<Which>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(shown(&asked, work_flow_run::of_work_flow(&op, &id, which.version).await?))
}

/// Retrieve a picture of a run: its work flow with the way that it went, how often it was at each step, what failed, and where it
/// stands.
#[utoipa::path(get, path = "/contexts/{id}/diagram", tag = "Contexts",
    params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The picture", body = String, content_type = "image/svg+xml",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
async fn fetch_context_diagram(
    Asker(op): Asker,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(shown(&asked, work_flow_run::of_context(&op, &id).await?))
}

fn shown(asked: &HeaderMap, picture: Picture) -> Response {
    let tag = format!("{}.{:016x}", picture.version, json::hash(picture.svg.as_bytes()));
    let mut response = answer::tagged(asked, picture.svg, &tag, SVG);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response
}
