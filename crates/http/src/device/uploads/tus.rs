//! What every request and answer of the protocol has.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::Op;
use docket_app::file::upload::Progress;

use crate::asker::Asker;
use crate::failure::{Failure, Result};
use crate::service::Service;

/// The version of the protocol.
pub(super) const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const SUPPORTED: HeaderName = HeaderName::from_static("tus-version");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// A request of the protocol, with a valid token.
pub(crate) struct Tus(pub Op);

impl FromRequestParts<Service> for Tus {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self> {
        let Asker(op) = Asker::from_request_parts(parts, service).await?;
        if parts.headers.get(RESUMABLE) == Some(&VERSION) {
            return Ok(Self(op));
        }
        let detail = "Tus-Resumable must be 1.0.0";
        Err(Failure::new(StatusCode::PRECONDITION_FAILED, "tus-version", detail))
    }
}

/// An answer of the protocol, whatever became of the request.
pub(super) fn answer(outcome: Result<Response>) -> Response {
    let mut response = outcome.unwrap_or_else(Failure::into_response);
    response.headers_mut().insert(RESUMABLE, VERSION);
    if response.status() == StatusCode::PRECONDITION_FAILED {
        response.headers_mut().insert(SUPPORTED, VERSION);
    }
    response
}

/// Says how far an upload is and when it ends.
pub(super) fn tell(response: &mut Response, progress: &Progress) {
    let headers = response.headers_mut();
    headers.insert(OFFSET, progress.has.into());
    if let Ok(expires) = HeaderValue::try_from(progress.expires_on()) {
        headers.insert(EXPIRES, expires);
    }
}

/// A header that is a whole number of bytes.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    value.ok_or_else(|| {
        let detail = format!("{name} must be a number of bytes");
        Failure::new(StatusCode::BAD_REQUEST, "bad-request", detail)
    })
}
