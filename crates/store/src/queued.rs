//! Which work orders have batches in which queues, and what that comes to for a queue.

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    ADD = "INSERT INTO queued (tenant, queue, work_order, batches) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (tenant, queue, work_order) DO UPDATE SET batches = queued.batches + $4";
    SWEEP = "DELETE FROM queued WHERE tenant = $1 AND queue = $2 AND work_order = $3 AND batches <= 0";
    FORGET = "DELETE FROM queued WHERE tenant = $1 AND queue = $2";
    QUEUES = "SELECT queue FROM queued WHERE tenant = $1 AND work_order = $2 AND queue > $3 ORDER BY queue LIMIT $4";
    COUNT = "SELECT count(*) FROM queued WHERE tenant = $1 AND work_order = $2";
    ORDERS = "SELECT e.category, count(*), min(e.ends), max(e.ends), CAST(sum(q.batches) AS BIGINT) FROM queued q JOIN entity e ON e.tenant = q.tenant \
              AND e.kind = $1 AND e.id = q.work_order WHERE q.tenant = $2 AND q.queue = $3 GROUP BY e.category";
    BATCHES = "SELECT CAST(COALESCE(sum(CASE WHEN t.pending + t.in_progress + t.verifying + t.blocked > 0 THEN 1 ELSE 0 END), 0) \
               AS BIGINT), CAST(COALESCE(sum(t.pending + t.in_progress + t.verifying + t.blocked), 0) AS BIGINT) \
               FROM lineage l JOIN cycle_tally t ON t.tenant = l.tenant AND t.owner = l.id AND t.part = 0 \
               WHERE l.tenant = $1 AND l.ancestor = $2 AND l.kind = $3";
}

/// What the batches and work orders in a queue come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Load {
    /// The work orders with batches in the queue, counted by category, in the order of [`Category::ALL`].
    pub work_orders: [i64; 6],
    /// The batches in the queue.
    pub batches: i64,
    /// The earliest and the latest time at which one of them is due, in milliseconds.
    pub due: Option<(i64, i64)>,
    /// The batches with cycles that are neither complete nor cancelled.
    pub active_batches: i64,
    /// Those cycles.
    pub active_cycles: i64,
}

/// Notes that a work order has more batches in a queue (fewer, if `by` is negative). The work order is locked.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, queue: &str, work_order: &str, by: i64) -> Result<()> {
    tx.run(&ADD, args![tenant, queue, work_order, by]).await?;
    if by < 0 {
        tx.run(&SWEEP, args![tenant, queue, work_order]).await?;
    }
    Ok(())
}

/// Forgets what is in a queue that is deleted.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, queue: &str) -> Result<()> {
    tx.run(&FORGET, args![tenant, queue]).await.map(|_| ())
}

/// The queues that a work order has batches in, after one, by id.
pub async fn queues(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>> {
    tx.all(&QUEUES, args![tenant, work_order, after, limit], |row| Ok(row.text(0)?.to_owned())).await
}

/// How many queues a work order has batches in.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId, work_order: &str) -> Result<i64> {
    Ok(tx.one(&COUNT, args![tenant, work_order], |row| row.int(0)).await?.unwrap_or(0))
}

/// What is in a queue, counted.
pub async fn load(tx: &mut Tx<'_>, tenant: TenantId, queue: &str) -> Result<Load> {
    let mut load = work_orders(tx, tenant, queue).await?;
    let read = |row: Row<'_>| Ok((row.int(0)?, row.int(1)?));
    let counted = tx.one(&BATCHES, args![tenant, queue, EntityType::Batch.code()], read).await?;
    (load.active_batches, load.active_cycles) = counted.unwrap_or((0, 0));
    Ok(load)
}

/// The same without what is active of it: the work orders and how many batches they have.
pub async fn work_orders(tx: &mut Tx<'_>, tenant: TenantId, queue: &str) -> Result<Load> {
    let mut load = Load::default();
    let read = |row: Row<'_>| {
        let category = row.opt_text(0)?.and_then(Category::parse);
        Ok((category, row.int(1)?, row.opt_int(2)?.zip(row.opt_int(3)?), row.int(4)?))
    };
    let orders = tx.all(&ORDERS, args![EntityType::WorkOrder.code(), tenant, queue], read).await?;
    for (category, count, due, batches) in orders {
        load.batches += batches;
        if let Some(category) = category {
            load.work_orders[category as usize] += count;
        }
        load.due = match (load.due, due) {
            (Some(known), Some(due)) => Some((known.0.min(due.0), known.1.max(due.1))),
            (known, due) => known.or(due),
        };
    }
    Ok(load)
}
