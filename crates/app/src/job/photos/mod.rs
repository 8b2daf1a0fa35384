//! The photos of a job: elements of the document, and the files that those of them lead to that were sent here.

mod add;
mod dropped;
mod get;
mod remove;

pub use add::{MOST, New, add, check};
pub(super) use dropped::forget_dropped;
pub(crate) use get::of_job;
pub use get::{get, list};
pub use remove::{remove, remove_all};

use crate::Error;

/// The error for a photo that a job does not have.
pub(crate) fn missing_photo(id: &str) -> Error {
    Error::NotFound("Photo", id.to_owned())
}
