//! Ending an upload.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use docket_app::file::upload;

use super::tus::{Tus, answer};
use crate::failure::{Failure, Result, Standard};
use crate::params::Place;
use crate::refusals::ProblemOwn;

/// End an upload of the caller's (tus); what was made of it stays.
#[utoipa::path(delete, path = "/device/v1/uploads/{id}", tag = "Devices",
    params(
        ("id" = String, Path, description = "The id of the upload"),
        ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`upload-held`: a late report names it", body = Standard, content_type = "application/problem+json"),
        (status = 412, description = "Tus-Resumable is not 1.0.0", body = Standard, content_type = "application/problem+json"),
        ProblemOwn))]
pub(crate) async fn delete_upload(tus: Result<Tus, Failure>, Place(id): Place<String>) -> Response {
    answer(delete(tus, &id).await)
}

async fn delete(tus: Result<Tus>, id: &str) -> Result<Response> {
    let Tus(op) = tus?;
    upload::delete(&op, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
