//! A report on a job that was taken away: the office gets it, the job stays as it is.

use docket_domain::event::name;
use docket_domain::time::format_ms;
use docket_store::Tx;
use docket_store::job::Locked;
use docket_store::late_report::{self, LateReport};
use serde_json::json;

use super::event::note;
use super::report::{Sent, Work};
use crate::{Op, Result};

/// Keeps a report that came too late.
pub(super) async fn keep<W: Work>(op: &Op, tx: &mut Tx<'_>, row: &Locked, sent: &Sent<W>) -> Result<()> {
    let report = LateReport {
        num: sent.num.as_str().to_owned(),
        id: sent.id.clone(),
        user: op.actor().to_owned(),
        kind: sent.kind.to_owned(),
        at: sent.at,
        received: op.now,
        body: sent.body.clone(),
    };
    if late_report::keep(tx, op.tenant(), &report).await? {
        let data = json!({
            "UserName": report.user,
            "id": report.id,
            "action": report.kind,
            "at": report.at.map(format_ms),
            "received": format_ms(op.now),
        });
        note(op, tx, (&report.num, row), name::JOB_LATE_REPORT, &data).await?;
    }
    Ok(())
}
