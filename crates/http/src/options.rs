//! Answers to OPTIONS: which methods an address takes, and what a PATCH comes as.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_LENGTH, HeaderName};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};

use crate::failure::Failure;
use crate::niagara;

/// Says which media types a PATCH takes (RFC 5789).
pub(crate) const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");

/// The address whose methods are asked for; `None` if something else is asked.
pub(crate) fn asked(request: &Request<Body>) -> Option<String> {
    (request.method() == Method::OPTIONS).then(|| request.uri().path().to_owned())
}

/// Turns the refusal of a method that no route takes, which lists those that are taken, into the answer.
pub(crate) fn answer(path: &str, response: &mut Response<Body>) {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return;
    }
    let Some(methods) = response.headers().get(ALLOW).and_then(|methods| methods.to_str().ok()) else {
        return;
    };
    let (patches, methods) =
        (methods.split(',').any(|method| method.trim() == "PATCH"), format!("{methods},OPTIONS"));
    *response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    if let Ok(methods) = HeaderValue::try_from(methods) {
        headers.insert(ALLOW, methods);
    }
    if patches && let Ok(types) = HeaderValue::try_from(patch_types(path)) {
        headers.insert(ACCEPT_PATCH, types);
    }
    response.extensions_mut().remove::<Failure>();
}

/// The media types of a PATCH at an address.
fn patch_types(path: &str) -> String {
    niagara::patch_types(path).unwrap_or_else(|| "application/json".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(methods: &'static str) -> Response<Body> {
        let mut response = Response::new(Body::from("refused"));
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
        response
    }

    #[test]
    fn what_a_patch_comes_as_is_said_where_there_is_one() {
        for (path, methods, types) in [
            (
                "/batches",
                "GET,HEAD,PATCH",
                Some("application/multi-batch+json, application/vnd.nter.multi-batch+json"),
            ),
            ("/me/notifications/7", "PATCH", Some("application/json-patch+json")),
            ("/units/7", "GET,PATCH", Some("application/json")),
            ("/units/7", "GET,PUT", None),
        ] {
            let mut response = refused(methods);
            answer(path, &mut response);
            assert_eq!(response.status(), StatusCode::NO_CONTENT);
            assert_eq!(
                response.headers().get(ALLOW).and_then(|all| all.to_str().ok()),
                Some(&*format!("{methods},OPTIONS"))
            );
            assert_eq!(
                response.headers().get(ACCEPT_PATCH).and_then(|all| all.to_str().ok()),
                types,
                "{path}"
            );
        }
    }

    #[test]
    fn what_is_not_there_stays_so() {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        answer("/nothing", &mut response);
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}
