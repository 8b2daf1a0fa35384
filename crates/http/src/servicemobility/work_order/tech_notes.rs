//! The technicians' notes of a job.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::job::tech_notes;
use docket_domain::job::Number;

use super::done;
use crate::answer;
use crate::asker::Asker;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Changing, Conditions, Deleting, Known, Reading};
use crate::write::Write;

/// Retrieve the technicians' notes.
#[utoipa::path(get, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/TechNotes", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Known),
    responses(
        (status = 200, description = "The notes", body = Object),
        (status = 304, description = "The caller has them"),
        Reading))]
pub(crate) async fn get_tech_notes(
    Asker(op): Asker,
    Place(num): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let (notes, tag) = tech_notes::get(&op, &Number::new(&num)?).await?;
    Ok(answer::document(&headers, notes.to_string(), &tag))
}

/// Replace the technicians' notes.
#[utoipa::path(put, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/TechNotes", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "Replaced", body = Standard),
        Changing))]
pub(crate) async fn put_tech_notes(Place(num): Place<String>, write: Write) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = tech_notes::put(&write.op, num.clone(), write.object()?).await?;
    Ok(done(&num, kept))
}

/// Remove the technicians' notes.
#[utoipa::path(delete, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/TechNotes", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    responses(
        (status = 200, description = "Removed", body = Standard),
        Deleting))]
pub(crate) async fn delete_tech_notes(Place(num): Place<String>, write: Write) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = tech_notes::delete(&write.op, num.clone()).await?;
    Ok(done(&num, kept))
}
