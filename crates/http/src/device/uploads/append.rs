//! More of an upload.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::file::upload;
use docket_store::Error as Store;

use super::tus::{OFFSET, Tus, answer, number, tell};
use crate::failure::{Failure, Result, Standard};
use crate::file::arriving;
use crate::params::Place;
use crate::refusals::ProblemOwn;

/// Send more of an upload of the caller's (tus). What arrives is kept, even if the connection breaks.
///
/// With its last byte the file is checked: 415 `wrong-type` if it is no picture or not what it was said to be; the upload is
/// gone then.
#[utoipa::path(patch, path = "/device/v1/uploads/{id}", tag = "Devices",
    params(
        ("id" = String, Path, description = "The id of the upload"),
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Offset" = i64, Header, description = "How much of it is here, in bytes")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Kept", headers(
            ("Upload-Offset" = i64, description = "How much of it is here now, in bytes"),
            ("Upload-Expires" = String, description = "When it is forgotten"))),
        (status = 408, description = "Nothing came for too long; what came is kept", body = Standard, content_type = "application/problem+json"),
        (status = 409, description = "`upload-offset`: another number of bytes is here", body = Standard, content_type = "application/problem+json"),
        (status = 412, description = "Tus-Resumable is not 1.0.0", body = Standard, content_type = "application/problem+json"),
        (status = 413, description = "More came than was announced", body = Standard, content_type = "application/problem+json"),
        (status = 415, description = "The Content-Type, or `wrong-type`: what the file is", body = Standard, content_type = "application/problem+json"),
        ProblemOwn))]
pub(crate) async fn append_to_upload(
    tus: Result<Tus, Failure>,
    Place(id): Place<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(append(tus, id, &headers, body).await)
}

async fn append(tus: Result<Tus>, id: String, headers: &HeaderMap, body: Body) -> Result<Response> {
    let Tus(op) = tus?;
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind != "application/offset+octet-stream") {
        let detail = "The Content-Type must be application/offset+octet-stream";
        return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", detail));
    }
    let from = i64::try_from(number(headers, &OFFSET)?).unwrap_or(i64::MAX);
    let body = arriving(body);
    // A task of its own: when the connection breaks, what has arrived is kept all the same.
    let kept = tokio::spawn(async move { upload::append(&op, &id, from, body).await }).await;
    let progress = kept.map_err(|error| Store::Internal(error.to_string()))??;
    let mut response = StatusCode::NO_CONTENT.into_response();
    tell(&mut response, &progress);
    Ok(response)
}
