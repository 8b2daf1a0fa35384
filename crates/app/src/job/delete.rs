//! Deleting a job: the technician who holds it is told, its number keeps a tombstone.

use docket_domain::event::name;
use docket_domain::job::{Number, Receipt, on_delete};
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::Tx;
use docket_store::event::{self, SNAPSHOT_EVERY};
use docket_store::job::{self, Locked};
use serde_json::Value;

use super::keep::{count, send};
use super::photos::forget_dropped;
use super::{JOB, missing, stored_object};
use crate::{Change, Op, Result};

/// Deletes a job.
pub async fn delete(op: &Op, num: Number) -> Result<()> {
    op.allow(Right::WorkOrderDelete)?;
    op.write(Delete { num }).await
}

struct Delete {
    num: Number,
}

impl Change for Delete {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (JOB, self.num.as_str())
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let row = job::lock(tx, op.tenant(), self.num.as_str()).await?.filter(|row| !row.deleted);
        let row = row.ok_or_else(|| missing(&self.num))?;
        op.if_match.check(Some(row.found.version))?;
        let before = stored_object(&row.found.doc)?;
        bury(op, tx, &self.num, &row, &before).await
    }
}

/// Deletes a living job, which is locked: the technician who holds it is told.
pub(crate) async fn bury(
    op: &Op,
    tx: &mut Tx<'_>,
    number: &Number,
    row: &Locked,
    before: &Object,
) -> Result<()> {
    let num = number.as_str();
    let version = row.found.version + 1;
    job::bury(tx, op.tenant(), num, version, op.now).await?;
    forget_dropped(op, tx, number, before, &Object::new()).await?;
    // The export shows the document as it was at the end, with its receipt.
    let receipt = Receipt::from(row.found.receipt);
    let data = (receipt != Receipt::None)
        .then(|| {
            Value::Object(receipt.flags().map(|(flag, is_set)| (flag.to_owned(), is_set.into())).collect())
        })
        .map(|data| data.to_string());
    let new = event::New {
        data: data.as_deref().map(str::as_bytes),
        // The way back from nothing is the whole document.
        undo: Some(&row.found.doc),
        snapshot: (version % SNAPSHOT_EVERY == 0).then_some(b"null"),
        ..op.event(JOB, num, version, name::JOB_DELETED)
    };
    event::append(tx, op.tenant(), row.xid, &new).await?;
    send(op, tx, number, row.xid, version, &on_delete(before)).await?;
    count(tx, op.tenant(), Some(row), None);
    Ok(())
}
