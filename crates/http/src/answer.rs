//! Answers: documents with their entity tag, and the standard response object of a change.

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::failure::Standard;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A JSON document with its entity tag, or 304 if the caller has it.
pub(crate) fn document(asked: &HeaderMap, doc: impl Into<Bytes>, tag: &str) -> Response {
    tagged(asked, doc, tag, JSON)
}

/// A body of a media type with its entity tag, or 304 if the caller has it.
pub(crate) fn tagged(asked: &HeaderMap, doc: impl Into<Bytes>, tag: &str, media: HeaderValue) -> Response {
    let quoted = format!("\"{tag}\"");
    let mut response = if has(asked, &quoted) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(axum::body::Body::from(doc.into()));
        response.headers_mut().insert(CONTENT_TYPE, media);
        response
    };
    set_tag(&mut response, quoted);
    response
}

/// Whether `If-None-Match` names this tag.
pub(crate) fn has(asked: &HeaderMap, quoted: &str) -> bool {
    asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value
            .split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == quoted)
    })
}

/// Sets the entity tag of a response; `quoted` has its quotes.
pub(crate) fn set_tag(response: &mut Response, quoted: String) {
    if let Ok(value) = HeaderValue::try_from(quoted) {
        response.headers_mut().insert(ETAG, value);
    }
}

/// A JSON answer without a tag.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    ([(CONTENT_TYPE, JSON)], body).into_response()
}

/// The standard response object after a change.
pub(crate) struct Done {
    /// 200, or 201 with the address of what was made.
    pub status: StatusCode,
    /// The address of what was made.
    pub location: Option<String>,
    /// The entity tag of the newest version.
    pub tag: Option<String>,
    /// What the caller should know, though it was done.
    pub warnings: Vec<String>,
}

impl Done {
    /// Done, without more to say.
    pub(crate) fn ok() -> Self {
        Self { status: StatusCode::OK, location: None, tag: None, warnings: Vec::new() }
    }

    /// Made (201 with an address) or changed (200).
    pub(crate) fn put(created: bool, address: &str, tag: String, warnings: Vec<String>) -> Self {
        let (status, location) =
            if created { (StatusCode::CREATED, Some(address.to_owned())) } else { (StatusCode::OK, None) };
        Self { status, location, tag: Some(tag), warnings }
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let body = Standard {
            kind: None,
            title: None,
            status: self.status.as_u16(),
            detail: (!self.warnings.is_empty()).then(|| self.warnings.join("; ")),
            invalid_params: Vec::new(),
        };
        let mut response = json(&body);
        *response.status_mut() = self.status;
        if let Some(tag) = self.tag {
            set_tag(&mut response, format!("\"{tag}\""));
        }
        if let Some(value) = self.location.and_then(|at| HeaderValue::try_from(at).ok()) {
            response.headers_mut().insert(LOCATION, value);
        }
        response
    }
}
