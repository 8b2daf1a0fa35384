//! Giving out the content of a file.

use docket_domain::entity::EntityType;

use crate::entity::kind::file;
use crate::entity::{get, missing};
use crate::file::{File, open as open_content};
use crate::{Op, Result};

/// Opens the content of a file; it, and what the file is called.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who may not read it; [`crate::Error::NotFound`] also for a file whose content has not come.
pub async fn open(op: &Op, id: &str) -> Result<(File, String)> {
    let mut tx = op.reader().await?;
    let found = get::readable(op, &mut tx, EntityType::File, id).await?;
    drop(tx);
    let sha256 = file::sha256(&found)?.ok_or_else(|| missing(id))?;
    Ok((open_content(op, &sha256).await?, file::name(&found)?))
}
