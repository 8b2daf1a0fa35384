//! How far an upload is.

use docket_store::upload::{self, Upload};

use super::{Progress, canonical, missing};
use crate::{Op, Result};

/// How far an upload of the caller's is.
///
/// # Errors
/// [`crate::Error::NotFound`] if there is none, or it is another's.
pub async fn show(op: &Op, id: &str) -> Result<Progress> {
    let id = canonical(id)?;
    Ok(Progress::of(&id, &own(op, &id).await?))
}

/// An upload of the caller's.
pub(super) async fn own(op: &Op, id: &str) -> Result<Upload> {
    let mut tx = op.reader().await?;
    let found = upload::find(&mut tx, op.tenant(), id).await?;
    found.filter(|upload| upload.user == op.actor()).ok_or_else(|| missing(id))
}
