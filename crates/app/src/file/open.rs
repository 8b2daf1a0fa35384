//! Giving out a content; whoever asks has checked that the caller may see what leads to it.

use std::ops::Range;
use std::sync::Arc;

use docket_domain::tenant::TenantId;
use docket_store::Error as Store;
use docket_store::content::{self, Chunks};

use crate::{App, Op, Result};

/// A file to be given out.
pub struct File {
    /// The hash of its bytes, in hex digits: its entity tag.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type.
    pub media: String,
    app: Arc<App>,
    tenant: TenantId,
    object: String,
}

impl File {
    /// Its bytes, all or those in a range that is within its size and not empty.
    ///
    /// # Errors
    /// [`crate::Error::Store`] if they cannot be read now.
    pub async fn chunks(&self, range: Option<Range<u64>>) -> Result<Chunks> {
        let found = self.app.contents.read(self.tenant, &self.object, range).await?;
        Ok(found.ok_or_else(|| lost(&self.sha256))?)
    }
}

/// Finds a content that something leads to.
///
/// # Errors
/// [`crate::Error::Store`] if it cannot be found now.
pub async fn open(op: &Op, sha256: &str) -> Result<File> {
    let mut tx = op.reader().await?;
    let known = content::find(&mut tx, op.tenant(), sha256).await?.ok_or_else(|| lost(sha256))?;
    Ok(File {
        sha256: sha256.to_owned(),
        size: u64::try_from(known.size).map_err(|error| Store::Internal(error.to_string()))?,
        media: known.media,
        app: op.app.clone(),
        tenant: op.tenant(),
        object: known.object,
    })
}

fn lost(sha256: &str) -> Store {
    Store::Unavailable(format!("the content {sha256} is not where contents are kept"))
}
