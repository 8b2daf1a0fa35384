//! Reading the photos of a job.

use docket_domain::job::{Number, PHOTOS};
use docket_domain::permission::Right;
use docket_store::photo::{self, Photo};
use docket_store::{Tx, job};
use serde_json::{Value, json};

use super::missing_photo;
use crate::file::{File, open};
use crate::job::{missing, stored_object, tag};
use crate::{Op, Result};

/// The photos as the document has them, and the job's entity tag.
pub async fn list(op: &Op, num: &Number) -> Result<(Value, String)> {
    op.allow(Right::WorkOrderRead)?;
    let mut tx = op.reader().await?;
    let found = job::find(&mut tx, op.tenant(), num.as_str()).await?.ok_or_else(|| missing(num))?;
    let photos = stored_object(&found.doc)?.remove(PHOTOS).unwrap_or_else(|| json!([]));
    Ok((json!({ PHOTOS: photos }), tag(found.version, found.hash, found.receipt)))
}

/// Opens a photo that was sent here.
///
/// # Errors
/// [`crate::Error::NotFound`] also for a photo whose bytes are elsewhere.
pub async fn get(op: &Op, num: &Number, id: &str) -> Result<File> {
    op.allow(Right::WorkOrderRead)?;
    let mut tx = op.reader().await?;
    let photo = of_job(op, &mut tx, num, id).await?;
    drop(tx);
    open(op, &photo.sha256).await
}

/// A photo of a job that was sent here.
pub(crate) async fn of_job(op: &Op, tx: &mut Tx<'_>, num: &Number, id: &str) -> Result<Photo> {
    if id.contains(char::is_control) {
        return Err(missing_photo(id));
    }
    photo::find(tx, op.tenant(), num.as_str(), id).await?.ok_or_else(|| missing_photo(id))
}
