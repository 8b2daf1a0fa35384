//! Files that late reports name.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::file::upload;

use crate::asker::Asker;
use crate::failure::Result;
use crate::file::{photo_name, serve};
use crate::params::Place;
use crate::range::Asked;
use crate::refusals::ProblemFileReading;

/// The picture of a photo or signature that came too late.
#[utoipa::path(get, path = "/admin/v1/uploads/{id}/content", tag = "Office",
    params(("id" = String, Path, description = "The `upload` of the late report"), Asked),
    responses(
        (status = 200, description = "The picture", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("ETag" = String, description = "The SHA-256 of its bytes"))),
        (status = 206, description = "The part that was asked for", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("Content-Range" = String, description = "Which bytes of how many"))),
        (status = 304, description = "The caller has it"),
        ProblemFileReading))]
pub(crate) async fn get_upload_content(
    Asker(op): Asker,
    Place(id): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = upload::content(&op, &id).await?;
    let name = photo_name(&id, &file);
    serve(&headers, file, &name).await
}
