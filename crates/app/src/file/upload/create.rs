//! Beginning an upload.

use docket_domain::Fault;
use docket_domain::file::{FileType, LARGEST_PHOTO};
use docket_store::Tx;
use docket_store::upload::{self, Upload};
use uuid::Uuid;

use super::{Progress, TYPES, missing};
use crate::{App, Change, Error, Op, Result};

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 255;

/// An upload to begin.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// The sender's id of it, a UUID; without one the upload gets one.
    pub id: Option<String>,
    /// How long it will be, in bytes.
    pub length: u64,
    /// The media type that the sender says it has.
    pub media: Option<String>,
    /// What the sender calls the file.
    pub name: Option<String>,
}

/// Begins an upload; the same again by the same user is answered with how far it is.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::WrongType`] if it says that it is no picture; [`Error::Conflict`] `upload-taken` for an id
/// that another upload has.
pub async fn create(op: &Op, new: New) -> Result<Progress> {
    if new.length > LARGEST_PHOTO {
        return Err(Error::TooLarge(LARGEST_PHOTO));
    }
    let length = i64::try_from(new.length).ok().filter(|length| *length > 0);
    let length = length.ok_or_else(|| Fault::parameter("Upload-Length", "must not be 0"))?;
    if new.name.as_ref().is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        let reason = format!("filename must not be longer than {LONGEST_NAME} characters");
        return Err(Fault::parameter("Upload-Metadata", reason).into());
    }
    let media = new.media.filter(|media| !media.is_empty());
    let is_wanted = |media: &String| FileType::from_media(media).is_some_and(|kind| TYPES.contains(&kind));
    if let Some(media) = media.as_ref().filter(|media| !is_wanted(media)) {
        return Err(Error::WrongType(format!("{media} is not taken")));
    }
    let id = match new.id {
        None => App::new_id(),
        Some(id) => Uuid::try_parse(&id).map_err(|_| {
            Fault::parameter("Upload-Metadata", "id must be a UUID").with_value(&id.clone().into())
        })?,
    };
    let upload = Upload {
        user: op.actor().to_owned(),
        length,
        has: 0,
        media,
        name: new.name,
        sha256: None,
        held: 0,
        created: op.now,
    };
    op.write(Create { id: id.hyphenated().to_string(), upload }).await
}

struct Create {
    id: String,
    upload: Upload,
}

impl Change for Create {
    type Out = Progress;

    fn subject(&self) -> (&str, &str) {
        ("upload", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Progress> {
        if upload::insert(tx, op.tenant(), &self.id, &self.upload).await? {
            return Ok(Progress::of(&self.id, &self.upload));
        }
        let first = upload::find(tx, op.tenant(), &self.id).await?.ok_or_else(|| missing(&self.id))?;
        if first.user == self.upload.user && first.length == self.upload.length {
            return Ok(Progress::of(&self.id, &first));
        }
        Err(Error::Conflict("upload-taken", "another upload has this id".to_owned()))
    }
}
