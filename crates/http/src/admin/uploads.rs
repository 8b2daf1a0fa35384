//! Files that late reports name.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::file::upload;

use crate::asker::Asker;
use crate::failure::Result;
use crate::file::{photo_name, serve};
use crate::params::Place;
use crate::refusals::{Known, ProblemReading};

/// The picture of a photo or signature that came too late.
#[utoipa::path(get, path = "/admin/v1/uploads/{id}/content", tag = "Office",
    params(("id" = String, Path, description = "The `upload` of the late report"), Known),
    responses(
        (status = 200, description = "The picture", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("ETag" = String, description = "The SHA-256 of its bytes"))),
        (status = 304, description = "The caller has it"),
        ProblemReading))]
pub(crate) async fn get_upload_content(
    Asker(op): Asker,
    Place(id): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = upload::content(&op, &id).await?;
    let name = photo_name(&id, &file);
    Ok(serve(&headers, file, &name))
}
