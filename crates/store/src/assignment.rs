//! Who has ever held a job: a report that comes too late is told from a stranger's by it.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    NOTE = "INSERT INTO assignment (tenant, num, user_id, since) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (tenant, num, user_id) DO NOTHING";
    HELD = "SELECT 1 FROM assignment WHERE tenant = $1 AND num = $2 AND user_id = $3 {many}";
}

/// Notes that a job was dispatched to a technician.
pub async fn note(tx: &mut Tx<'_>, tenant: TenantId, num: &str, user: &str, now: i64) -> Result<()> {
    tx.add(&NOTE, args![tenant, num, user, now]).await
}

/// Whether a technician ever held a job.
pub async fn held(tx: &mut Tx<'_>, tenant: TenantId, num: &str, user: &str) -> Result<bool> {
    Ok(tx.one(&HELD, args![tenant, num, user], |_| Ok(())).await?.is_some())
}
