//! HAL: an entity or a page with its links and what is embedded, put together from pieces that are JSON already.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::entity::{LinkTo, View};
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
    open(out, &view.members);
    if !view.embedded.is_empty() {
        name(out, "_embedded");
        out.push(b'{');
        for (place, (rel, items)) in view.embedded.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            string(out, rel);
            out.extend_from_slice(b":[");
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                open(out, &item.members);
                links(out, base, &item.path, &item.links);
                out.push(b'}');
            }
            out.push(b']');
        }
        out.push(b'}');
    }
    links(out, base, &view.path, &view.links);
    out.push(b'}');
}

/// An object without its closing brace.
fn open(out: &mut Vec<u8>, members: &[u8]) {
    out.extend_from_slice(members.strip_suffix(b"}").unwrap_or(members));
}

/// The member `_links`, as the last of an object.
pub(crate) fn links(out: &mut Vec<u8>, base: &Base, path: &str, more: &[LinkTo]) {
    name(out, "_links");
    out.extend_from_slice(b"{\"self\":");
    link(out, base, path);
    for (rel, path) in more {
        out.push(b',');
        string(out, rel);
        out.push(b':');
        link(out, base, path);
    }
    out.push(b'}');
}

fn link(out: &mut Vec<u8>, base: &Base, path: &str) {
    out.extend_from_slice(b"{\"href\":");
    out.push(b'"');
    out.extend_from_slice(base.0.as_bytes());
    json::append_text(out, path);
    out.push(b'"');
    out.push(b'}');
}

fn name(out: &mut Vec<u8>, name: &str) {
    if !matches!(out.last(), None | Some(b'{')) {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

/// A JSON string.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    json::append_text(out, text);
    out.push(b'"');
}
