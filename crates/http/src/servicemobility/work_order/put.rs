//! Inserting or replacing a job.

use axum::response::Response;
use docket_app::job::{self, Existence};
use docket_domain::job::Number;

use super::done;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Conditions, Putting};
use crate::write::Write;

/// Insert a work order, or replace it whole.
#[utoipa::path(put, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "Replaced", body = Standard),
        (status = 201, description = "Inserted", body = Standard, headers(("Location" = String, description = "Its address"))),
        Putting))]
pub(crate) async fn put_work_order(Place(num): Place<String>, write: Write) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = job::replace(&write.op, num.clone(), write.object()?, Existence::Either).await?;
    Ok(done(&num, kept))
}
