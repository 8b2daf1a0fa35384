//! Reading one job on a device.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::device;
use docket_domain::job::Number;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::refusals::{Known, ProblemReading};

/// A job that the technician holds, helps with, or is the primary user of.
#[utoipa::path(get, path = "/device/v1/jobs/{num}", tag = "Devices",
    params(("num" = String, Path, description = "The number of the job"), Known),
    responses(
        (status = 200, description = "The job", body = Object, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The device has it"),
        ProblemReading))]
pub(crate) async fn device_job(
    Asker(op): Asker,
    Place(num): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let found = device::get(&op, &Number::new(&num)?).await?;
    Ok(answer::document(&headers, found.doc, &found.tag))
}
