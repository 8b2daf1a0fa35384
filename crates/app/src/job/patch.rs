//! Changing parts of a job (PATCH).

use docket_domain::job::{Number, Patch, Said};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::Tx;

use super::{JOB, Kept, amend};
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
        amend(op, tx, &self.num, Said::Patch(&self.patch), |doc| Ok(self.patch.apply(doc)?)).await
    }
}
