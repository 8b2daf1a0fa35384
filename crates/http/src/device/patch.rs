//! Changing parts of a job on a device.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::device;
use docket_domain::Fault;
use docket_domain::job::Number;

use super::wire::{Reported, reported};
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Conditions, ProblemChanging};
use crate::write::Write;

/// Change parts of a job that the technician holds: `_fields` and `_paths` remove, the rest is merged.
///
/// What belongs to the office (who does the job and when, what may be rejected or rescheduled, the rules) and
/// `OrderStatus`, which follows from the actions, can't be changed (403). Nor can a job that another technician holds (403
/// for a helper, else 404).
#[utoipa::path(patch, path = "/device/v1/jobs/{num}", tag = "Devices",
    params(
        ("num" = String, Path, description = "The number of the job"),
        ("Action-Id" = String, Header, format = "uuid", description = "The device's id of this change; a repeat is answered as the first was"),
        ("Action-Time" = Option<String>, Header, format = DateTime, nullable = false, description = "The device's time of it"),
        Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "Changed", body = Reported<'_>, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 409, description = "`recalled`: the job was taken away; the change is kept for the office", body = Standard, content_type = "application/problem+json"),
        ProblemChanging))]
pub(crate) async fn patch_device_job(
    Place(num): Place<String>,
    headers: HeaderMap,
    write: Write,
) -> Result<Response> {
    let num = Number::new(&num)?;
    let id = text(&headers, "Action-Id")?.ok_or_else(|| Fault::parameter("Action-Id", "is missing"))?;
    let at = text(&headers, "Action-Time")?;
    let done = device::patch(&write.op, num, id, at, write.body).await?;
    Ok(reported(&done))
}

/// A header that is text, if it is there.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Fault> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    value.to_str().map(Some).map_err(|_| Fault::parameter(name, "must be plain text"))
}
