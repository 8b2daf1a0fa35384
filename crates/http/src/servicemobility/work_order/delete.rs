//! Deleting a job.

use axum::response::{IntoResponse, Response};
use docket_app::job;
use docket_domain::job::Number;

use crate::answer::Done;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Conditions, Deleting};
use crate::write::Write;

/// Delete a work order; a technician who holds it is told.
#[utoipa::path(delete, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    responses(
        (status = 200, description = "Deleted", body = Standard),
        Deleting))]
pub(crate) async fn delete_work_order(Place(num): Place<String>, write: Write) -> Result<Response> {
    job::delete(&write.op, Number::new(&num)?).await?;
    Ok(Done::ok().into_response())
}
