//! Mail that waits to be sent. All due times are the database's own; a claim carries a fencing number.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    QUEUE = "INSERT INTO mail (tenant, key, created, due, fence, tries, doc) VALUES ($1, $2, $3, {now}, 0, 0, $4) \
             ON CONFLICT (tenant, key) DO NOTHING";
    // MATERIALIZED: PostgreSQL may run a plain subquery with LIMIT once a row, and would claim more than the limit.
    CLAIM = "WITH ripe AS MATERIALIZED (SELECT tenant, key FROM mail WHERE due <= {now} ORDER BY due LIMIT $1 {skip_locked}) \
             UPDATE mail SET fence = mail.fence + 1, tries = mail.tries + 1, due = {now} + $2 \
             WHERE (tenant, key) IN (SELECT tenant, key FROM ripe) RETURNING tenant, key, fence, tries, created, doc";
    AGAIN = "UPDATE mail SET due = {now} + $1 WHERE tenant = $2 AND key = $3 AND fence = $4 AND due IS NOT NULL";
    DONE = "UPDATE mail SET due = NULL WHERE tenant = $1 AND key = $2 AND fence = $3";
    NEXT = "SELECT due - {now} FROM mail WHERE due IS NOT NULL ORDER BY due LIMIT 1";
    FORGET = "DELETE FROM mail WHERE (tenant, key) IN (SELECT tenant, key FROM mail \
              WHERE tenant = $1 AND created < $2 AND due IS NULL ORDER BY created LIMIT $3)";
}

/// A mail that this node has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Whose mail.
    pub tenant: TenantId,
    /// What its Message-ID is made of.
    pub key: String,
    /// The fencing number of this claim.
    pub fence: i64,
    /// How often it was claimed, this time included.
    pub tries: i64,
    /// When it was queued, in milliseconds.
    pub created: i64,
    /// The mail, as whoever queued it wrote it.
    pub doc: Bytes,
}

/// Queues a mail, unless one with the same key is or was; whether it is new.
pub async fn queue(tx: &mut Tx<'_>, tenant: TenantId, key: &str, now: i64, doc: &[u8]) -> Result<bool> {
    Ok(tx.run(&QUEUE, args![tenant, key, now, doc]).await? > 0)
}

/// Claims up to `limit` mails that are due, for `lease` milliseconds.
pub async fn claim(tx: &mut Tx<'_>, lease: i64, limit: i64) -> Result<Vec<Claimed>> {
    let read = |row: Row<'_>| {
        Ok(Claimed {
            tenant: TenantId(row.int(0)?),
            key: row.text(1)?.to_owned(),
            fence: row.int(2)?,
            tries: row.int(3)?,
            created: row.int(4)?,
            doc: row.bytes(5)?,
        })
    };
    tx.change_all(&CLAIM, args![limit, lease], read).await
}

/// Tries a claimed mail again in `delay` milliseconds; whether the claim still held.
pub async fn again(tx: &mut Tx<'_>, mail: &Claimed, delay: i64) -> Result<bool> {
    Ok(tx.run(&AGAIN, args![delay, mail.tenant, &mail.key, mail.fence]).await? > 0)
}

/// Notes that a claimed mail is not to be sent any more: it was, or was given up. Whether the claim still held.
pub async fn done(tx: &mut Tx<'_>, mail: &Claimed) -> Result<bool> {
    Ok(tx.run(&DONE, args![mail.tenant, &mail.key, mail.fence]).await? > 0)
}

/// How many milliseconds until the next mail falls due (negative: it is overdue).
pub async fn next(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    tx.one(&NEXT, args![], |row| row.int(0)).await
}

/// Deletes up to `limit` mails that were queued before a time and wait no more.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![tenant, before, limit]).await
}
