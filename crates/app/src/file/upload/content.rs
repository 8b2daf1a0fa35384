//! The file that a late report names, for the office.

use docket_domain::permission::Right;
use docket_store::upload;

use super::{canonical, missing};
use crate::file::open::{File, open};
use crate::{Op, Result};

/// Opens an upload that a late report names.
///
/// # Errors
/// [`crate::Error::NotFound`] for any other.
pub async fn content(op: &Op, id: &str) -> Result<File> {
    op.allow(Right::ReportRead)?;
    let id = &canonical(id)?;
    let mut tx = op.reader().await?;
    let found = upload::find(&mut tx, op.tenant(), id).await?.filter(|upload| upload.held > 0);
    drop(tx);
    let sha256 = found.and_then(|upload| upload.sha256).ok_or_else(|| missing(id))?;
    open(op, &sha256).await
}
