//! Who does a job and when.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::job;
use docket_domain::job::Number;

use super::done;
use crate::answer;
use crate::asker::Asker;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Changing, Conditions, Known, Reading};
use crate::write::Write;

/// Retrieve who does a work order and when.
#[utoipa::path(get, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Dispatch", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Known),
    responses(
        (status = 200, description = "The dispatch object", body = Object),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(crate) async fn get_dispatch(
    Asker(op): Asker,
    Place(num): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let (object, tag) = job::dispatch(&op, &Number::new(&num)?).await?;
    Ok(answer::document(&headers, object.to_string(), &tag))
}

/// Assign, reassign, schedule or unschedule a work order.
#[utoipa::path(put, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Dispatch", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "Changed", body = Standard),
        Changing))]
pub(crate) async fn put_dispatch(Place(num): Place<String>, write: Write) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = job::set_dispatch(&write.op, num.clone(), &write.object()?).await?;
    Ok(done(&num, kept))
}
