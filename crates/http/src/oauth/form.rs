//! Parameters: of the address, or of a form in the body. A parameter that is there twice is refused, an empty one is none.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use docket_app::App;
use docket_app::access::oauth::{Asked, Code};
use http_body_util::Limited;

use crate::address;
use crate::failure::{Failure, Result};
use crate::service::Service;
use crate::write::read;

/// The largest form: strangers are not listened to for long.
const LARGEST: usize = 16 * 1024;

/// Parameters by their names.
#[derive(Debug, Default)]
pub(super) struct Fields(HashMap<String, String>);

impl Fields {
    /// Reads `a=b&c=d`.
    pub(super) fn read(text: &[u8]) -> Result<Self> {
        let mut fields = HashMap::new();
        for (name, value) in form_urlencoded::parse(text) {
            if !value.is_empty() && fields.insert(name.to_string(), value.into_owned()).is_some() {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
                return Err(invalid(format!("{shown} is there twice")));
            }
        }
        Ok(Self(fields))
    }

    /// Takes a parameter out.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// What is asked of the sign-in page.
    pub(super) fn asked(&mut self) -> Asked {
        Asked {
            tenant: self.take("tenant"),
            client_id: self.take("client_id"),
            response_type: self.take("response_type"),
            redirect_uri: self.take("redirect_uri"),
            state: self.take("state"),
            scope: self.take("scope"),
            login_hint: self.take("login_hint"),
            code_challenge: self.take("code_challenge"),
            code_challenge_method: self.take("code_challenge_method"),
        }
    }
}

/// A form that was sent, and from where.
pub(super) struct Form {
    pub fields: Fields,
    pub headers: HeaderMap,
    /// The host as browsers see it.
    pub host: String,
    pub address: String,
}

impl FromRequest<Service> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, service: &Service) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let words = "The Content-Type must be application/x-www-form-urlencoded";
            return Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                Code::InvalidRequest.as_str(),
                words,
            ));
        }
        let body = read(&parts.headers, Body::new(Limited::new(body, LARGEST))).await?;
        let (host, address) = (host(&service.app, &parts), address::of(&parts.extensions));
        Ok(Self { fields: Fields::read(&body)?, headers: parts.headers, host, address })
    }
}

/// The host as browsers see it: of the configured address of the server, else the one that was asked; empty if that was not
/// said.
pub(super) fn host(app: &App, parts: &Parts) -> String {
    if let Some(address) = &app.settings.public_url {
        let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        return rest.split('/').next().unwrap_or_default().to_owned();
    }
    let said = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).map(str::to_owned);
    said.or_else(|| parts.uri.authority().map(ToString::to_string)).unwrap_or_default()
}

/// A client's id and secret by HTTP Basic, both form-encoded within; `None` if there are none.
pub(super) fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>> {
    let Some(value) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let decoded = |value: &str| {
        let (scheme, rest) = value.split_once(' ')?;
        let bytes =
            scheme.eq_ignore_ascii_case("basic").then(|| BASE64_STANDARD.decode(rest.trim()).ok())??;
        let text = String::from_utf8(bytes).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some((decode(id), decode(secret)))
    };
    let pair = value.to_str().ok().and_then(decoded);
    pair.map(Some).ok_or_else(|| invalid("Authorization must be Basic with the client's id and secret"))
}

/// Undoes the encoding of one value of a form.
fn decode(text: &str) -> String {
    let field = format!("v={}", text.replace('&', "%26"));
    form_urlencoded::parse(field.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A request that is malformed.
pub(super) fn invalid(why: impl Into<String>) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, Code::InvalidRequest.as_str(), why)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_parameter_that_is_there_twice_is_refused_and_an_empty_one_is_none() {
        let mut fields = Fields::read(b"a=1&b=&c=x%20y+z&b=&%ff=%00").expect("fields");
        assert_eq!(fields.take("a").as_deref(), Some("1"));
        assert_eq!((fields.take("b"), fields.take("c").as_deref()), (None, Some("x y z")));
        assert!(Fields::read(b"a=1&a=2").is_err() && Fields::read(b"a=1&a=1").is_err());
    }

    #[test]
    fn basic_holds_an_id_and_a_secret() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, HeaderValue::from_str(text).expect("a header"));
            basic(&headers)
        };
        let pair = of(&format!("basic {}", BASE64_STANDARD.encode("a%3Ab:c:d+e"))).expect("a pair");
        assert_eq!(pair, Some(("a:b".to_owned(), "c:d e".to_owned())));
        for wrong in ["Basic", "Basic !", "Bearer x.y.z", "Basic YQ=="] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
        assert!(basic(&HeaderMap::new()).expect("none").is_none());
    }
}
