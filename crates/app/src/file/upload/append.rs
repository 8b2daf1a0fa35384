//! Taking in more of an upload.

use std::time::Duration;

use bytes::Bytes;
use docket_store::Tx;
use docket_store::upload;
use futures_util::StreamExt;

use super::finish::finish;
use super::show::own;
use super::{Progress, canonical, missing};
use crate::file::{Arriving, Cut};
use crate::{App, Change, Error, Op, Result};

/// What is put as one piece, in bytes: as much can be lost when the server dies.
const PIECE: usize = 512 * 1024;
/// When nothing comes for so long, what has come is put.
const PAUSE: Duration = Duration::from_secs(2);

/// Takes in what follows the first `from` bytes of an upload of the caller's. What has come is kept, even if the body ends too
/// soon. With its last byte the upload is finished: its type is checked, its content kept.
///
/// # Errors
/// [`Error::Conflict`] `upload-offset` if another number of bytes is here; [`Error::TooLarge`] for more than was announced;
/// [`Error::WrongType`] if it is no picture, it is gone then; [`Error::Cut`] if the body did not arrive whole.
pub async fn append(op: &Op, id: &str, from: i64, mut body: Arriving) -> Result<Progress> {
    let id = &canonical(id)?;
    let upload = own(op, id).await?;
    if upload.has != from {
        return Err(other_offset(upload.has));
    }
    let mut progress = Progress::of(id, &upload);
    let cut = take(op, &mut progress, &mut body).await?;
    if progress.has == progress.length && upload.sha256.is_none() {
        finish(op, id, upload.media).await?;
    }
    cut.map_or(Ok(progress), |cut| Err(cut.into()))
}

/// Puts what comes piece by piece; whether it ended too soon.
async fn take(op: &Op, progress: &mut Progress, body: &mut Arriving) -> Result<Option<Cut>> {
    let mut buffer = Vec::new();
    loop {
        let Ok(next) = tokio::time::timeout(PAUSE, body.next()).await else {
            put(op, progress, &mut buffer).await?;
            continue;
        };
        let cut = match next {
            Some(Ok(chunk)) => {
                buffer.extend_from_slice(&chunk);
                if progress.has + buffer.len() as i64 > progress.length {
                    return Err(Error::TooLarge(progress.length.unsigned_abs()));
                }
                if buffer.len() >= PIECE {
                    put(op, progress, &mut buffer).await?;
                }
                continue;
            }
            Some(Err(cut)) => Some(cut),
            None => None,
        };
        put(op, progress, &mut buffer).await?;
        return Ok(cut);
    }
}

/// Puts a piece on disk, then notes that it is there.
async fn put(op: &Op, progress: &mut Progress, buffer: &mut Vec<u8>) -> Result<()> {
    if buffer.is_empty() {
        return Ok(());
    }
    // Twins may send the same at once: the name is this one's own, and only one of them is noted.
    let object = format!("{:010}-{}", progress.has, App::new_id());
    let to = progress.has + buffer.len() as i64;
    let bytes = Bytes::from(std::mem::take(buffer));
    op.app.contents.put_piece(op.tenant(), &progress.id, &object, bytes).await?;
    op.write(Advance { id: progress.id.clone(), from: progress.has, to, object }).await?;
    progress.has = to;
    Ok(())
}

struct Advance {
    id: String,
    from: i64,
    to: i64,
    object: String,
}

impl Change for Advance {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("upload", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let row = upload::lock(tx, op.tenant(), &self.id).await?.ok_or_else(|| missing(&self.id))?;
        if row.has != self.from {
            return Err(other_offset(row.has));
        }
        let reach = (self.from, self.to);
        Ok(upload::advance(tx, op.tenant(), &self.id, reach, &self.object).await?)
    }
}

fn other_offset(has: i64) -> Error {
    Error::Conflict("upload-offset", format!("{has} bytes of the upload are here"))
}
