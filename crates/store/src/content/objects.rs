//! Putting and removing objects, whichever kind of place they are in.

use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};

use super::Chunks;
use crate::{Error, Result};

/// The size of a part of an object that is put in parts, in bytes: the least that S3 takes.
const PART: usize = 5 * 1024 * 1024;
/// How many parts are on their way at once.
const AT_ONCE: usize = 2;

/// Puts an object: in one go if it is small, else part by part, so that little of it is in memory.
pub(super) async fn put(objects: &dyn ObjectStore, key: &Key, mut chunks: Chunks) -> Result<()> {
    let (mut first, mut size) = (Vec::new(), 0);
    while size < PART {
        let Some(chunk) = chunks.try_next().await? else {
            let payload = PutPayload::from_iter(first);
            return objects.put(key, payload).await.map(|_| ()).map_err(|error| failed(&error));
        };
        size += chunk.len();
        first.push(chunk);
    }
    let upload = objects.put_multipart(key).await.map_err(|error| failed(&error))?;
    let mut write = WriteMultipart::new_with_chunk_size(upload, PART);
    let mut chunks = futures_util::stream::iter(first.into_iter().map(Ok)).chain(chunks);
    loop {
        let outcome = match chunks.try_next().await {
            Ok(Some(chunk)) => {
                write.put(chunk);
                write.wait_for_capacity(AT_ONCE).await.map_err(|error| failed(&error))
            }
            Ok(None) => return write.finish().await.map(|_| ()).map_err(|error| failed(&error)),
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            // What was put of it is of no use; that it cannot be removed either changes nothing.
            drop(write.abort().await);
            return Err(error);
        }
    }
}

/// Removes an object; one that is not there is removed already.
pub(super) async fn remove(objects: &dyn ObjectStore, key: &Key) -> Result<()> {
    match objects.delete(key).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(failed(&error)),
    }
}

/// What went wrong, in the words of the store.
pub(super) fn failed(error: &object_store::Error) -> Error {
    Error::Unavailable(format!("files: {error}"))
}
