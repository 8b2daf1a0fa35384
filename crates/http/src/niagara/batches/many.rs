//! Making many batches at once: `PATCH /batches`.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::cycle::batch;
use docket_domain::schema::Body;

use crate::failure::{Failure, Result};
use crate::niagara::operations;
use crate::niagara::patches::MULTI_BATCH;
use crate::niagara::refusals::Making;
use crate::options::ACCEPT_PATCH;
use crate::refusals::Conditions;
use crate::write::Write;

/// Make up to 100 equal batches with the same technicians: all of them or none.
#[utoipa::path(patch, path = "/batches", tag = "Batches", params(Conditions),
    request_body(content = Object, content_type = "application/multi-batch+json"),
    responses((status = 204, description = "They were made"), Making))]
pub(super) async fn create_multiple_batches(asked: HeaderMap, write: Result<Write>) -> Result<Response> {
    let write = match write {
        Err(failure) if failure.status == StatusCode::UNSUPPORTED_MEDIA_TYPE => return Ok(other_type()),
        write => write?,
    };
    if !is_multi_batch(&asked) {
        return Ok(other_type());
    }
    let write = write.making()?;
    let body = operations::checked(&write, Body::MultiBatch)?;
    batch::create_many(&write.op, body).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn is_multi_batch(asked: &HeaderMap) -> bool {
    let kind = asked.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    MULTI_BATCH.iter().any(|known| known.eq_ignore_ascii_case(essence))
}

/// The refusal of a body of another type, which says which one is taken.
fn other_type() -> Response {
    let detail = "The Content-Type must be application/multi-batch+json";
    let mut response =
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-multi-batch", detail).into_response();
    if let Ok(types) = HeaderValue::try_from(MULTI_BATCH.join(", ")) {
        response.headers_mut().insert(ACCEPT_PATCH, types);
    }
    response
}
