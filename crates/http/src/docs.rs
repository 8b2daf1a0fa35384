//! What whoever runs or uses the server looks at: health, metrics, the description of the API.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::failure::{Failure, Result};
use crate::routing::{Routes, routes};
use crate::service::Service;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(metrics))
        .routes(routes!(openapi_json))
        .routes(routes!(errors))
}

/// The process lives.
#[utoipa::path(get, path = "/healthz", tag = "Operation", security(()), responses((status = 200, description = "It lives")))]
async fn healthz() -> &'static str {
    "ok"
}

/// The server can answer: its database can be read, and it is not stopping.
#[utoipa::path(get, path = "/readyz", tag = "Operation", security(()), responses(
    (status = 200, description = "It can answer"),
    (status = 503, description = "It cannot answer now", body = crate::failure::Standard, content_type = "application/problem+json"),
))]
async fn readyz(State(service): State<Service>) -> Result<&'static str> {
    if *service.stopping.borrow() {
        let stopping = docket_store::Error::Unavailable("the server is stopping".to_owned());
        return Err(Failure::from(stopping));
    }
    let mut tx = service.app.db.reader().await?;
    docket_store::tenant::find(&mut tx, docket_app::tenant::DEFAULT).await?;
    Ok("ok")
}

/// Figures for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "Operation", security(()), responses((status = 200, description = "The figures", content_type = "text/plain")))]
async fn metrics(State(service): State<Service>) -> Response {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], service.metrics.render()).into_response()
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "Operation", security(()), responses((status = 200, description = "The OpenAPI 3.1 document", content_type = "application/json")))]
async fn openapi_json(State(service): State<Service>, asked: HeaderMap) -> Result<Response> {
    service.description.answer(&asked)
}

/// Every error and what to do about it.
#[utoipa::path(get, path = "/errors", tag = "Operation", security(()), responses((status = 200, description = "The page that the `type` of an error points to", content_type = "text/markdown")))]
async fn errors() -> Response {
    ([(CONTENT_TYPE, "text/markdown; charset=utf-8")], ERRORS).into_response()
}

/// The page of errors, as it stands in the documentation.
const ERRORS: &str = include_str!("../../../docs/errors.md");
