//! Taking in a file in one request.

use bytes::Bytes;
use docket_domain::file::FileType;
use docket_store::content::whole;
use futures_util::TryStreamExt;

use super::keep::keep;
use super::meter::{Measured, Meter};
use super::{Arriving, Cut};
use crate::{App, Error, Op, Result};

/// How much of a file is in memory before it is put as a piece, in bytes.
const PIECE: usize = 1024 * 1024;

/// Which files are taken.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The largest, in bytes.
    pub largest: u64,
    /// The types.
    pub types: &'static [FileType],
    /// The media type that the sender says it is, if any.
    pub said: Option<String>,
}

/// A file that is kept. Whatever leads to it counts a use ([`docket_store::content::refer`]); without one it goes after a day.
#[derive(Debug, Clone)]
pub struct Received {
    /// The hash of its bytes, in hex digits.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub kind: FileType,
}

impl From<Cut> for Error {
    fn from(cut: Cut) -> Self {
        Error::Cut(cut)
    }
}

/// Takes in a file: little of it is in memory at once. When this answers, its content is on disk.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::WrongType`], or [`Error::Cut`] if it did not arrive whole.
pub async fn receive(op: &Op, body: Arriving, wanted: &Wanted) -> Result<Received> {
    let stage = Stage { op, of: App::new_id().to_string(), names: Vec::new() };
    let of = stage.of.clone();
    let received = take(stage, body, wanted).await;
    if let Err(error) = op.app.contents.remove_pieces(op.tenant(), &of).await {
        tracing::warn!(%error, "pieces of a file wait for the sweep");
    }
    received
}

/// Where a file is while it comes.
struct Stage<'o> {
    op: &'o Op,
    of: String,
    names: Vec<String>,
}

impl Stage<'_> {
    async fn put(&mut self, buffer: &mut Vec<u8>) -> Result<()> {
        let name = format!("{:05}", self.names.len());
        let bytes = Bytes::from(std::mem::take(buffer));
        self.op.app.contents.put_piece(self.op.tenant(), &self.of, &name, bytes).await?;
        self.names.push(name);
        Ok(())
    }
}

async fn take(mut stage: Stage<'_>, mut body: Arriving, wanted: &Wanted) -> Result<Received> {
    let (mut meter, mut buffer) = (Meter::default(), Vec::new());
    while let Some(chunk) = body.try_next().await? {
        meter.pass(&chunk, wanted)?;
        buffer.extend_from_slice(&chunk);
        if buffer.len() >= PIECE {
            stage.put(&mut buffer).await?;
        }
    }
    let measured = meter.end(wanted)?;
    let chunks = if stage.names.is_empty() {
        whole(buffer)
    } else {
        if !buffer.is_empty() {
            stage.put(&mut buffer).await?;
        }
        stage.op.app.contents.pieces(stage.op.tenant(), &stage.of, stage.names)
    };
    keep(stage.op, &measured, chunks).await?;
    let Measured { sha256, size, kind } = measured;
    Ok(Received { sha256, size, kind })
}
