//! Adding photos.

use axum::extract::Request;
use axum::response::Response;
use docket_app::job::photos;
use docket_domain::job::Number;
use utoipa::ToSchema;

use super::super::done;
use super::received::received;
use crate::asker::Asker;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Changing, Conditions};
use crate::write::once;

/// Photos as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes for the OpenAPI document what is read of a form")]
pub(crate) struct PhotoForm {
    /// What is said about the photos.
    #[schema(rename = "Note", nullable = false, max_length = 2000)]
    note: Option<String>,
    /// A picture; any name, and as many as 50.
    #[schema(value_type = String, format = Binary)]
    photo: Vec<u8>,
}

/// Add photos to a work order: a form with one or more files and a `Note`, or one picture as the body (JPEG, PNG or WebP, at most
/// 20 MiB each).
#[utoipa::path(post, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    request_body(content((PhotoForm = "multipart/form-data"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"))),
    responses((status = 200, description = "Added", body = Standard), Changing))]
pub(crate) async fn post_photos(
    Asker(op): Asker,
    Place(num): Place<String>,
    request: Request,
) -> Result<Response> {
    let num = Number::new(&num)?;
    photos::check(&op, &num).await?;
    let (parts, body) = request.into_parts();
    let photos = received(&op, &parts.headers, body).await?;
    let what: Vec<String> =
        photos.iter().map(|photo| format!("{} {}", photo.file.sha256, photo.note)).collect();
    let once = match parts.headers.get("idempotency-key") {
        Some(key) => {
            let (key, path, what) = (key.as_bytes(), parts.uri.path(), what.join("\n"));
            Some(once(&op, key, &parts.method, path, &parts.headers, &[what.as_bytes()])?)
        }
        None => None,
    };
    let op = docket_app::Op { once, ..op };
    let kept = photos::add(&op, num.clone(), photos).await?;
    Ok(done(&num, kept))
}

/// Add photos to a work order; the address as it was published.
#[utoipa::path(post, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos/", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    request_body(content((PhotoForm = "multipart/form-data"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"))),
    responses((status = 200, description = "Added", body = Standard), Changing))]
pub(crate) async fn post_photos_slash(
    asker: Asker,
    num: Place<String>,
    request: Request,
) -> Result<Response> {
    post_photos(asker, num, request).await
}
