//! Beginning an upload.

use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::file::upload::{self, New};

use super::metadata;
use super::tus::{LENGTH, Tus, answer, number, tell};
use crate::failure::{Failure, Result, Standard};
use crate::refusals::ProblemMakingOwn;

/// Begin an upload of a picture (tus). `Upload-Metadata` may hold `id` (a UUID of the sender's: the same again is answered the
/// same), `filetype` and `filename`.
#[utoipa::path(post, path = "/device/v1/uploads", tag = "Devices",
    params(
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Length" = i64, Header, description = "The size of the file, in bytes"),
        ("Upload-Metadata" = Option<String>, Header, description = "Names and values in base64, with commas between")),
    responses(
        (status = 201, description = "Begun", headers(
            ("Location" = String, description = "Where it goes on"),
            ("Upload-Expires" = String, description = "When it is forgotten"))),
        (status = 409, description = "`upload-taken`: another upload has the id", body = Standard, content_type = "application/problem+json"),
        (status = 412, description = "Tus-Resumable is not 1.0.0", body = Standard, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large", body = Standard, content_type = "application/problem+json"),
        (status = 415, description = "`wrong-type`: it says that it is no picture", body = Standard, content_type = "application/problem+json"),
        ProblemMakingOwn))]
pub(crate) async fn create_upload(tus: Result<Tus, Failure>, headers: HeaderMap) -> Response {
    answer(create(tus, &headers).await)
}

async fn create(tus: Result<Tus>, headers: &HeaderMap) -> Result<Response> {
    let Tus(op) = tus?;
    let length = number(headers, &LENGTH)?;
    let said = metadata::read(headers)?;
    let new = New { id: said.id, length, media: said.filetype, name: said.filename };
    let progress = upload::create(&op, new).await?;
    let mut response = StatusCode::CREATED.into_response();
    if let Ok(location) = HeaderValue::try_from(format!("/device/v1/uploads/{}", progress.id)) {
        response.headers_mut().insert(LOCATION, location);
    }
    tell(&mut response, &progress);
    Ok(response)
}
