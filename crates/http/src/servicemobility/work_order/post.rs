//! Replacing a job that exists; with `X-HTTP-Method-Override: PATCH`, changing parts of it.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::job::{self, Existence};
use docket_domain::job::Number;

use super::done;
use crate::failure::{Failure, Result, Standard};
use crate::params::Place;
use crate::refusals::{Changing, Conditions};
use crate::write::{OVERRIDE, Write};

/// Replace a work order that exists.
#[utoipa::path(post, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"),
        ("X-HTTP-Method-Override" = Option<String>, Header, description = "PATCH: change only what the body holds"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "Replaced, or changed", body = Standard),
        Changing))]
pub(crate) async fn post_work_order(
    Place(num): Place<String>,
    headers: HeaderMap,
    write: Write,
) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = match headers.get(OVERRIDE) {
        None => job::replace(&write.op, num.clone(), write.object()?, Existence::Required).await?,
        Some(method) if method.as_bytes().eq_ignore_ascii_case(b"PATCH") => {
            job::patch(&write.op, num.clone(), write.object()?).await?
        }
        Some(_) => {
            let detail = "X-HTTP-Method-Override can only be PATCH";
            return Err(Failure::new(StatusCode::BAD_REQUEST, "bad-request", detail));
        }
    };
    Ok(done(&num, kept))
}
