//! What a run has been through.

use serde::{Deserialize, Serialize};

/// A step that has ended. All its tries are one: a step that succeeds after an error has no `error`, and
/// [`State::failed`](crate::State::failed) counts the tries that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Its key.
    pub step: String,
    /// When it began, in milliseconds.
    pub started: i64,
    /// When it ended.
    pub ended: i64,
    /// It failed for good, by itself or on purpose.
    #[serde(default, skip_serializing_if = "is_false")]
    pub error: bool,
    /// It took too long, which is no `error`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub timeout: bool,
    /// Which step came next; none at the end of the run or of a branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Who closed it; none if it ended by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When whoever closed it says that they did, in milliseconds by their own clock; none if they did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<i64>,
    /// Why it failed, or was broken off, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
