//! Why a use case did not do what was asked.

use docket_domain::permission::Right;
use docket_domain::{Fault, Faults, Message};

use crate::file::Cut;
use crate::import::Report;

/// A result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not do what was asked; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is wrong.
    #[error("the request is not valid")]
    Invalid(Faults),
    /// The body is wrong, in the words of the Niagara dialect.
    #[error("Invalid Data")]
    Messages(Vec<Message>),
    /// Something under way keeps the entity from being changed like this: what.
    #[error("{0}")]
    Locked(String),
    /// There is nothing of this name: the kind and the name.
    #[error("{0} \"{1}\" does not exist")]
    NotFound(&'static str, String),
    /// The caller is not who it says, or no longer: why.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// The caller may not do this.
    #[error("this needs the right {0}")]
    Forbidden(Right),
    /// It may not be done by anyone like this: why.
    #[error("{0}")]
    NotAllowed(String),
    /// It does not fit the state that things are in: a word for programs, and why.
    #[error("{1}")]
    Conflict(&'static str, String),
    /// `If-Match` or `If-None-Match` did not hold; the text says what there is.
    #[error("{0}")]
    Precondition(String),
    /// A file is larger than it may be: the limit in bytes.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// A file is not of a type that is taken, or not of the one that it is said to be: why.
    #[error("{0}")]
    WrongType(String),
    /// A file did not arrive whole.
    #[error("the body did not arrive whole")]
    Cut(Cut),
    /// The idempotency key was used with another request.
    #[error("the Idempotency-Key, or the id of the report, was used before with another request")]
    KeyReused,
    /// Too many tries; another is allowed after so many seconds.
    #[error("too many tries, wait {0} s")]
    TooMany(u64),
    /// A table has more rows than this, the most that one import takes.
    #[error("one import of these takes at most {0} rows")]
    TooManyRows(usize),
    /// Rows of an import are not right: which ones, and why.
    #[error("{} of {} rows are not right; nothing was imported", .0.faulty, .0.rows)]
    Rows(Box<Report>),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] docket_store::Error),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error::Invalid(vec![fault])
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Error::Invalid(faults)
    }
}

impl Error {
    /// Whether it is for want of the database: the same may succeed in a moment.
    #[must_use]
    pub fn will_pass(&self) -> bool {
        use docket_store::Error as Store;
        matches!(self, Self::Store(Store::Busy | Store::Unavailable(_) | Store::Conflict | Store::Timeout))
    }

    /// A mistake of ours, with words for the log.
    pub(crate) fn internal(what: impl Into<String>) -> Self {
        Error::Store(docket_store::Error::Internal(what.into()))
    }
}
