//! Jobs: the field-service orders of the ServiceMobility dialect.

mod amend;
mod delete;
mod dispatch;
mod get;
mod keep;
mod patch;
pub mod photos;
mod replace;
pub mod tech_notes;

pub(crate) use amend::amend;
pub(crate) use delete::bury;
pub use delete::delete;
pub use dispatch::{dispatch, set_dispatch};
pub use get::{Answer, get, tag};
pub use keep::Kept;
pub(crate) use keep::{Keeping, check, keep};
pub use patch::patch;
pub use replace::{Existence, replace};

use docket_domain::job::Number;
use docket_domain::json::Object;
use serde::Deserialize;
use serde_json::Value;

use crate::{Error, Result};

/// The entity name of jobs, in the log and in lock keys.
pub(crate) const JOB: &str = docket_domain::event::entity::JOB;

/// A document as the store holds it; we wrote it, so it is one.
pub(crate) fn stored_object(bytes: &[u8]) -> Result<Object> {
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    // The depth was limited when the document came in; the library's own limit is one less.
    parser.disable_recursion_limit();
    Object::deserialize(&mut parser).map_err(|e| Error::internal(format!("a stored document is broken: {e}")))
}

/// JSON of ours, parsed.
pub(crate) fn stored_value(bytes: &[u8]) -> Result<Value> {
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    parser.disable_recursion_limit();
    Value::deserialize(&mut parser).map_err(|e| Error::internal(format!("a document of ours is broken: {e}")))
}

/// The error for a job that does not exist.
pub(crate) fn missing(num: &Number) -> Error {
    Error::NotFound("Work order", num.as_str().to_owned())
}
