//! What becomes of an upload when all of it is here.

use docket_domain::file::FileType;
use docket_store::content::Chunks;
use docket_store::upload;
use docket_store::{Error as Store, Tx};
use futures_util::TryStreamExt;

use super::delete::remove;
use super::{missing, wanted};
use crate::file::keep::keep;
use crate::file::meter::{Measured, Meter};
use crate::file::receive::Wanted;
use crate::{Change, Error, Op, Result};

/// An upload that a report names.
#[derive(Debug, Clone)]
pub(crate) enum Named {
    /// All of it is here.
    Finished {
        /// The hash of its bytes.
        sha256: String,
        /// Its size in bytes.
        size: u64,
        /// What it is.
        kind: FileType,
    },
    /// Some of it is missing.
    Unfinished,
    /// There is no such upload of the caller's.
    None,
}

/// The upload of the caller's with this id; one that is here without having been finished is finished now.
pub(crate) async fn named(op: &Op, id: &str) -> Result<Named> {
    let mut tx = op.reader().await?;
    let found = upload::find(&mut tx, op.tenant(), id).await?;
    drop(tx);
    let Some(found) = found.filter(|upload| upload.user == op.actor()) else { return Ok(Named::None) };
    if found.has < found.length {
        return Ok(Named::Unfinished);
    }
    let size = found.length.unsigned_abs();
    let known = found.media.as_deref().and_then(FileType::from_media);
    match (found.sha256, known) {
        (Some(sha256), Some(kind)) => Ok(Named::Finished { sha256, size, kind }),
        _ => {
            let Measured { sha256, size, kind } = finish(op, id, found.media).await?;
            Ok(Named::Finished { sha256, size, kind })
        }
    }
}

/// Checks the type, keeps the content and lets the pieces go. An upload that is not what it should be goes.
pub(super) async fn finish(op: &Op, id: &str, said: Option<String>) -> Result<Measured> {
    let wanted = wanted(said);
    let measured = match measure(all_of(op, id).await?, &wanted).await {
        Ok(measured) => measured,
        Err(error @ (Error::WrongType(_) | Error::Store(Store::Data(_)))) => {
            remove(op, id).await?;
            return Err(error);
        }
        Err(error) => return Err(error),
    };
    keep(op, &measured, all_of(op, id).await?).await?;
    let (id, sha256, media) = (id.to_owned(), measured.sha256.clone(), measured.kind.media());
    op.write(Finish { id: id.clone(), sha256, media }).await?;
    if let Err(error) = op.app.contents.remove_pieces(op.tenant(), &id).await {
        tracing::warn!(%error, "pieces of an upload wait for the sweep");
    }
    Ok(measured)
}

/// The bytes of an upload, from its pieces.
async fn all_of(op: &Op, id: &str) -> Result<Chunks> {
    let mut tx = op.reader().await?;
    let names = upload::pieces(&mut tx, op.tenant(), id).await?;
    Ok(op.app.contents.pieces(op.tenant(), id, names))
}

async fn measure(mut chunks: Chunks, wanted: &Wanted) -> Result<Measured> {
    let mut meter = Meter::default();
    while let Some(chunk) = chunks.try_next().await? {
        meter.pass(&chunk, wanted)?;
    }
    meter.end(wanted)
}

struct Finish {
    id: String,
    sha256: String,
    media: &'static str,
}

impl Change for Finish {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("upload", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let row = upload::lock(tx, op.tenant(), &self.id).await?.ok_or_else(|| missing(&self.id))?;
        // A twin may have been faster.
        if row.sha256.is_none() {
            upload::finish(tx, op.tenant(), &self.id, (&self.sha256, self.media), op.now).await?;
        }
        Ok(())
    }
}
