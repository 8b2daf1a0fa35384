//! Which versions a caller wants to change (`If-Match`).

use crate::{Error, Result};

/// The condition of a change. Only the version counts, not the rest of the tag: a receipt does not make a new version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum IfMatch {
    /// No condition.
    #[default]
    Any,
    /// It must exist (`*`).
    Existing,
    /// It must exist with one of these versions.
    Versions(Vec<i64>),
    /// It must not exist (`If-None-Match: *`).
    Absent,
}

impl IfMatch {
    /// Compares with the version that exists; `None` if nothing does.
    pub fn check(&self, version: Option<i64>) -> Result<()> {
        let holds = match (self, version) {
            (IfMatch::Any, _) | (IfMatch::Existing, Some(_)) | (IfMatch::Absent, None) => true,
            (IfMatch::Versions(wanted), Some(version)) => wanted.contains(&version),
            (IfMatch::Existing | IfMatch::Versions(_), None) | (IfMatch::Absent, Some(_)) => false,
        };
        let there = || match version {
            Some(version) => format!("the object has version {version}"),
            None => "there is no such object yet".to_owned(),
        };
        if holds { Ok(()) } else { Err(Error::Precondition(there())) }
    }

    /// The same for what exists and has no versions: no tag is one of it.
    pub fn check_untagged(&self) -> Result<()> {
        match self {
            IfMatch::Any | IfMatch::Existing => Ok(()),
            IfMatch::Versions(_) => {
                Err(Error::Precondition("the object exists and has no entity tag".to_owned()))
            }
            IfMatch::Absent => Err(Error::Precondition("the object exists already".to_owned())),
        }
    }
}
