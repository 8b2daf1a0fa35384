//! What technicians reported on jobs that had been taken away: kept for the office.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    INSERT = "INSERT INTO late_report (tenant, num, id, user_id, kind, at, received, body) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, num, id) DO NOTHING";
    PAGE = "SELECT num, id, user_id, kind, at, received, body FROM late_report \
            WHERE tenant = $1 AND (received, num, id) > ($2, $3, $4) ORDER BY received, num, id LIMIT $5";
    COUNT = "SELECT count(*) FROM late_report WHERE tenant = $1";
}

/// A report that came too late.
#[derive(Debug, Clone)]
pub struct LateReport {
    /// The job.
    pub num: String,
    /// The id that the device gave it.
    pub id: String,
    /// The technician.
    pub user: String,
    /// `patch`, or the action: `start`, `complete` …
    pub kind: String,
    /// The device's time of it, in milliseconds.
    pub at: Option<i64>,
    /// When it reached us.
    pub received: i64,
    /// What the device sent, as it came.
    pub body: Bytes,
}

/// Keeps a report; a repeat of it is kept once.
pub async fn keep(tx: &mut Tx<'_>, tenant: TenantId, report: &LateReport) -> Result<bool> {
    let args = args![
        tenant,
        &report.num,
        &report.id,
        &report.user,
        &report.kind,
        report.at,
        report.received,
        &report.body[..],
    ];
    Ok(tx.run(&INSERT, args).await? > 0)
}

/// Reports after a place (received, job, id), oldest first.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    after: (i64, &str, &str),
    limit: i64,
) -> Result<Vec<LateReport>> {
    let read = |row: Row<'_>| {
        Ok(LateReport {
            num: row.text(0)?.to_owned(),
            id: row.text(1)?.to_owned(),
            user: row.text(2)?.to_owned(),
            kind: row.text(3)?.to_owned(),
            at: row.opt_int(4)?,
            received: row.int(5)?,
            body: row.bytes(6)?,
        })
    };
    tx.all(&PAGE, args![tenant, after.0, after.1, after.2, limit], read).await
}

/// How many there are.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId) -> Result<i64> {
    Ok(tx.one(&COUNT, args![tenant], |row| row.int(0)).await?.unwrap_or(0))
}
