//! Files that a device reports on a job: photos and signatures, sent as uploads before.

mod body;
mod photo;
mod remove;
mod show;
mod signature;

pub use photo::photo;
pub use remove::remove_photo;
pub use show::show_photo;
pub use signature::signature;

use bytes::Bytes;
use docket_domain::job::Number;
use docket_domain::json::parse_object;
use docket_domain::permission::Right;
use docket_store::{Tx, upload};

use super::report::{Sent, fingerprint};
use crate::file::upload::{Named, named};
use crate::{Error, Op, Result};

/// What a report names: an upload, and what is said about it.
struct With {
    /// The id of the upload.
    upload: String,
    /// What the upload is.
    named: Named,
    /// A photo's `note`, a signature's `name`.
    text: String,
}

/// Reads a report of this kind, whose text is the member `text`.
async fn read(op: &Op, num: Number, (kind, text): (&'static str, &str), body: Bytes) -> Result<Sent<With>> {
    op.allow(Right::Device)?;
    let object = parse_object(&body)?;
    let read = body::read(&object, text)?;
    let request = fingerprint(kind, None, &object)?;
    let named = named(op, &read.upload).await?;
    let work = With { upload: read.upload, named, text: read.text.unwrap_or_default() };
    Ok(Sent { num, id: read.id, kind, at: Some(read.at), body, request, work })
}

impl With {
    /// Why the upload cannot be used yet, or not any more.
    fn unusable(&self) -> Error {
        match self.named {
            Named::None => Error::NotFound("Upload", self.upload.clone()),
            _ => Error::Conflict("upload-unfinished", "some of the upload is missing".to_owned()),
        }
    }

    /// Keeps the upload of a report that came too late, for the office.
    async fn hold(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        match self.named {
            Named::Finished { .. } => Ok(upload::hold(tx, op.tenant(), &self.upload).await?),
            _ => Err(self.unusable()),
        }
    }
}
