//! Acknowledging a notice: the device has it.

use docket_domain::event::name;
use docket_domain::job::Receipt;
use docket_domain::permission::Right;
use docket_store::{Tx, job, notice};
use serde_json::json;

use super::event::note;
use super::is_held_by;
use super::notices::brings_job;
use super::receipt::is_newest;
use crate::job::{JOB, stored_object};
use crate::{Change, Error, Op, Result};

/// Acknowledges a notice of the technician's; when it was acknowledged first, in milliseconds. If it brought what is
/// newest about a job that they still hold, the job counts as delivered.
pub async fn ack(op: &Op, n: i64) -> Result<i64> {
    op.allow(Right::Device)?;
    let mut tx = op.reader().await?;
    let row = notice::find(&mut tx, op.tenant(), op.actor(), n).await?.ok_or_else(|| unknown(n))?;
    drop(tx);
    match row.acked {
        Some(acked) => Ok(acked),
        None => op.write(Ack { num: row.num, n }).await,
    }
}

fn unknown(n: i64) -> Error {
    Error::NotFound("Notice", n.to_string())
}

struct Ack {
    num: String,
    n: i64,
}

impl Change for Ack {
    type Out = i64;

    fn subject(&self) -> (&str, &str) {
        (JOB, &self.num)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<i64> {
        let row = job::lock(tx, op.tenant(), &self.num).await?.filter(|row| !row.deleted);
        if !notice::ack(tx, op.tenant(), op.actor(), self.n, op.now).await? {
            let twin = notice::find(tx, op.tenant(), op.actor(), self.n).await?;
            return twin.and_then(|notice| notice.acked).ok_or_else(|| unknown(self.n));
        }
        let Some(row) = row.filter(|row| row.found.receipt < i64::from(Receipt::Delivered)) else {
            return Ok(op.now);
        };
        let notice =
            notice::find(tx, op.tenant(), op.actor(), self.n).await?.ok_or_else(|| unknown(self.n))?;
        if brings_job(&notice)
            && is_held_by(&stored_object(&row.found.doc)?, op.actor())
            && is_newest(op, tx, &notice).await?
        {
            job::set_receipt(tx, op.tenant(), &self.num, Receipt::Delivered.into()).await?;
            let data = json!({ "UserName": op.actor() });
            note(op, tx, (&self.num, &row), name::JOB_DELIVERED, &data).await?;
        }
        Ok(op.now)
    }
}
