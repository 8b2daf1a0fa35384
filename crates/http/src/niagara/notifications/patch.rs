//! Marking one of the caller's notifications as read or archived, with a JSON Patch.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::notification::{self, Marks};
use docket_domain::json;

use crate::failure::{Failure, Result};
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::patches::JSON_PATCH;
use crate::niagara::refusals::Testing;
use crate::options::ACCEPT_PATCH;
use crate::params::Place;
use crate::refusals::Conditions;
use crate::write::Write;

/// Mark one of the caller's notifications: `add` or `replace` `/read` or `/archived` with true or false; `test` refuses with 409
/// what is not as expected. Needs `me:profile`.
#[utoipa::path(patch, path = "/me/notifications/{id}", tag = "Notifications",
    params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Vec<Object>, content_type = "application/json-patch+json"),
    responses(
        (status = 200, description = "The notification", body = Object, content_type = "application/hal+json"),
        Testing))]
pub(super) async fn update_notification(
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
    write: Result<Write>,
) -> Result<Response> {
    let write = match write {
        Err(failure) if failure.status == StatusCode::UNSUPPORTED_MEDIA_TYPE => return Ok(other_type()),
        write => write?,
    };
    if !is_patch(&asked) {
        return Ok(other_type());
    }
    let marks = Marks::read(&json::parse(&write.body)?)?;
    Ok(hal::one(&HeaderMap::new(), &base, &notification::patch(&write.op, &id, marks).await?))
}

fn is_patch(asked: &HeaderMap) -> bool {
    let media = asked.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(JSON_PATCH)
}

/// The refusal of a body of another type, which says which one is taken.
fn other_type() -> Response {
    let detail = format!("The Content-Type must be {JSON_PATCH}");
    let mut response =
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json-patch", detail).into_response();
    response.headers_mut().insert(ACCEPT_PATCH, HeaderValue::from_static(JSON_PATCH));
    response
}
