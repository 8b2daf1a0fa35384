//! Cancelling many cycles of a work order, some at a time.

use docket_domain::tenant::TenantId;

use crate::cycle::{Cycle, read};
use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    PENDING = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
               assigned_user, context, xid FROM cycle WHERE tenant = $1 AND work_order = $2 AND n > $3 AND n <= $4 \
               AND category = 'PENDING' ORDER BY n LIMIT $5";
    UNFINISHED = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
                  assigned_user, context, xid FROM cycle WHERE tenant = $1 AND work_order = $2 AND n > $3 AND n <= $4 \
                  AND category NOT IN ('COMPLETE', 'CANCELLED') ORDER BY n LIMIT $5";
    CANCEL_PENDING = "UPDATE cycle SET category = 'CANCELLED', version = version + 1, updated = $1 WHERE tenant = $2 \
                      AND work_order = $3 AND n > $4 AND n <= $5 AND category = 'PENDING'";
    CANCEL = "UPDATE cycle SET category = 'CANCELLED', version = version + 1, updated = $1 WHERE tenant = $2 \
              AND work_order = $3 AND n > $4 AND n <= $5 AND category NOT IN ('COMPLETE', 'CANCELLED')";
}

/// Which cycles of a work order are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are pending.
    Pending,
    /// All that are neither complete nor cancelled.
    Unfinished,
}

/// The cycles of a work order after one number and up to another, by number.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    which: Which,
    (after, last): (i64, i64),
    limit: i64,
) -> Result<Vec<Cycle>> {
    let statement = if which == Which::Pending { &PENDING } else { &UNFINISHED };
    tx.all(statement, args![tenant, work_order, after, last, limit], read).await
}

/// Cancels the cycles of a work order after one number and up to another. The work order is locked.
pub async fn set(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    which: Which,
    (after, last): (i64, i64),
    now: i64,
) -> Result<()> {
    let statement = if which == Which::Pending { &CANCEL_PENDING } else { &CANCEL };
    tx.run(statement, args![now, tenant, work_order, after, last]).await.map(|_| ())
}
