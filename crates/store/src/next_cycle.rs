//! Which cycle of a work order comes next: by the priority of the queues, then by the order of the batches in them.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    // CROSS JOIN: SQLite keeps that order, from the batches of the one order. It would begin with all of the tenant otherwise.
    OF_TECH = "SELECT b.id FROM lineage o CROSS JOIN relation r CROSS JOIN cycle_tally t CROSS JOIN entity b CROSS JOIN queued w \
               CROSS JOIN lineage l CROSS JOIN entity q WHERE r.tenant = o.tenant AND r.source = $1 AND r.relation = $2 \
               AND r.target = o.id AND r.target_kind = o.kind AND t.tenant = o.tenant AND t.owner = o.id AND t.part = 0 \
               AND t.pending > 0 AND b.tenant = o.tenant AND b.kind = o.kind AND b.id = o.id AND w.tenant = o.tenant \
               AND w.work_order = o.ancestor AND l.tenant = o.tenant AND l.ancestor = w.queue AND l.kind = o.kind \
               AND l.id = o.id AND q.tenant = o.tenant AND q.kind = $3 AND q.id = w.queue AND o.tenant = $4 \
               AND o.ancestor = $5 AND o.kind = $6 ORDER BY q.rank, q.id, b.rank IS NULL, b.rank, b.id LIMIT 1";
    OF_ANY = "SELECT b.id FROM lineage o CROSS JOIN cycle_tally t CROSS JOIN entity b CROSS JOIN queued w CROSS JOIN lineage l \
              CROSS JOIN entity q WHERE t.tenant = o.tenant AND t.owner = o.id AND t.part = 0 AND t.pending > 0 \
              AND b.tenant = o.tenant AND b.kind = o.kind AND b.id = o.id AND w.tenant = o.tenant \
              AND w.work_order = o.ancestor AND l.tenant = o.tenant AND l.ancestor = w.queue AND l.kind = o.kind \
              AND l.id = o.id AND q.tenant = o.tenant AND q.kind = $1 AND q.id = w.queue AND o.tenant = $2 \
              AND o.ancestor = $3 AND o.kind = $4 ORDER BY q.rank, q.id, b.rank IS NULL, b.rank, b.id LIMIT 1";
    FREE = "SELECT n FROM cycle WHERE tenant = $1 AND work_order = $2 AND part = $3 AND batch IS NULL \
            AND category = 'PENDING' ORDER BY n LIMIT 1";
}

/// The first batch of a work order with pending cycles that a user is the technician for.
pub async fn batch_of_tech(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    user: &str,
) -> Result<Option<String>> {
    let (queue, batch) = (EntityType::Queue.code(), EntityType::Batch.code());
    let args = args![user, Relation::Tech.as_str(), queue, tenant, work_order, batch];
    tx.one(&OF_TECH, args, |row| Ok(row.text(0)?.to_owned())).await
}

/// The first batch of a work order with pending cycles.
pub async fn batch(tx: &mut Tx<'_>, tenant: TenantId, work_order: &str) -> Result<Option<String>> {
    let args = args![EntityType::Queue.code(), tenant, work_order, EntityType::Batch.code()];
    tx.one(&OF_ANY, args, |row| Ok(row.text(0)?.to_owned())).await
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
