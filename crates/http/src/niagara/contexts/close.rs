//! Closing a step at which a run stands: the person or program says that it is done, or that it cannot be done.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::context::{self, Closing};

use super::body::{Asked, CloseStep};
use super::one::Which;
use super::visit::Visit;
use crate::failure::{Failure, Result};
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::patches::{CLOSES, FAILS};
use crate::niagara::refusals::MovingLocked;
use crate::options::ACCEPT_PATCH;
use crate::params::Place;
use crate::refusals::Conditions;
use crate::write::Write;

const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// Close a step at which the context stands: `step` names it, `type` is `close` or `fail`, the rest is what the component of the
/// step asks for, bare or inside `close_step`. The media type `application/vnd.fail-step+json` fails it too. Needs `context:step`;
/// in a batch with technicians it is for them, or for whoever may change the work order.
#[utoipa::path(post, path = "/contexts/{id}", tag = "Contexts",
    params(("id" = String, Path, description = "The id of the context"), Visit, Conditions),
    request_body(content((Object = "application/json"), (Object = "application/vnd.fail-step+json"))),
    responses(
        (status = 200, description = "The context as it stands then", body = Object, content_type = "application/hal+json"),
        MovingLocked))]
pub(super) async fn complete_step(
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
    write: Result<Write>,
) -> Result<Response> {
    close(&base, &id, None, &asked, write, ACCEPT_POST).await
}

/// Close a step at which the context stands; the media type `application/vnd.fail-step+json` says that it cannot be done, and
/// `reason` why. The body is what the component of the step asks for, bare or inside `close_step`. Needs `context:step`; in a
/// batch with technicians it is for them, or for whoever may change the work order.
#[utoipa::path(patch, path = "/contexts/{id}/{step}", tag = "Contexts", params(Which, Visit, Conditions),
    request_body(content((Object = "application/json"), (Object = "application/vnd.fail-step+json"))),
    responses(
        (status = 200, description = "The context as it stands then", body = Object, content_type = "application/hal+json"),
        MovingLocked))]
pub(super) async fn close_step(
    base: Base,
    Place((id, step)): Place<(String, String)>,
    asked: HeaderMap,
    write: Result<Write>,
) -> Result<Response> {
    close(&base, &id, Some(&step), &asked, write, ACCEPT_PATCH).await
}

async fn close(
    base: &Base,
    id: &str,
    step: Option<&str>,
    headers: &HeaderMap,
    write: Result<Write>,
    accepts: HeaderName,
) -> Result<Response> {
    let write = match write {
        Err(failure) if failure.status == StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            return Ok(other_type(accepts));
        }
        write => write?,
    };
    let fails = has_type(headers, &FAILS);
    if !fails && !has_type(headers, &CLOSES) {
        return Ok(other_type(accepts));
    }
    let visit = Visit::read(headers)?;
    let CloseStep { step, asked, at } = CloseStep::read(write.object()?, step, fails)?;
    let which = Closing { step, since: visit.since, done_at: visit.done_at };
    let closed = match asked {
        Asked::Close(answer) => context::close(&write.op, id, which, answer).await,
        Asked::Fail(reason) => context::fail(&write.op, id, which, reason).await,
    };
    let view = closed.map_err(|error| CloseStep::placed(at, error))?;
    Ok(hal::one(&HeaderMap::new(), base, &view))
}

fn has_type(asked: &HeaderMap, types: &[&str]) -> bool {
    let kind = asked.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    types.iter().any(|known| known.eq_ignore_ascii_case(essence))
}

/// The refusal of a body of another type, which says which ones are taken.
fn other_type(accepts: HeaderName) -> Response {
    let detail = "The Content-Type must be application/json or application/vnd.fail-step+json";
    let mut response =
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-close-step", detail).into_response();
    if let Ok(types) = HeaderValue::try_from([&CLOSES[..], &FAILS[..]].concat().join(", ")) {
        response.headers_mut().insert(accepts, types);
    }
    response
}
