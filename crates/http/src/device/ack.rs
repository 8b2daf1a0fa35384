//! Acknowledging a notice.

use axum::response::Response;
use docket_app::device;
use docket_domain::time::format_ms;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::refusals::ProblemReading;

/// An acknowledged notice.
#[derive(Serialize, ToSchema)]
pub(crate) struct Acknowledged {
    /// The notice.
    id: i64,
    /// When it was acknowledged first.
    #[schema(format = DateTime)]
    acked: String,
}

/// Acknowledge a notice: the device has it. A repeat is answered as the first was.
#[utoipa::path(post, path = "/device/v1/notices/{id}/ack", tag = "Devices",
    params(("id" = i64, Path, description = "The id of the notice")),
    responses(
        (status = 200, description = "Acknowledged", body = Acknowledged),
        ProblemReading))]
pub(crate) async fn acknowledge_notice(Asker(op): Asker, Place(id): Place<i64>) -> Result<Response> {
    let acked = format_ms(device::ack(&op, id).await?);
    Ok(answer::json(&Acknowledged { id, acked }))
}
