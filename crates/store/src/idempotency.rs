//! Answers to requests with an `Idempotency-Key`, kept for a day in the same unit as the change.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    CLAIM = "INSERT INTO idempotency (tenant, id, request, created) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (tenant, id) DO NOTHING";
    FIND = "SELECT request, answer FROM idempotency WHERE tenant = $1 AND id = $2";
    ANSWER = "UPDATE idempotency SET answer = $1 WHERE tenant = $2 AND id = $3";
    FORGET = "DELETE FROM idempotency WHERE (tenant, id) IN (SELECT tenant, id FROM idempotency \
              WHERE tenant = $1 AND created < $2 LIMIT $3)";
}

/// What is known of a key.
#[derive(Debug, Clone)]
pub enum Claim {
    /// Nothing: this request is the first, and will leave its answer.
    First,
    /// It was answered.
    Answered {
        /// The hash of the request that was answered.
        request: Bytes,
        /// The answer.
        answer: Bytes,
    },
}

/// Claims a key for this unit. A twin under way elsewhere is waited for.
pub async fn claim(tx: &mut Tx<'_>, tenant: TenantId, id: &[u8], request: &[u8], now: i64) -> Result<Claim> {
    if tx.run(&CLAIM, args![tenant, id, request, now]).await? > 0 {
        return Ok(Claim::First);
    }
    let read = |row: Row<'_>| Ok((row.bytes(0)?, row.opt_bytes(1)?.unwrap_or_default()));
    let (request, answer) = tx.one(&FIND, args![tenant, id], read).await?.unwrap_or_default();
    Ok(Claim::Answered { request, answer })
}

/// Leaves the answer.
pub async fn answer(tx: &mut Tx<'_>, tenant: TenantId, id: &[u8], answer: &[u8]) -> Result<()> {
    tx.add(&ANSWER, args![answer, tenant, id]).await
}

/// Deletes up to `limit` keys that were claimed before a time.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![tenant, before, limit]).await
}
