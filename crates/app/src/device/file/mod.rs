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

use docket_store::{Tx, upload};

use crate::file::upload::Named;
use crate::{Error, Op, Result};

/// Why an upload cannot be used yet, or not any more.
fn unusable(named: &Named, id: &str) -> Error {
    match named {
        Named::None => Error::NotFound("Upload", id.to_owned()),
        _ => Error::Conflict("upload-unfinished", "some of the upload is missing".to_owned()),
    }
}

/// Keeps the upload of a report that came too late, for the office.
async fn hold(op: &Op, tx: &mut Tx<'_>, named: &Named, id: &str) -> Result<()> {
    match named {
        Named::Finished { .. } => Ok(upload::hold(tx, op.tenant(), id).await?),
        _ => Err(unusable(named, id)),
    }
}
