//! What links begin with: where the caller reached the server.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::request::Parts;

use crate::failure::Failure;
use crate::service::Service;

/// The root of the server as the caller sees it, without a slash at the end: the configured one, else the `Host` that was
/// asked. Nothing in it needs an escape in JSON.
#[derive(Debug, Clone)]
pub(crate) struct Base(pub String);

impl FromRequestParts<Service> for Base {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Failure> {
        if let Some(configured) = &service.app.settings.public_url {
            return Ok(Self(configured.trim_end_matches('/').to_owned()));
        }
        Ok(Self(asked(&parts.headers, parts.uri.host())))
    }
}

/// The root by what the request says. A host that could not stand in an address is not repeated.
fn asked(headers: &HeaderMap, authority: Option<&str>) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).or(authority).unwrap_or_default();
    let is_decent = !host.is_empty()
        && host.len() <= 255
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    format!("http://{}", if is_decent { host } else { "localhost" })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn links_begin_with_the_host_that_was_asked_if_it_can_be_one() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked(&headers, Some("a.example:81")), "http://a.example:81");
        headers.insert(HOST, HeaderValue::from_static("[::1]:8080"));
        assert_eq!(asked(&headers, None), "http://[::1]:8080");
        headers.insert(HOST, HeaderValue::from_static("a\"/b"));
        assert_eq!(asked(&headers, None), "http://localhost");
    }
}
