//! Changing parts of a job (PATCH).

use docket_domain::job::{Number, Patch};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::{Tx, job};

use super::{JOB, Keeping, Kept, keep, missing, stored_object};
use crate::{Change, Op, Result};

/// Merges `body` into a job: `_fields`, then `_paths`, then the rest.
pub async fn patch(op: &Op, num: Number, body: Object) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    let patch = Patch::compile(&num, body)?;
    op.write(Merge { num, patch }).await
}

/// A compiled patch of one job.
pub(crate) struct Merge {
    pub(crate) num: Number,
    pub(crate) patch: Patch,
}

impl Change for Merge {
    type Out = Kept;

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Kept> {
        let row = job::lock(tx, op.tenant(), self.num.as_str()).await?.filter(|row| !row.deleted);
        let row = row.ok_or_else(|| missing(&self.num))?;
        op.if_match.check(Some(row.found.version))?;
        let before = stored_object(&row.found.doc)?;
        let mut after = before.clone();
        self.patch.apply(&mut after)?;
        let change = Keeping {
            num: &self.num,
            row: Some(&row),
            before: Some(&before),
            after,
            by_device_of: None,
            event: None,
        };
        keep(op, tx, change).await
    }
}
