//! How far an upload is.

use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::file::upload;

use super::tus::{LENGTH, Tus, answer, tell};
use crate::failure::{Failure, Result};
use crate::params::Place;

/// How far an upload of the caller's is (tus).
#[utoipa::path(head, path = "/device/v1/uploads/{id}", tag = "Devices",
    params(
        ("id" = String, Path, description = "The id of the upload"),
        ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses(
        (status = 200, description = "The headers say it", headers(
            ("Upload-Offset" = i64, description = "How much of it is here, in bytes"),
            ("Upload-Length" = i64, description = "Its size, in bytes"),
            ("Upload-Expires" = String, description = "When it is forgotten"))),
        (status = 400, description = "The address is malformed"),
        (status = 401, description = "There is no valid token"),
        (status = 404, description = "There is no such upload of the caller's"),
        (status = 412, description = "Tus-Resumable is not 1.0.0"),
        (status = 503, description = "The database is not available; see Retry-After")))]
pub(crate) async fn show_upload(tus: Result<Tus, Failure>, Place(id): Place<String>) -> Response {
    answer(show(tus, &id).await)
}

async fn show(tus: Result<Tus>, id: &str) -> Result<Response> {
    let Tus(op) = tus?;
    let progress = upload::show(&op, id).await?;
    let mut response = StatusCode::OK.into_response();
    tell(&mut response, &progress);
    response.headers_mut().insert(LENGTH, progress.length.into());
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
