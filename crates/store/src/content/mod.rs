//! Contents of files, each known by the SHA-256 of its bytes and kept in a folder or in a bucket, under a [name](object_name) that
//! begins with it.
//!
//! A content is [announced](announce) in one unit of work, its bytes are [put](Contents::put), and the unit that makes something
//! lead to it [refers](refer) to it. So nothing leads to bytes that are not on disk, and bytes that nothing leads to are
//! found through their row: a day after the last use they are swept. While they are being removed an announcement is refused
//! as [`Error::Busy`]; it succeeds a moment later, under another name: a sweeper that was held up removes nothing that has come since.

mod known;
mod objects;
mod piece;
mod place;

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use docket_domain::tenant::TenantId;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, ObjectStore};

pub(crate) use known::STATEMENTS;
pub use known::{Condemned, Known, announce, condemn, condemned, find, forget, object_name, refer, release};
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

    /// Puts a content under the name that it was [announced](announce) with; when this answers, it is on disk.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it cannot be kept now, or an error of the chunks; nothing is kept then.
    pub async fn put(&self, tenant: TenantId, object: &str, chunks: Chunks) -> Result<()> {
        objects::put(&*self.objects()?, &key(tenant, object), chunks).await
    }

    /// The bytes of a content, all or those in a range that is not empty; `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be read now.
    pub async fn read(
        &self,
        tenant: TenantId,
        object: &str,
        range: Option<Range<u64>>,
    ) -> Result<Option<Chunks>> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.objects()?.get_opts(&key(tenant, object), options).await {
            Ok(found) => Ok(Some(found.into_stream().map_err(|error| failed(&error)).boxed())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Removes the bytes of a content that was [condemned](condemn).
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be removed now.
    pub async fn remove(&self, tenant: TenantId, object: &str) -> Result<()> {
        objects::remove(&*self.objects()?, &key(tenant, object)).await
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
fn key(tenant: TenantId, object: &str) -> Key {
    let first = object.get(..2).unwrap_or_default();
    Key::from_iter([tenant.to_string().as_str(), first, object])
}
