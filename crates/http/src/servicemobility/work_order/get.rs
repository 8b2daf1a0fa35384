//! Reading a job.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::job;
use docket_domain::job::Number;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::refusals::{Known, Reading};

/// Retrieve a work order.
#[utoipa::path(get, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Known),
    responses(
        (status = 200, description = "The work order", body = Object, headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(crate) async fn get_work_order(
    Asker(op): Asker,
    Place(num): Place<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let found = job::get(&op, &Number::new(&num)?).await?;
    Ok(answer::document(&headers, found.doc, &found.tag))
}
