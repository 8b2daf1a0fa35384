//! Storing a whole job (PUT and POST).

use docket_domain::job::{self as rules, Number, Said};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::{Tx, job};

use super::{JOB, Keeping, Kept, keep, missing, stored_object};
use crate::{Change, Op, Result};

/// Whether the job must exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// Insert it or replace it (PUT).
    Either,
    /// Replace it; a missing one is an error (POST).
    Required,
}

/// Replaces a job by the document `body`, or inserts it.
pub async fn replace(op: &Op, num: Number, body: Object, existence: Existence) -> Result<Kept> {
    op.allow(Right::WorkOrderWrite)?;
    let doc = rules::replace(&num, body)?;
    op.write(Replace { num, doc, existence }).await
}

struct Replace {
    num: Number,
    doc: Object,
    existence: Existence,
}

impl Change for Replace {
    type Out = Kept;

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Kept> {
        let row = job::lock(tx, op.tenant(), self.num.as_str()).await?;
        let living = row.as_ref().filter(|row| !row.deleted);
        if living.is_none() && self.existence == Existence::Required {
            return Err(missing(&self.num));
        }
        op.if_match.check(living.map(|row| row.found.version))?;
        let before = living.map(|row| stored_object(&row.found.doc)).transpose()?;
        let change = Keeping {
            num: &self.num,
            row: row.as_ref(),
            before: before.as_ref(),
            after: self.doc.clone(),
            said: Said::All,
            by_device_of: None,
            event: None,
        };
        keep(op, tx, change).await
    }
}
