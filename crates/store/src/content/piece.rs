//! Pieces of what is still on its way in, each an object of its own until all have come.

use bytes::Bytes;
use docket_domain::tenant::TenantId;
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path as Key;
use object_store::{ObjectStoreExt, PutPayload};

use super::objects::{failed, remove};
use super::{Chunks, Contents};
use crate::{Error, Result};

/// The folder of all pieces.
const FOLDER: &str = "uploads";

impl Contents {
    /// Puts a piece; when this answers, it is on disk. `of` and `name` are ids of ours.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it cannot be kept now.
    pub async fn put_piece(&self, tenant: TenantId, of: &str, name: &str, bytes: Bytes) -> Result<()> {
        let put = self.objects()?.put(&piece(tenant, of, name), PutPayload::from_bytes(bytes)).await;
        put.map(|_| ()).map_err(|error| failed(&error))
    }

    /// The bytes of pieces, one after the other; [`Error::Data`] where one is not there.
    #[must_use]
    pub fn pieces(&self, tenant: TenantId, of: &str, names: Vec<String>) -> Chunks {
        let (contents, of) = (self.clone(), of.to_owned());
        let each = move |name: String| {
            let (contents, key) = (contents.clone(), piece(tenant, &of, &name));
            async move {
                let found = contents.objects()?.get(&key).await.map_err(|error| lost(&error))?;
                Ok(found.into_stream().map_err(|error| failed(&error)))
            }
        };
        futures_util::stream::iter(names).then(each).try_flatten().boxed()
    }

    /// Removes all pieces of something, also those that were put in vain.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be removed now.
    pub async fn remove_pieces(&self, tenant: TenantId, of: &str) -> Result<()> {
        let objects = self.objects()?;
        let mut found = objects.list(Some(&Key::from_iter([FOLDER, tenant.to_string().as_str(), of])));
        while let Some(object) = found.try_next().await.map_err(|error| failed(&error))? {
            remove(&*objects, &object.location).await?;
        }
        Ok(())
    }

    /// Of whom a tenant has pieces that are older than a time in milliseconds, at most so many.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if they cannot be listed now.
    pub async fn old_pieces(&self, tenant: TenantId, before: i64, most: usize) -> Result<Vec<String>> {
        if self.folder().is_some_and(|folder| !folder.join(FOLDER).exists()) {
            return Ok(Vec::new());
        }
        let objects = self.objects()?;
        let mut found = objects.list(Some(&Key::from_iter([FOLDER, tenant.to_string().as_str()])));
        let mut old: Vec<String> = Vec::new();
        while let Some(object) = found.try_next().await.map_err(|error| failed(&error))? {
            let of = object.location.parts().nth(2).map(|part| part.as_ref().to_owned());
            let Some(of) = of.filter(|_| object.last_modified.timestamp_millis() < before) else { continue };
            if !old.contains(&of) {
                old.push(of);
            }
            if old.len() == most {
                break;
            }
        }
        Ok(old)
    }
}

fn piece(tenant: TenantId, of: &str, name: &str) -> Key {
    Key::from_iter([FOLDER, tenant.to_string().as_str(), of, name])
}

fn lost(error: &object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::Data("a piece of the file is lost".to_owned()),
        _ => failed(error),
    }
}
