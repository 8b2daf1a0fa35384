//! Looking at a photo on a device.

use docket_domain::job::Number;

use crate::device::get;
use crate::file::{File, open};
use crate::job::photos::of_job;
use crate::{Op, Result};

/// Opens a photo of a job that the technician holds, helps with, or is the primary user of.
pub async fn show_photo(op: &Op, num: &Number, id: &str) -> Result<File> {
    get(op, num).await?;
    let mut tx = op.reader().await?;
    let photo = of_job(op, &mut tx, num, id).await?;
    drop(tx);
    open(op, &photo.sha256).await
}
