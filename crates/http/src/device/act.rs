//! One step of a visit, as the technician reports it.

use axum::http::StatusCode;
use axum::response::Response;
use docket_app::device;
use docket_domain::action::Action;
use docket_domain::job::Number;
use utoipa::ToSchema;

use super::wire::{Reported, reported};
use crate::failure::{Failure, Result, Standard};
use crate::params::Place;
use crate::refusals::{Conditions, ProblemChanging};
use crate::write::Write;

/// The steps of a visit.
#[derive(ToSchema)]
#[schema(as = DeviceAction, rename_all = "lowercase")]
#[expect(dead_code, reason = "it describes docket_domain::action::Action for the OpenAPI document")]
pub(crate) enum Name {
    Read,
    Accept,
    Reject,
    Travel,
    Arrive,
    Start,
    Pause,
    Resume,
    Complete,
}

/// A step as the device describes it.
#[derive(ToSchema)]
#[schema(as = DeviceActionReport)]
#[expect(dead_code, reason = "it describes for the OpenAPI document what docket_app reads")]
pub(crate) struct Body {
    /// The device's id of this report; a repeat is answered as the first was.
    #[schema(format = "uuid")]
    id: String,
    /// When the technician did it, by the device's clock.
    #[schema(format = DateTime)]
    at: String,
    /// Only for `read`: the version that the technician saw; an older one than the newest makes no receipt.
    #[schema(nullable = false, minimum = 1)]
    version: Option<i64>,
    /// The code of the reason; one of the job's `RejectReasons` or `ReschedReasons` where it has them, required with
    /// `incomplete`.
    #[schema(nullable = false, max_length = 100)]
    reason_code: Option<String>,
    /// The technician's own words.
    #[schema(nullable = false, max_length = 2000)]
    reason: Option<String>,
    /// Only for `complete`: the work could not be finished.
    #[schema(nullable = false)]
    incomplete: Option<bool>,
    /// Only for `complete` with `incomplete`: the visit is to be planned anew (needs the job's `CanResched`).
    #[schema(nullable = false)]
    reschedule: Option<bool>,
}

/// Report a step of a visit on a job that the technician holds.
///
/// `reject` needs the job's `CanReject`. 409 has the code `recalled` when the job was taken away (the report is kept for the
/// office), `closed` when it is closed or rejected, `out-of-order` when the step does not follow from those before. 403 says
/// that the office did not allow it, or that the technician only helps with the job.
#[utoipa::path(post, path = "/device/v1/jobs/{num}/{action}", tag = "Devices",
    params(
        ("num" = String, Path, description = "The number of the job"),
        ("action" = inline(Name), Path, description = "What the technician did"),
        Conditions),
    request_body(content = Body, content_type = "application/json"),
    responses(
        (status = 200, description = "Done", body = Reported<'_>, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 409, description = "It does not fit: `recalled`, `closed` or `out-of-order`", body = Standard, content_type = "application/problem+json"),
        ProblemChanging))]
pub(crate) async fn report_action(
    Place((num, action)): Place<(String, String)>,
    write: Write,
) -> Result<Response> {
    let action = Action::parse(&action).ok_or_else(|| Failure::of_status(StatusCode::NOT_FOUND))?;
    let done = device::act(&write.op, Number::new(&num)?, action, write.body).await?;
    Ok(reported(&done))
}
