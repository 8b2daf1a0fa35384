//! Contents of files, each kept under the SHA-256 of its bytes: in a folder or in a bucket.
//!
//! A content is [announced](announce) in one unit of work, its bytes are [put](Contents::put), and the unit that makes something
//! lead to it [refers](refer) to it. So nothing leads to bytes that are not on disk, and bytes that nothing leads to are
//! found through their row: a day after the last use they are swept. While they are being removed an announcement is refused
//! as [`Error::Busy`]; it succeeds a moment later.

mod known;
mod objects;
mod piece;
mod place;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use docket_domain::tenant::TenantId;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};

pub(crate) use known::STATEMENTS;
pub use known::{Known, announce, condemn, condemned, find, forget, refer, release};
pub use place::{Bucket, Place};

use crate::{Error, Result};
use objects::failed;

/// Bytes as they come.
pub type Chunks = BoxStream<'static, Result<Bytes>>;

/// Where contents are kept; clones share it.
#[derive(Clone)]
pub struct Contents {
    place: Arc<Place>,
    /// Opened when it is needed first: most servers start without a file.
    opened: Arc<OnceLock<Arc<dyn ObjectStore>>>,
}

/// A content that is there.
pub struct Content {
    /// Its size in bytes.
    pub size: u64,
    /// Its bytes.
    pub chunks: Chunks,
}

impl Contents {
    /// Contents at a place; nothing is opened yet.
    #[must_use]
    pub fn new(place: Place) -> Self {
        Self { place: Arc::new(place), opened: Arc::default() }
    }

    /// Opens the place now, so that settings which cannot be are told of at the start.
    ///
    /// # Errors
    /// [`Error::Unavailable`] for a folder that cannot be made or settings of a bucket that make no sense.
    pub fn open(&self) -> Result<()> {
        self.objects().map(|_| ())
    }

    /// The folder, if contents are kept in one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &*self.place {
            Place::Folder(folder) => Some(folder),
            Place::Bucket(_) => None,
        }
    }

    /// Puts a content; when this answers, it is on disk. `chunks` must be what `sha256` (64 hex digits) says.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it cannot be kept now, or an error of the chunks; nothing is kept then.
    pub async fn put(&self, tenant: TenantId, sha256: &str, chunks: Chunks) -> Result<()> {
        objects::put(&*self.objects()?, &key(tenant, sha256), chunks).await
    }

    /// The bytes of a content; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be read now.
    pub async fn read(&self, tenant: TenantId, sha256: &str) -> Result<Option<Content>> {
        match self.objects()?.get(&key(tenant, sha256)).await {
            Ok(found) => {
                let size = found.meta.size;
                Ok(Some(Content {
                    size,
                    chunks: found.into_stream().map_err(|error| failed(&error)).boxed(),
                }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Removes the bytes of a content that was [condemned](condemn).
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be removed now.
    pub async fn remove(&self, tenant: TenantId, sha256: &str) -> Result<()> {
        objects::remove(&*self.objects()?, &key(tenant, sha256)).await
    }

    fn objects(&self) -> Result<Arc<dyn ObjectStore>> {
        if let Some(open) = self.opened.get() {
            return Ok(open.clone());
        }
        let open = self.place.open()?;
        Ok(self.opened.get_or_init(|| open).clone())
    }
}

/// Bytes that are all here, as chunks.
pub fn whole(bytes: impl Into<Bytes>) -> Chunks {
    futures_util::stream::iter([Ok(bytes.into())]).boxed()
}

/// All chunks together.
///
/// # Errors
/// [`Error::Data`] for more than `most` bytes, or an error of the chunks.
pub async fn collect(mut chunks: impl Stream<Item = Result<Bytes>> + Unpin, most: usize) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        if all.len() + chunk.len() > most {
            return Err(Error::Data(format!("more than {most} bytes")));
        }
        all.extend_from_slice(&chunk);
    }
    Ok(all)
}

/// Where a content is kept.
fn key(tenant: TenantId, sha256: &str) -> Key {
    let first = sha256.get(..2).unwrap_or_default();
    Key::from_iter([tenant.to_string().as_str(), first, sha256])
}
