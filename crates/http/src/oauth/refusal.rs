//! Errors of these endpoints: `{error, error_description}`.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use docket_app::access::oauth::{Code, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::failure::Failure;

/// Goes with an error response that has its body already.
#[derive(Clone)]
pub(crate) struct Said;

/// Why a request of the OAuth endpoints was refused.
#[derive(Serialize, ToSchema)]
pub(super) struct OAuthError {
    /// A word for programs.
    error: &'static str,
    /// What happened in this case.
    error_description: String,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Said(code, why) => {
                let status = if code == Code::InvalidClient {
                    StatusCode::UNAUTHORIZED
                } else {
                    StatusCode::BAD_REQUEST
                };
                Self::new(status, code.as_str(), why)
            }
            Refusal::Other(error) => error.into(),
        }
    }
}

/// Gives an error response its body.
pub(crate) fn phrase(response: &mut Response) {
    let failure = response.extensions_mut().remove::<Failure>();
    let failure = failure.unwrap_or_else(|| Failure::of_status(response.status()));
    let body = OAuthError { error: word(&failure), error_description: failure.detail };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(CONTENT_LENGTH);
    if failure.status == StatusCode::UNAUTHORIZED {
        headers.entry(WWW_AUTHENTICATE).or_insert(HeaderValue::from_static("Bearer"));
    }
    *response.body_mut() = Body::from(serde_json::to_vec(&body).unwrap_or_default());
}

/// The word for a failure: its own if it has one of OAuth's.
fn word(failure: &Failure) -> &'static str {
    if failure.code.contains('_') {
        return failure.code;
    }
    match failure.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => "access_denied",
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
        status if status.is_server_error() => "server_error",
        _ => "invalid_request",
    }
}
