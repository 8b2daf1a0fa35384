//! Photos and signatures on a device: the files were sent as uploads before.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::device;
use docket_domain::job::Number;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::wire::{Reported, reported};
use crate::asker::Asker;
use crate::failure::{Result, Standard};
use crate::file::{photo_name, serve};
use crate::params::{Params, Place};
use crate::range::Asked;
use crate::refusals::{Conditions, ProblemChanging, ProblemDeleting, ProblemFileReading};
use crate::write::{Bare, Write};

/// A photo as the device reports it.
#[derive(ToSchema)]
#[schema(as = DevicePhoto)]
#[expect(dead_code, reason = "it describes for the OpenAPI document what docket_app reads")]
pub(crate) struct Photo {
    /// The device's id of this report, and the photo's; a repeat is answered as the first was.
    #[schema(format = "uuid")]
    id: String,
    /// When it was taken, by the device's clock.
    #[schema(format = DateTime)]
    at: String,
    /// The finished upload.
    #[schema(format = "uuid")]
    upload: String,
    /// What is said about it.
    #[schema(nullable = false, max_length = 2000)]
    note: Option<String>,
}

/// A signature as the device reports it.
#[derive(ToSchema)]
#[schema(as = DeviceSignature)]
#[expect(dead_code, reason = "it describes for the OpenAPI document what docket_app reads")]
pub(crate) struct Signature {
    /// The device's id of this report; a repeat is answered as the first was.
    #[schema(format = "uuid")]
    id: String,
    /// When it was given, by the device's clock.
    #[schema(format = DateTime)]
    at: String,
    /// The finished upload: PNG or JPEG, at most 512 KiB.
    #[schema(format = "uuid")]
    upload: String,
    /// Who signed.
    #[schema(nullable = false, max_length = 2000)]
    name: Option<String>,
}

/// Add a photo to a job that the technician holds.
///
/// 409 has the code `recalled` when the job was taken away (the report and the upload are kept for the office), or
/// `upload-unfinished`. 403 says that the job's `Rules.CanTakePhotos` is false.
#[utoipa::path(post, path = "/device/v1/jobs/{num}/photos", tag = "Devices",
    params(("num" = String, Path, description = "The number of the job"), Conditions),
    request_body(content = Photo, content_type = "application/json"),
    responses(
        (status = 200, description = "Done", body = Reported<'_>, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 409, description = "`recalled` or `upload-unfinished`", body = Standard, content_type = "application/problem+json"),
        ProblemChanging))]
pub(crate) async fn report_photo(Place(num): Place<String>, write: Write) -> Result<Response> {
    let done = device::photo(&write.op, Number::new(&num)?, write.body).await?;
    Ok(reported(&done))
}

/// Add a signature to a job that the technician holds: it becomes an element of `Signatures`.
///
/// 409 has the code `recalled` when the job was taken away (the report and the upload are kept for the office), or
/// `upload-unfinished`.
#[utoipa::path(post, path = "/device/v1/jobs/{num}/signatures", tag = "Devices",
    params(("num" = String, Path, description = "The number of the job"), Conditions),
    request_body(content = Signature, content_type = "application/json"),
    responses(
        (status = 200, description = "Done", body = Reported<'_>, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 409, description = "`recalled` or `upload-unfinished`", body = Standard, content_type = "application/problem+json"),
        ProblemChanging))]
pub(crate) async fn report_signature(Place(num): Place<String>, write: Write) -> Result<Response> {
    let done = device::signature(&write.op, Number::new(&num)?, write.body).await?;
    Ok(reported(&done))
}

/// A photo of a job that the technician holds, helps with, or is the primary user of.
#[utoipa::path(get, path = "/device/v1/jobs/{num}/photos/{id}", tag = "Devices",
    params(
        ("num" = String, Path, description = "The number of the job"),
        ("id" = String, Path, description = "The id of the photo"),
        Asked),
    responses(
        (status = 200, description = "The picture", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("ETag" = String, description = "The SHA-256 of its bytes"))),
        (status = 206, description = "The part that was asked for", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp")),
            headers(("Content-Range" = String, description = "Which bytes of how many"))),
        (status = 304, description = "The device has it"),
        ProblemFileReading))]
pub(crate) async fn device_photo(
    Asker(op): Asker,
    Place((num, id)): Place<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = device::show_photo(&op, &Number::new(&num)?, &id).await?;
    let name = photo_name(&id, &file);
    serve(&headers, file, &name).await
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Removal {
    /// The device's id of this report, a UUID; a repeat is answered as the first was
    #[param(required = true)]
    id: Option<String>,
    /// When the technician did it, by the device's clock
    at: Option<String>,
}

/// Remove a photo of the technician's own from a job that they hold.
#[utoipa::path(delete, path = "/device/v1/jobs/{num}/photos/{id}", tag = "Devices",
    params(
        ("num" = String, Path, description = "The number of the job"),
        ("id" = String, Path, description = "The id of the photo"),
        Removal,
        Conditions),
    responses(
        (status = 200, description = "Done", body = Reported<'_>, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 409, description = "`recalled`: the job was taken away", body = Standard, content_type = "application/problem+json"),
        ProblemDeleting))]
pub(crate) async fn remove_device_photo(
    Place((num, photo)): Place<(String, String)>,
    Params(removal): Params<Removal>,
    Bare { op }: Bare,
) -> Result<Response> {
    let (id, at) = (removal.id.as_deref(), removal.at.as_deref());
    let done = device::remove_photo(&op, Number::new(&num)?, photo, id, at).await?;
    Ok(reported(&done))
}
