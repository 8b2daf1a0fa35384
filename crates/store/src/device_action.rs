//! What devices reported, by the id that the device gave it: a repeat is answered as the first was.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT user_id, request, answer FROM device_action WHERE tenant = $1 AND num = $2 AND id = $3 {many}";
    INSERT = "INSERT INTO device_action (tenant, num, id, user_id, request, received, answer) \
              VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

/// A report that was answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The technician.
    pub user: String,
    /// A hash of the report.
    pub request: Bytes,
    /// What was answered.
    pub answer: Bytes,
}

/// A report on a job by its id. The job is locked before, so that twins wait for each other.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, num: &str, id: &str) -> Result<Option<Answered>> {
    let read = |row: Row<'_>| {
        Ok(Answered { user: row.text(0)?.to_owned(), request: row.bytes(1)?, answer: row.bytes(2)? })
    };
    tx.one(&FIND, args![tenant, num, id], read).await
}

/// Notes a report and its answer.
pub async fn insert(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    num: &str,
    id: &str,
    answered: &Answered,
    now: i64,
) -> Result<()> {
    let args = args![tenant, num, id, &answered.user, &answered.request[..], now, &answered.answer[..]];
    tx.add(&INSERT, args).await
}
