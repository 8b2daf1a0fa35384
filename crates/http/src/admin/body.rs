//! Bodies of our own APIs: JSON objects whose members are all known.

use docket_domain::Fault;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::IntoParams;

use crate::failure::Result;
use crate::write::Write;

/// The body of a change, strictly read.
///
/// # Errors
/// 400 for what is no JSON object, and for a member that is missing, unknown or of another type.
pub(super) fn body<T: DeserializeOwned>(write: &Write) -> Result<T> {
    let object = Value::Object(write.object()?);
    serde_json::from_value(object)
        .map_err(|error| Fault::at("$", format!("is not as described: {error}")).into())
}

/// The caller's key for doing it once, as the OpenAPI document shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it describes the header for the OpenAPI document")]
pub(super) struct Once {
    /// Done once, however often it is sent within a day.
    #[param(rename = "Idempotency-Key")]
    idempotency_key: Option<String>,
}
