//! HAL: an entity or a page with its links and what is embedded, put together from pieces that are JSON already.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::entity::{Template, View};
use docket_domain::json;

use super::base::Base;
use crate::answer;

/// The media type of every success body.
pub(crate) const HAL: HeaderValue = HeaderValue::from_static("application/hal+json");

/// An answer with an entity and its entity tag; 304 if the caller has it.
pub(crate) fn one(asked: &HeaderMap, base: &Base, view: &View) -> Response {
    let mut body = Vec::with_capacity(view.members.len() * 3);
    write(&mut body, base, view);
    let tag = format!("{}.{:016x}", view.version, json::hash(&body));
    answer::tagged(asked, body, &tag, HAL)
}

/// An answer with an entity that was just made: its address is said too.
pub(crate) fn made(status: StatusCode, base: &Base, view: &View) -> Response {
    let mut response = one(&HeaderMap::new(), base, view);
    *response.status_mut() = status;
    if let Ok(value) = HeaderValue::try_from(format!("{}{}", base.0, view.path)) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

/// The empty answer of a deletion.
pub(crate) fn gone() -> Response {
    StatusCode::RESET_CONTENT.into_response()
}

/// Any other body of the dialect.
pub(crate) fn raw(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HAL);
    response
}

/// Writes an entity with its links.
pub(crate) fn write(out: &mut Vec<u8>, base: &Base, view: &View) {
    out.extend_from_slice(view.members.strip_suffix(b"}").unwrap_or(&view.members));
    if !view.embedded.is_empty() {
        name(out, "_embedded");
        view.embedded.write(out, &base.0);
    }
    links(out, base, &view.links);
    out.push(b'}');
}

/// The member `_links`, as the last of an object.
pub(crate) fn links(out: &mut Vec<u8>, base: &Base, links: &Template) {
    name(out, "_links");
    links.write(out, &base.0);
}

fn name(out: &mut Vec<u8>, name: &str) {
    if !matches!(out.last(), None | Some(b'{')) {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}
