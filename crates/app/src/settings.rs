//! What whoever runs the server can decide.

use docket_store::content::Place;

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
    /// How mail leaves the server; `None`: none does.
    pub mail: Option<MailServer>,
    /// Where the contents of files are kept.
    pub files: Place,
}

/// How mail leaves the server.
#[derive(Clone)]
pub struct MailServer {
    /// `smtp://user:password@host:port` or `smtps://…`.
    pub url: String,
    /// Who it is from: `Docket <docket@example.com>` or the address alone.
    pub from: String,
}

impl std::fmt::Debug for MailServer {
    /// Without the address of the server, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailServer").field("from", &self.from).finish_non_exhaustive()
    }
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
    /// Notifications, after their recipient touched them last.
    pub notifications: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { events: 365 * DAY, notices: 30 * DAY, idempotency: DAY, notifications: 90 * DAY }
    }
}
