//! Reading photos.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::job::photos;
use docket_domain::job::Number;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::file::{photo_name, serve};
use crate::params::Place;
use crate::range::Asked;
use crate::refusals::{FileReading, Known, Reading};

/// Retrieve the photos of a work order, as it has them.
#[utoipa::path(get, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Known),
    responses(
        (status = 200, description = "The photos", body = Object),
        (status = 304, description = "The caller has them"),
        Reading))]
pub(crate) async fn get_photos(
    Asker(op): Asker,
    Place(num): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let (photos, tag) = photos::list(&op, &Number::new(&num)?).await?;
    Ok(answer::document(&headers, photos.to_string(), &tag))
}

/// Retrieve a photo.
#[utoipa::path(get, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos/{PhotoID}", tag = "Work orders (jobs)",
    params(
        ("WorkOrderNum" = String, Path, description = "The number of the work order"),
        ("PhotoID" = String, Path, description = "The ID of the photo"),
        Asked),
    responses(
        (status = 200, description = "The picture", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("ETag" = String, description = "The SHA-256 of its bytes"))),
        (status = 206, description = "The part that was asked for", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("Content-Range" = String, description = "Which bytes of how many"))),
        (status = 304, description = "The caller has it"),
        FileReading))]
pub(crate) async fn get_photo(
    Asker(op): Asker,
    Place((num, id)): Place<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = photos::get(&op, &Number::new(&num)?, &id).await?;
    let name = photo_name(&id, &file);
    serve(&headers, file, &name).await
}
