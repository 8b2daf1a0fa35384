//! Errors on the wire: one type, rendered by the edge in the form of the dialect that was asked.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::Error;
use docket_app::file::Cut;
use docket_domain::{Fault, Faults, MOST_FAULTS, Message};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A result of a handler.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a request was refused.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub status: StatusCode,
    /// A word for programs; the end of the problem's `type`.
    pub code: &'static str,
    pub detail: String,
    pub faults: Faults,
    /// What is wrong with a body of the Niagara dialect.
    pub messages: Box<[Message]>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u32>,
    /// What is wrong with each row of a table.
    pub report: Option<Box<Value>>,
    /// What went wrong on our side, for the log alone.
    pub reason: Box<str>,
}

/// The standard response object of the ServiceMobility dialect, on success and on error; as `application/problem+json` also the
/// error form of Docket's own APIs (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StandardResponse)]
pub(crate) struct Standard {
    /// On error: where the error is described.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// On error: the kind of error in a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The HTTP status.
    pub status: u16,
    /// What happened in this case; on success, warnings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<InvalidParam>)]
    pub invalid_params: Faults,
}

/// The standard response object with one member more.
#[derive(Serialize)]
struct Reported<'a> {
    #[serde(flatten)]
    standard: Standard,
    report: &'a Value,
}

/// One thing that is wrong with a request.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes docket_domain::Fault for the OpenAPI document")]
pub(crate) struct InvalidParam {
    /// The property or parameter.
    name: String,
    /// What is wrong with it.
    reason: String,
    /// Where it is, as a JSONPath; empty for a parameter.
    path: String,
    /// What was sent.
    value: String,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            faults: Vec::new(),
            messages: Box::default(),
            retry_after: None,
            report: None,
            reason: Box::default(),
        }
    }

    /// A failure known only by its status.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let (code, detail) = match status {
            StatusCode::NOT_FOUND => ("no-such-address", "There is nothing at this address"),
            StatusCode::METHOD_NOT_ALLOWED => {
                ("method-not-allowed", "This address does not take that method")
            }
            StatusCode::BAD_REQUEST => ("bad-request", "The address or the request is malformed"),
            StatusCode::PAYLOAD_TOO_LARGE => ("too-large", "The body is larger than this takes"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ("not-json", "The Content-Type must be application/json"),
            StatusCode::REQUEST_TIMEOUT => ("too-slow", "The request did not arrive in time"),
            _ if status.is_server_error() => ("internal", "Something went wrong on our side"),
            _ => ("bad-request", status.canonical_reason().unwrap_or("The request is malformed")),
        };
        Self::new(status, code, detail)
    }

    /// The body, with the members that the standard response object documents.
    pub(crate) fn render(&self) -> Vec<u8> {
        let body = Standard {
            kind: Some(format!("/errors#{}", self.code)),
            title: self.status.canonical_reason().map(str::to_owned),
            status: self.status.as_u16(),
            detail: Some(self.detail.clone()),
            invalid_params: self.faults.clone(),
        };
        match &self.report {
            Some(report) => serde_json::to_vec(&Reported { standard: body, report }),
            None => serde_json::to_vec(&body),
        }
        .unwrap_or_default()
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        vec![fault].into()
    }
}

impl From<Faults> for Failure {
    fn from(mut faults: Faults) -> Self {
        let detail = match faults.as_slice() {
            [one] if one.name.is_empty() || one.name == "$" => format!("The body {}", one.reason),
            [one] => format!("{} {}", one.name, one.reason),
            many => format!("{} things are wrong with the request", many.len()),
        };
        faults.truncate(MOST_FAULTS);
        Self { faults, ..Self::new(StatusCode::BAD_REQUEST, "invalid", detail) }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::Invalid(faults) => faults.into(),
            Error::Messages(messages) => {
                Self { messages: messages.into(), ..Self::new(StatusCode::BAD_REQUEST, "invalid", detail) }
            }
            Error::Locked(_) => Self::new(StatusCode::LOCKED, "locked", detail),
            Error::NotFound("A Resource", id) => {
                let detail = format!("A Resource with the id \"{id}\" was not found");
                Self::new(StatusCode::NOT_FOUND, "not-found", detail)
            }
            Error::NotFound(..) => Self::new(StatusCode::NOT_FOUND, "not-found", detail),
            Error::Unauthorized(_) => Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail),
            Error::Forbidden(_) | Error::NotAllowed(_) => {
                Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
            }
            Error::Conflict(code, _) => Self::new(StatusCode::CONFLICT, code, detail),
            Error::Precondition(_) => {
                Self::new(StatusCode::PRECONDITION_FAILED, "precondition-failed", detail)
            }
            Error::TooLarge(_) | Error::TooManyRows(_) => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
            }
            Error::WrongType(_) => Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", detail),
            Error::Cut(Cut::Slow) => Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail),
            Error::Cut(Cut::Broken) => Self::new(StatusCode::BAD_REQUEST, "bad-request", detail),
            Error::KeyReused => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused", detail),
            Error::TooMany(wait) => Self {
                retry_after: Some(u32::try_from(wait).unwrap_or(u32::MAX)),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many-tries", detail)
            },
            Error::Rows(report) => Self {
                report: serde_json::to_value(&report).ok().map(Box::new),
                ..Self::new(StatusCode::BAD_REQUEST, "invalid", detail)
            },
            Error::Store(error) => error.into(),
        }
    }
}

impl From<docket_store::Error> for Failure {
    fn from(error: docket_store::Error) -> Self {
        use docket_store::Error as Store;
        let unavailable = |code, detail: &str| Self {
            retry_after: Some(1),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail)
        };
        match error {
            Store::Busy => unavailable("busy", "The server has too much to do; try again in a moment"),
            Store::Conflict => unavailable("busy", "The change kept colliding with others; try again"),
            Store::Timeout => unavailable("too-slow", "This took too long; ask for less"),
            Store::Unavailable(reason) => Self {
                reason: reason.into(),
                ..unavailable(
                    "unavailable",
                    "The database cannot take this now; read the object, or send it again with the same Idempotency-Key, to be sure",
                )
            },
            Store::Data(reason) => Self::new(StatusCode::BAD_REQUEST, "invalid", reason),
            Store::Internal(reason) => Self {
                reason: reason.into(),
                ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side")
            },
        }
    }
}

/// The response carries the failure to the edge, which knows the dialect.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.extensions_mut().insert(self);
        response
    }
}
