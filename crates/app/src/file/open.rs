//! Giving out a content; whoever asks has checked that the caller may see what leads to it.

use docket_store::Error as Store;
use docket_store::content::{self, Chunks};

use crate::{Op, Result};

/// A file to be given out.
pub struct File {
    /// The hash of its bytes, in hex digits: its entity tag.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type.
    pub media: String,
    /// Its bytes.
    pub chunks: Chunks,
}

/// Opens a content that something leads to.
///
/// # Errors
/// [`crate::Error::Store`] if its bytes cannot be read now.
pub async fn open(op: &Op, sha256: &str) -> Result<File> {
    let lost = || Store::Unavailable(format!("the content {sha256} is not where contents are kept"));
    let mut tx = op.reader().await?;
    let known = content::find(&mut tx, op.tenant(), sha256).await?.ok_or_else(lost)?;
    drop(tx);
    let found = op.app.contents.read(op.tenant(), sha256).await?.ok_or_else(lost)?;
    Ok(File { sha256: sha256.to_owned(), size: found.size, media: known.media, chunks: found.chunks })
}
