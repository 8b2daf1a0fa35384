//! Changing parts of a job.

use axum::response::Response;
use docket_app::job;
use docket_domain::job::Number;

use super::done;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Changing, Conditions};
use crate::write::Write;

/// Change only what the body holds: `_fields` and `_paths` remove, the rest is merged.
#[utoipa::path(patch, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "Changed", body = Standard),
        Changing))]
pub(crate) async fn patch_work_order(Place(num): Place<String>, write: Write) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = job::patch(&write.op, num.clone(), write.object()?).await?;
    Ok(done(&num, kept))
}
