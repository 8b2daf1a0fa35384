//! `/settings/statuses`: the statuses that a tenant knows. The list is not paged.

use axum::http::StatusCode;
use axum::response::Response;
use docket_app::status;
use docket_domain::schema::Body;
use serde_json::{Value, json};

use super::base::Base;
use super::hal;
use super::operations::checked;
use super::refusals::{Making, Telling};
use crate::asker::Asker;
use crate::failure::Result;
use crate::refusals::Conditions;
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(fetch_all_statuses, create_status))
}

/// List the statuses, by their `order`. Needs `tenant:read`.
#[utoipa::path(get, path = "/settings/statuses", tag = "Settings",
    responses((status = 200, description = "All of them", body = Object, content_type = "application/hal+json"), Telling))]
async fn fetch_all_statuses(Asker(op): Asker, base: Base) -> Result<Response> {
    Ok(answer(&base, &status::list(&op).await?))
}

/// Add a status; the answer is the whole list. Needs `tenant:settings`.
#[utoipa::path(post, path = "/settings/statuses", tag = "Settings", params(Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses((status = 200, description = "All of them", body = Object, content_type = "application/hal+json"), Making))]
async fn create_status(base: Base, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::Status)?;
    Ok(answer(&base, &status::create(&write.op, body).await?))
}

fn answer(base: &Base, statuses: &Value) -> Response {
    let body = json!({
        "_embedded": {"nter:settings-statuses": statuses},
        "_links": {"self": {"href": format!("{}/settings/statuses", base.0)}},
    });
    hal::raw(StatusCode::OK, body.to_string().into_bytes())
}
