//! Which cycle of a work order comes next: by the priority of the queues, then by the order of the batches in them.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    // From the batches of the one order, one by one. As a join it would be PostgreSQL's choice where to begin, and while it has not
    // counted the rows it holds all batches of the tenant for as few as those of the order. `$4` is empty for anybody's.
    BATCH = "SELECT n.id FROM (SELECT o.tenant, o.id, (SELECT w.queue FROM queued w WHERE w.tenant = o.tenant \
             AND w.work_order = o.ancestor AND (SELECT l.id FROM lineage l WHERE l.tenant = w.tenant AND l.ancestor = w.queue \
             AND l.kind = o.kind AND l.id = o.id) IS NOT NULL LIMIT 1) AS queue, (SELECT b.rank FROM entity b \
             WHERE b.tenant = o.tenant AND b.kind = o.kind AND b.id = o.id) AS rank FROM lineage o WHERE o.tenant = $1 \
             AND o.ancestor = $2 AND o.kind = $3 AND (SELECT t.pending FROM cycle_tally t WHERE t.tenant = o.tenant \
             AND t.owner = o.id AND t.part = 0) > 0 AND ($4 = '' OR (SELECT r.target FROM relation r WHERE r.tenant = o.tenant \
             AND r.source = $4 AND r.relation = $5 AND r.target = o.id AND r.target_kind = o.kind) IS NOT NULL)) n \
             WHERE n.queue IS NOT NULL ORDER BY (SELECT q.rank FROM entity q WHERE q.tenant = n.tenant AND q.kind = $6 \
             AND q.id = n.queue), n.queue, n.rank IS NULL, n.rank, n.id LIMIT 1";
    FREE = "SELECT n FROM cycle WHERE tenant = $1 AND work_order = $2 AND part = $3 AND batch IS NULL \
            AND category = 'PENDING' ORDER BY n LIMIT 1";
}

/// The first batch of a work order with pending cycles; with a user, the first that this user is the technician for.
pub async fn batch(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    user: Option<&str>,
) -> Result<Option<String>> {
    let (batch, queue) = (EntityType::Batch.code(), EntityType::Queue.code());
    let args = args![tenant, work_order, batch, user.unwrap_or_default(), Relation::Tech.as_str(), queue];
    tx.one(&BATCH, args, |row| Ok(row.text(0)?.to_owned())).await
}

/// The number of the first pending cycle of a work order's work flow that is in no batch.
pub async fn unbatched(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    part: i64,
) -> Result<Option<i64>> {
    tx.one(&FREE, args![tenant, work_order, part], |row| row.int(0)).await
}
