//! What whoever runs the server can decide.

use crate::access::external::Issuer;

/// Days in milliseconds.
const DAY: i64 = 86_400_000;

/// How a server behaves where the documents leave a choice.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Refuse an unknown `UserName` on a job, instead of dispatching by name.
    pub strict_users: bool,
    /// How long things are kept.
    pub retention: Retention,
    /// Where callers reach the server (`https://docket.example`); `None`: where they say that they asked.
    pub public_url: Option<String>,
    /// Issuers of tokens besides ourselves.
    pub issuers: Vec<Issuer>,
}

/// How long things are kept, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Retention {
    /// Events of the log; the export feed can be read again this far back.
    pub events: i64,
    /// Notices, after a device acknowledged them.
    pub notices: i64,
    /// Answers to requests with an `Idempotency-Key`.
    pub idempotency: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { events: 365 * DAY, notices: 30 * DAY, idempotency: DAY }
    }
}
