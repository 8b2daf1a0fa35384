//! Forgetting files that were announced and whose content has not come.

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_store::due::{self, Claimed};
use docket_store::{Tx, entity};

use crate::entity::keep;
use crate::entity::kind::file;
use crate::{App, Change, Op, Result};

/// Work that falls due: forgetting a file whose content has not come.
pub const UNSENT: &str = "unsent-file";

/// How long the content of a file is waited for, in milliseconds.
pub(super) const PATIENCE: i64 = 86_400_000;

/// The key of the work: which file, and who announced it.
pub(super) fn key(id: &str, maker: &str) -> String {
    format!("{id}:{maker}")
}

/// Forgets the file that `work` names, unless its content has come.
///
/// # Errors
/// Those of the database.
pub async fn forget_unsent(app: &Arc<App>, work: &Claimed) -> Result<()> {
    let (id, maker) = work.key.split_once(':').unwrap_or((&work.key, ""));
    let op = Op::unasked(app.clone(), work.tenant, maker, 0);
    op.write(Forget { id: id.to_owned(), work: work.clone() }).await
}

struct Forget {
    id: String,
    work: Claimed,
}

impl Change for Forget {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (EntityType::File.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        if !due::done(tx, &self.work).await? {
            return Ok(());
        }
        let found = entity::lock(tx, op.tenant(), EntityType::File, &self.id).await?;
        let Some(found) = found.filter(|found| !found.deleted) else { return Ok(()) };
        if file::sha256(&found)?.is_some() {
            return Ok(());
        }
        file::deleting(op, tx, &found).await?;
        keep::delete(op, tx, &found).await
    }
}
