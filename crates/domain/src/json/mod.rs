//! JSON as Docket takes it: strict on the way in, with JSONPath removal for PATCH.

mod budget;
mod hash;
pub mod path;
pub(crate) mod place;
mod removal;
mod scan;
mod strict;
mod text;

pub use hash::hash;
pub use path::{Path, remove};
pub use strict::{parse, parse_object};
pub use text::{append_string, append_text};

use serde_json::Value;

/// The members of a JSON object, in the order in which they came.
pub type Object = serde_json::Map<String, Value>;

/// How many objects and arrays may be nested: a document of this depth is accepted, one deeper is refused.
pub const MAX_DEPTH: usize = 128;
