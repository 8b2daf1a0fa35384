//! Files that come piece by piece, however often the connection breaks (the use cases behind tus 1.0.0). Only who began an
//! upload sees it; after seven days it is forgotten, unless a late report names it.

mod append;
mod content;
mod create;
mod delete;
mod finish;
mod show;

pub use append::append;
pub use content::content;
pub use create::{New, create};
pub use delete::delete;
pub(crate) use finish::{Named, named};
pub use show::show;

use docket_domain::file::{FileType, LARGEST_PHOTO};
use docket_store::upload::Upload;

use uuid::Uuid;

use super::receive::Wanted;
use crate::{Error, Result};

/// How long an upload is kept, in milliseconds.
pub const KEPT: i64 = 7 * 86_400_000;

/// The types that an upload may have.
const TYPES: &[FileType] = &[FileType::Jpeg, FileType::Png, FileType::Webp];

/// How far an upload is.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    /// Its id.
    pub id: String,
    /// How much of it is here, in bytes.
    pub has: i64,
    /// How long it will be, in bytes.
    pub length: i64,
    /// When it is forgotten, in milliseconds.
    pub expires: i64,
}

impl Progress {
    /// When it is forgotten, as HTTP says it.
    #[must_use]
    pub fn expires_on(&self) -> String {
        let at = jiff::Timestamp::from_millisecond(self.expires).unwrap_or_default();
        at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    fn of(id: &str, upload: &Upload) -> Self {
        let (has, length) = (upload.has, upload.length);
        Self { id: id.to_owned(), has, length, expires: upload.created.saturating_add(KEPT) }
    }
}

fn missing(id: &str) -> Error {
    Error::NotFound("Upload", id.to_owned())
}

/// The id of an upload as it is kept; what is no id names none.
fn canonical(id: &str) -> Result<String> {
    Uuid::try_parse(id).map(|id| id.hyphenated().to_string()).map_err(|_| missing(id))
}

fn wanted(said: Option<String>) -> Wanted {
    Wanted { largest: LARGEST_PHOTO, types: TYPES, said }
}
