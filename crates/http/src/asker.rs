//! Who asks: the bearer of the request's token, as the use cases want to know it.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use docket_app::{Error, IfMatch, Op, access};
use docket_domain::event::Source;

use crate::failure::Failure;
use crate::service::Service;

/// The header of the ServiceMobility dialect; `Authorization: Bearer` is the same.
const TOKEN: &str = "x-access-token";

/// A request with a valid token.
pub(crate) struct Asker(pub Op);

impl FromRequestParts<Service> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Failure> {
        let token = token(&parts.headers)?;
        let caller = access::authenticate(&service.app, token).await?;
        let source = if parts.uri.path().starts_with("/device/") { Source::Mobile } else { Source::Api };
        let mut op = Op::new(service.app.clone(), caller, source);
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            op.if_match = condition(&parts.headers)?;
        }
        Ok(Self(op))
    }
}

/// The caller's token, as it came.
pub(crate) fn token(headers: &HeaderMap) -> Result<&str, Failure> {
    let missing =
        || Failure::from(Error::Unauthorized("a token is needed: x-access-token or Authorization: Bearer"));
    if let Some(token) = headers.get(TOKEN) {
        return token.to_str().map_err(|_| missing());
    }
    let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).ok_or_else(missing)?;
    let (scheme, token) = bearer.split_once(' ').ok_or_else(missing)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(missing()) }
}

/// What must hold for a change.
fn condition(headers: &HeaderMap) -> Result<IfMatch, Failure> {
    let asked = if_match(headers)?;
    let only_new = headers.get(IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == b"*");
    Ok(if only_new { IfMatch::Absent } else { asked })
}

/// Reads `If-Match`: `*`, or entity tags, of which the version counts.
fn if_match(headers: &HeaderMap) -> Result<IfMatch, Failure> {
    let mut versions = Vec::new();
    for value in headers.get_all(IF_MATCH) {
        let malformed = || {
            Failure::new(
                StatusCode::BAD_REQUEST,
                "bad-request",
                "If-Match holds something that is not an entity tag",
            )
        };
        for tag in value.to_str().map_err(|_| malformed())?.split(',').map(str::trim) {
            if tag == "*" {
                return Ok(IfMatch::Existing);
            }
            let tag = tag.strip_prefix("W/").unwrap_or(tag);
            let tag = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).ok_or_else(malformed)?;
            // A tag that is none of ours matches no version.
            versions.push(tag.split('.').next().and_then(|version| version.parse().ok()).unwrap_or(-1));
        }
    }
    Ok(if versions.is_empty() { IfMatch::Any } else { IfMatch::Versions(versions) })
}
