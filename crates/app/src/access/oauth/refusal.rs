//! Why a request of the OAuth endpoints was refused.

use std::borrow::Cow;

use crate::Error;

/// The words for programs.
#[expect(missing_docs, reason = "each is its text, see as_str")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    InvalidScope,
    UnauthorizedClient,
    UnsupportedGrantType,
    UnsupportedResponseType,
}

impl Code {
    /// The text of `error`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidScope => "invalid_scope",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
        }
    }
}

/// Why a request was refused; nothing was given out.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// In the words of OAuth, and for people.
    #[error("{1}")]
    Said(Code, Cow<'static, str>),
    /// As everywhere.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<docket_store::Error> for Refusal {
    fn from(error: docket_store::Error) -> Self {
        Self::Other(error.into())
    }
}

/// A refusal in the words of OAuth.
pub(super) fn said(code: Code, why: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal::Said(code, why.into())
}
