//! Ending an upload.

use docket_store::Tx;
use docket_store::upload;

use super::show::own;
use super::{canonical, missing};
use crate::{Change, Error, Op, Result};

/// Ends an upload of the caller's; what was made of it stays.
///
/// # Errors
/// [`Error::Conflict`] `upload-held` if a late report names it: the office has not decided yet.
pub async fn delete(op: &Op, id: &str) -> Result<()> {
    let id = &canonical(id)?;
    own(op, id).await?;
    remove(op, id).await
}

/// Forgets an upload, then what came of it.
pub(super) async fn remove(op: &Op, id: &str) -> Result<()> {
    op.write(Delete { id: id.to_owned() }).await?;
    if let Err(error) = op.app.contents.remove_pieces(op.tenant(), id).await {
        tracing::warn!(%error, "pieces of an upload wait for the sweep");
    }
    Ok(())
}

struct Delete {
    id: String,
}

impl Change for Delete {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("upload", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let row = upload::lock(tx, op.tenant(), &self.id).await?.ok_or_else(|| missing(&self.id))?;
        if row.held > 0 {
            return Err(Error::Conflict("upload-held", "a late report names the upload".to_owned()));
        }
        Ok(upload::delete(tx, op.tenant(), &self.id, &row, op.now).await?)
    }
}
