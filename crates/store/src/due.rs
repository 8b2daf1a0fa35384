//! Work that falls due, claimed by one node at a time.
//!
//! All times here are the database's own. A claim carries a fencing number: a node that comes back after its lease ran
//! out can no longer complete what another has claimed since.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Topic, Tx};

statements! {
    PLAN = "INSERT INTO due_work (tenant, kind, key, due, fence, lease) VALUES ($1, $2, $3, {now} + $4, 0, 0) \
            ON CONFLICT (tenant, kind, key) DO NOTHING";
    // MATERIALIZED: PostgreSQL may run a plain subquery with LIMIT once a row, and would claim more than the limit.
    CLAIM = "WITH ripe AS MATERIALIZED (SELECT tenant, kind, key FROM due_work WHERE due <= {now} ORDER BY due LIMIT $1 \
             {skip_locked}) UPDATE due_work SET fence = due_work.fence + 1, lease = {now} + $2, due = {now} + $2 \
             WHERE (tenant, kind, key) IN (SELECT tenant, kind, key FROM ripe) RETURNING tenant, kind, key, fence";
    AGAIN = "UPDATE due_work SET due = {now} + $1, lease = 0 WHERE tenant = $2 AND kind = $3 AND key = $4 AND fence = $5";
    DONE = "DELETE FROM due_work WHERE tenant = $1 AND kind = $2 AND key = $3 AND fence = $4";
    NEXT = "SELECT due - {now} FROM due_work ORDER BY due LIMIT 1";
}

/// Work that this node has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Whose work.
    pub tenant: TenantId,
    /// What is to be done.
    pub kind: String,
    /// To what.
    pub key: String,
    /// The fencing number of this claim.
    pub fence: i64,
}

/// Plans work to fall due in `delay` milliseconds, unless it is planned already.
pub async fn plan(tx: &mut Tx<'_>, tenant: TenantId, kind: &str, key: &str, delay: i64) -> Result<()> {
    tx.run(&PLAN, args![tenant, kind, key, delay]).await?;
    tx.wake(Topic::Work);
    Ok(())
}

/// Claims up to `limit` pieces of work that are due, for `lease` milliseconds.
pub async fn claim(tx: &mut Tx<'_>, lease: i64, limit: i64) -> Result<Vec<Claimed>> {
    let read = |row: Row<'_>| {
        Ok(Claimed {
            tenant: TenantId(row.int(0)?),
            kind: row.text(1)?.to_owned(),
            key: row.text(2)?.to_owned(),
            fence: row.int(3)?,
        })
    };
    tx.change_all(&CLAIM, args![limit, lease], read).await
}

/// Plans claimed work anew, in `delay` milliseconds; whether the claim still held.
pub async fn again(tx: &mut Tx<'_>, work: &Claimed, delay: i64) -> Result<bool> {
    Ok(tx.run(&AGAIN, args![delay, work.tenant, &work.kind, &work.key, work.fence]).await? > 0)
}

/// Completes claimed work; whether the claim still held.
pub async fn done(tx: &mut Tx<'_>, work: &Claimed) -> Result<bool> {
    Ok(tx.run(&DONE, args![work.tenant, &work.kind, &work.key, work.fence]).await? > 0)
}

/// How many milliseconds until the next work falls due (negative: it is overdue).
pub async fn next(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    tx.one(&NEXT, args![], |row| row.int(0)).await
}
