//! Errors of the dialect: problem documents with exactly the documented members.

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::failure::Failure;

/// Where the kinds of problem are described.
const TYPES: &str = "https://docs.nterprise.com/api/problem/";

/// A problem document.
#[derive(Serialize, ToSchema)]
#[schema(as = NiagaraProblem)]
pub(crate) struct Problem {
    /// The kind of error in a few words.
    title: &'static str,
    /// The kind of error for programs.
    #[serde(rename = "type")]
    kind: String,
    /// The HTTP status.
    status: u16,
    /// What happened in this case.
    detail: String,
    /// With status 400: what is wrong with the body, in the form of the Ajv validator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<ValidationMessage>>)]
    validation_messages: Option<Vec<docket_domain::Message>>,
}

/// One thing that is wrong with a body.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes docket_domain::Message for the OpenAPI document")]
#[schema(rename_all = "camelCase")]
pub(crate) struct ValidationMessage {
    /// The keyword that failed.
    keyword: String,
    /// Where in the body, in JavaScript notation.
    data_path: String,
    /// The rule that failed.
    schema_path: String,
    /// What the rule wants.
    #[schema(value_type = Object)]
    params: (),
    /// A sentence that begins with `should`.
    message: String,
}

/// Writes a failure as a problem document.
pub(crate) fn render(failure: &Failure) -> Vec<u8> {
    let (title, word) = named(failure.status);
    let detail = match failure.status {
        StatusCode::UNAUTHORIZED => "Invalid authorization token".to_owned(),
        StatusCode::FORBIDDEN => "You are forbidden from accessing this resource".to_owned(),
        StatusCode::BAD_REQUEST if !failure.messages.is_empty() => "Invalid Data".to_owned(),
        _ => failure.detail.clone(),
    };
    let messages = || {
        if failure.messages.is_empty() { vec![of_faults(failure)] } else { failure.messages.to_vec() }
    };
    let problem = Problem {
        title,
        kind: format!("{TYPES}{word}"),
        status: failure.status.as_u16(),
        detail,
        validation_messages: (failure.status == StatusCode::BAD_REQUEST).then(messages),
    };
    serde_json::to_vec(&problem).unwrap_or_default()
}

/// A failure that no schema found, such as a body that is not JSON, as a message.
fn of_faults(failure: &Failure) -> docket_domain::Message {
    let fault = failure.faults.first();
    let path = fault.map_or("", |fault| fault.path.as_str()).trim_start_matches('$').to_owned();
    let reason = fault.map_or(failure.detail.as_str(), |fault| fault.reason.as_str());
    docket_domain::Message::own("request", path, serde_json::json!({"code": failure.code}), reason)
}

fn named(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        400 => ("Bad Request", "BadRequest"),
        401 => ("Unauthorized", "Unauthorized"),
        403 => ("Forbidden", "Forbidden"),
        404 => ("Not Found", "NotFound"),
        405 => ("Method Not Allowed", "MethodNotAllowed"),
        406 => ("Not Acceptable", "NotAcceptable"),
        408 => ("Request Timeout", "RequestTimeout"),
        409 => ("Conflict", "Conflict"),
        412 => ("Precondition Failed", "PreconditionFailed"),
        413 => ("Payload too Large", "PayloadTooLarge"),
        415 => ("Unsupported Media Type", "UnsupportedMediaType"),
        416 => ("Range Not Satisfiable", "RangeNotSatisfiable"),
        422 => ("Unprocessable Entity", "UnprocessableEntity"),
        423 => ("Locked", "Locked"),
        429 => ("Too Many Requests", "TooManyRequests"),
        503 => ("Service Unavailable", "ServiceUnavailable"),
        _ => ("Internal Server Error", "InternalServerError"),
    }
}
