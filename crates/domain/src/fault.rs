//! What is wrong with an input, in words that a client can show.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

/// One thing that is wrong with an input; the `invalidParams` entry of the ServiceMobility standard response object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The property or parameter that is wrong, shortened to 100 characters.
    pub name: String,
    /// What is wrong with it: what follows the name in a sentence (`must be an array`), without a full stop.
    pub reason: String,
    /// Where it is, as a JSONPath from the body's root (`$.Assets[0].AssetNum`), shortened to 1 000 characters; empty for a
    /// query parameter.
    pub path: String,
    /// The value as the client sent it, shortened to 200 characters; empty when there is none to show.
    pub value: String,
}

/// All that is wrong with one input; never empty when it is an error.
pub type Faults = Vec<Fault>;

/// More than this many faults of one input are not told.
pub const MOST_FAULTS: usize = 100;

/// The longest name that a fault shows, in characters.
pub(crate) const LONGEST_NAME: usize = 100;
/// The longest path that a fault shows, in characters.
pub(crate) const LONGEST_PATH: usize = 1_000;
/// The longest value that a fault shows, in characters.
const LONGEST_VALUE: usize = 200;

/// The beginning of a text that a client made, which may be megabytes long; `…` stands for the rest.
pub(crate) fn shortened(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

impl Fault {
    /// A fault of the property at `path` (`$`, `$.Rules`, `$.Assets[3].AssetNum`); the name is the path's last member.
    pub fn at(path: impl Into<String>, reason: impl Into<String>) -> Self {
        let path = path.into();
        let name = shortened(path.rsplit('.').next().unwrap_or_default(), LONGEST_NAME).into_owned();
        let path = shortened(&path, LONGEST_PATH).into_owned();
        Self { name, reason: reason.into(), path, value: String::new() }
    }

    /// A fault of a query or path parameter.
    pub fn parameter(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { name: name.into(), reason: reason.into(), path: String::new(), value: String::new() }
    }

    /// Adds what the client sent; a string as it is, anything else as JSON.
    #[must_use]
    pub fn with_value(mut self, value: &Value) -> Self {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.value = text.chars().take(LONGEST_VALUE).collect();
        self
    }
}
