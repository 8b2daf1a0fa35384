//! A request that changes something: who asks, the body, and the caller's key for doing it once.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, StatusCode};
use docket_app::{Once, Op};
use docket_domain::json::{self, Object};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use sha2::{Digest, Sha256};

use crate::asker::Asker;
use crate::failure::{Failure, Result};
use crate::service::Service;

/// The largest JSON body.
pub(crate) const LARGEST: usize = 8 * 1024 * 1024;
/// What a POST is to be taken for.
pub(crate) const OVERRIDE: &str = "x-http-method-override";
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// A change that is asked for.
pub(crate) struct Write {
    pub op: Op,
    /// The body as it came; empty for DELETE.
    pub body: Bytes,
}

impl Write {
    /// The same, if nothing is asked of what is there already: what is about to be made is not.
    ///
    /// # Errors
    /// 412 with an `If-Match`.
    pub(crate) fn making(self) -> Result<Self> {
        self.op.if_match.check(None)?;
        Ok(self)
    }

    /// The body as a JSON object, strictly read.
    pub(crate) fn object(&self) -> Result<Object> {
        Ok(json::parse_object(&self.body)?)
    }
}

impl FromRequest<Service> for Write {
    type Rejection = Failure;

    async fn from_request(request: Request, service: &Service) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let Asker(mut op) = Asker::from_request_parts(&mut parts, service).await?;
        let body = if parts.method == Method::DELETE {
            Bytes::new()
        } else {
            need_json(&parts.headers)?;
            read(&parts.headers, body).await?
        };
        if let Some(key) = parts.headers.get("idempotency-key") {
            op.once =
                Some(once(&op, key.as_bytes(), &parts.method, parts.uri.path(), &parts.headers, &[&body])?);
        }
        Ok(Self { op, body })
    }
}

/// A change that takes no body: what comes as one is not read.
pub(crate) struct Bare {
    pub op: Op,
}

impl FromRequest<Service> for Bare {
    type Rejection = Failure;

    async fn from_request(request: Request, service: &Service) -> Result<Self> {
        let (mut parts, _) = request.into_parts();
        let Asker(mut op) = Asker::from_request_parts(&mut parts, service).await?;
        if let Some(key) = parts.headers.get("idempotency-key") {
            op.once = Some(once(&op, key.as_bytes(), &parts.method, parts.uri.path(), &parts.headers, &[])?);
        }
        Ok(Self { op })
    }
}

/// Refuses a body that does not say it is JSON.
pub(crate) fn need_json(headers: &HeaderMap) -> Result<()> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json")) {
        return Ok(());
    }
    Err(Failure::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not-json",
        "The Content-Type must be application/json",
    ))
}

/// Reads a body of at most [`LARGEST`] bytes.
pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes> {
    read_up_to(LARGEST, headers, body).await
}

/// Reads a body of at most so many bytes.
pub(crate) async fn read_up_to(largest: usize, headers: &HeaderMap, body: Body) -> Result<Bytes> {
    let too_large =
        || Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is larger than this takes");
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > largest) {
        return Err(too_large());
    }
    let whole = tokio::time::timeout(PATIENCE, Limited::new(body, largest).collect()).await;
    let whole = whole.map_err(|_| {
        Failure::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "The body did not arrive in time")
    })?;
    match whole {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if is_too_long(error.as_ref()) => Err(too_large()),
        Err(_) => Err(Failure::new(StatusCode::BAD_REQUEST, "bad-request", "The body did not arrive whole")),
    }
}

/// Whether a limit ended the reading: ours, or a smaller one that the body came with.
fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<LengthLimitError>() || error.source().is_some_and(is_too_long)
}

/// The caller's key for a request, of whose content the parts in `content` must be the same on a repeat.
pub(crate) fn once(
    op: &Op,
    key: &[u8],
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    content: &[&[u8]],
) -> Result<Once> {
    if key.is_empty() || key.len() > 255 {
        let detail = "The Idempotency-Key must be 1 to 255 characters";
        return Err(Failure::new(StatusCode::BAD_REQUEST, "bad-request", detail));
    }
    let mut id = Sha256::new();
    for part in [op.actor().as_bytes(), method.as_str().as_bytes(), path.as_bytes(), key] {
        id.update((part.len() as u64).to_le_bytes());
        id.update(part);
    }
    let mut request = Sha256::new();
    for condition in headers.get_all(IF_MATCH).iter().chain(headers.get_all(IF_NONE_MATCH)) {
        request.update(condition.as_bytes());
    }
    // The same body means something else then.
    for method in headers.get_all(OVERRIDE) {
        request.update([1]);
        request.update(method.as_bytes().to_ascii_uppercase());
    }
    for part in content {
        request.update([0]);
        request.update(part);
    }
    Ok(Once { id: id.finalize().into(), request: request.finalize().into() })
}
