//! Contexts: runs of work flows, one row each. What a run is made of is kept as it is given; the columns beside it are what
//! runs are found by. Ids sort by the time at which the runs were started.

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Row, Topic, Tx};

/// The counter of all runs of a tenant.
pub const COUNTER: &str = "context";
/// The counter of the runs that have not ended.
pub const ACTIVE: &str = "context.active";

/// The columns of a run, in the order in which [`read`] takes them.
macro_rules! columns {
    () => {
        "c.id, c.version, c.xid, c.created, c.updated, c.work_flow, c.work_flow_version, c.entity_kind, c.entity, \
         c.active, c.outcome, c.label, c.work_order, c.cycle_n, c.batch, c.location, c.resource, c.resource_kind, \
         c.started_by, c.depth, c.wake, c.turns, c.steps, c.started, c.ended, c.state, c.waiting_for_user"
    };
}
pub(crate) use columns;

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM context c WHERE c.tenant = $1 AND c.id = $2 {many}");
    LOCK = concat!("SELECT ", columns!(), " FROM context c WHERE c.tenant = $1 AND c.id = $2 {for_update} {many}");
    INSERT = "INSERT INTO context (tenant, id, version, xid, created, updated, work_flow, work_flow_version, entity_kind, \
              entity, active, outcome, label, work_order, cycle_n, batch, location, resource, resource_kind, started_by, \
              depth, wake, turns, steps, started, ended, state, waiting_for_user) VALUES ($1, $2, $3, {xid}, $4, $5, $6, $7, $8, $9, $10, \
              $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, {now} + $21, $22, $23, $24, $25, $26, $27) {many}";
    SET = "UPDATE context SET version = $1, xid = {greatest}({xid}, xid), updated = {greatest}($2, updated), active = $3, \
           outcome = $4, wake = {now} + $5, turns = $6, steps = $7, ended = $8, state = $9, \
           waiting_for_user = $10 WHERE tenant = $11 AND id = $12 AND version = $1 - 1 {many}";
    ON_ENTITY = "SELECT id FROM context {through_entity} WHERE tenant = $1 AND entity = $2 AND active = 1 ORDER BY id LIMIT 1";
    ON_BOTH = "SELECT id FROM context {through_entity} WHERE tenant = $1 AND entity = $2 AND work_flow = $3 AND active = 1 \
               ORDER BY id LIMIT 1";
    OF_WORK_FLOW = "SELECT id FROM context WHERE tenant = $1 AND work_flow = $2 AND active = 1 ORDER BY id LIMIT 1";
    OF_WORK_ORDER = "SELECT id FROM context {through_busy} WHERE tenant = $1 AND work_order = $2 AND work_order IS NOT NULL \
                     AND active = 1 AND id > $3 ORDER BY id LIMIT $4";
    DUE = "SELECT tenant, id FROM context WHERE wake IS NOT NULL AND wake <= {now} ORDER BY wake LIMIT $1 {skip_locked}";
    NEXT_DUE = "SELECT wake - {now} FROM context WHERE wake IS NOT NULL AND wake > 0 ORDER BY wake LIMIT 1";
}

/// A run of a work flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Its id.
    pub id: String,
    /// Grows by one with each change.
    pub version: i64,
    /// The log position of its newest event.
    pub xid: i64,
    /// When its row was made, in milliseconds.
    pub created: i64,
    /// When it was changed last.
    pub updated: i64,
    /// The work flow that is run.
    pub work_flow: String,
    /// Which version of it.
    pub work_flow_version: i64,
    /// The kind of what is processed.
    pub entity_kind: EntityType,
    /// What is processed.
    pub entity: String,
    /// It has not ended.
    pub active: bool,
    /// How it ended: `succeeded`, `failed` or `cancelled`.
    pub outcome: Option<String>,
    /// What people call it.
    pub label: String,
    /// The work order that it is done for.
    pub work_order: Option<String>,
    /// Which cycle of the work order.
    pub cycle_n: Option<i64>,
    /// The batch of the cycle.
    pub batch: Option<String>,
    /// Where the work is done.
    pub location: Option<String>,
    /// At which resource or sub-resource.
    pub resource: Option<String>,
    /// Which of the two it is.
    pub resource_kind: Option<EntityType>,
    /// Who started it.
    pub started_by: String,
    /// How many events caused each other up to it.
    pub depth: i64,
    /// When it is to be woken, by the clock of the database, in milliseconds. Written as a delay: see [`insert`] and [`set`].
    pub wake: Option<i64>,
    /// How many inputs made it move.
    pub turns: i64,
    /// How many steps have ended in it.
    pub steps: i64,
    /// When it was started.
    pub started: i64,
    /// When it ended.
    pub ended: Option<i64>,
    /// What it is made of, as JSON.
    pub state: Bytes,
    /// It stands at a step that a person has to close.
    pub waiting_for_user: bool,
}

pub(crate) fn read(row: Row<'_>) -> Result<Context> {
    let text = |column| -> Result<Option<String>> { Ok(row.opt_text(column)?.map(str::to_owned)) };
    Ok(Context {
        id: row.text(0)?.to_owned(),
        version: row.int(1)?,
        xid: row.int(2)?,
        created: row.int(3)?,
        updated: row.int(4)?,
        work_flow: row.text(5)?.to_owned(),
        work_flow_version: row.int(6)?,
        entity_kind: kind(row.text(7)?)?,
        entity: row.text(8)?.to_owned(),
        active: row.int(9)? != 0,
        outcome: text(10)?,
        label: row.text(11)?.to_owned(),
        work_order: text(12)?,
        cycle_n: row.opt_int(13)?,
        batch: text(14)?,
        location: text(15)?,
        resource: text(16)?,
        resource_kind: row.opt_text(17)?.map(kind).transpose()?,
        started_by: row.text(18)?.to_owned(),
        depth: row.int(19)?,
        wake: row.opt_int(20)?,
        turns: row.int(21)?,
        steps: row.int(22)?,
        started: row.int(23)?,
        ended: row.opt_int(24)?,
        state: row.bytes(25)?,
        waiting_for_user: row.int(26)? != 0,
    })
}

fn kind(code: &str) -> Result<EntityType> {
    EntityType::parse(code).ok_or_else(|| Error::Internal(format!("a context with the kind {code}")))
}

/// A run.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<Context>> {
    tx.one(&FIND, args![tenant, id], read).await
}

/// A run, locked until the unit ends. The work order, batch and cycle that it belongs to are locked before it.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<Context>> {
    tx.one(&LOCK, args![tenant, id], read).await
}

/// Stores a new run. Its `wake` and `xid` are not looked at: it is woken in `wake` milliseconds from now.
pub async fn insert(tx: &mut Tx<'_>, tenant: TenantId, new: &Context, wake: Option<i64>) -> Result<()> {
    let args = args![
        tenant,
        &new.id,
        new.version,
        new.created,
        new.updated,
        &new.work_flow,
        new.work_flow_version,
        new.entity_kind.code(),
        &new.entity,
        new.active,
        new.outcome.as_deref(),
        &new.label,
        new.work_order.as_deref(),
        new.cycle_n,
        new.batch.as_deref(),
        new.location.as_deref(),
        new.resource.as_deref(),
        new.resource_kind.map(EntityType::code),
        &new.started_by,
        new.depth,
        wake,
        new.turns,
        new.steps,
        new.started,
        new.ended,
        &new.state[..],
        new.waiting_for_user,
    ];
    tx.add(&INSERT, args).await?;
    if wake.is_some() {
        tx.wake(Topic::Timers);
    }
    tx.count(tenant, COUNTER, 1);
    if new.active {
        tx.count(tenant, ACTIVE, 1);
    }
    Ok(())
}

/// Stores how a run, which was `before` when it was locked, has moved: `updated`, `active`, `outcome`, `turns`, `steps`,
/// `ended`, `state` and `waiting_for_user` of `after`, in the version behind `before`'s. It is woken in `wake` milliseconds from now. If somebody else
/// has moved it meanwhile, the unit runs again.
pub async fn set(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    before: &Context,
    after: &Context,
    wake: Option<i64>,
) -> Result<()> {
    let args = args![
        before.version + 1,
        after.updated,
        after.active,
        after.outcome.as_deref(),
        wake,
        after.turns,
        after.steps,
        after.ended,
        &after.state[..],
        after.waiting_for_user,
        tenant,
        &before.id,
    ];
    if tx.run(&SET, args).await? == 0 {
        return Err(tx.lost());
    }
    if wake.is_some() {
        tx.wake(Topic::Timers);
    }
    if before.active != after.active {
        tx.count(tenant, ACTIVE, if after.active { 1 } else { -1 });
    }
    Ok(())
}

/// The run that has not ended and processes this entity; the oldest, if there are more.
pub async fn active_on_entity(tx: &mut Tx<'_>, tenant: TenantId, entity: &str) -> Result<Option<String>> {
    tx.one(&ON_ENTITY, args![tenant, entity], |row| Ok(row.text(0)?.to_owned())).await
}

/// The run of a work flow that has not ended and processes this entity; the oldest, if there are more.
pub async fn active_on_both(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &str,
    work_flow: &str,
) -> Result<Option<String>> {
    tx.one(&ON_BOTH, args![tenant, entity, work_flow], |row| Ok(row.text(0)?.to_owned())).await
}

/// Whether a work flow has a run that has not ended.
pub async fn active_of_work_flow(tx: &mut Tx<'_>, tenant: TenantId, work_flow: &str) -> Result<bool> {
    Ok(tx.one(&OF_WORK_FLOW, args![tenant, work_flow], |_| Ok(())).await?.is_some())
}

/// Whether a work order has a run that has not ended.
pub async fn active_of_work_order(tx: &mut Tx<'_>, tenant: TenantId, work_order: &str) -> Result<bool> {
    Ok(!unfinished(tx, tenant, work_order, "", 1).await?.is_empty())
}

/// The runs of a work order that have not ended, after one, by id.
pub async fn unfinished(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>> {
    let args = args![tenant, work_order, after, limit];
    tx.all(&OF_WORK_ORDER, args, |row| Ok(row.text(0)?.to_owned())).await
}

/// Runs that are to be woken now, the longest overdue first, locked until the unit ends; those that others have locked are
/// left out. Each is to be locked by [`lock`] too before it is changed.
pub async fn due(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(TenantId, String)>> {
    tx.all(&DUE, args![limit], |row| Ok((TenantId(row.int(0)?), row.text(1)?.to_owned()))).await
}

/// How many milliseconds until the next run is to be woken (negative: it is overdue).
pub async fn next_due(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    tx.one(&NEXT_DUE, args![], |row| row.int(0)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{assert_seeks, ground};

    #[test]
    fn what_is_under_way_on_something_is_found_without_its_past() {
        let (_folder, db) = ground();
        for sql in [&ON_ENTITY, &ON_BOTH] {
            assert_seeks(&db, sql, "context_entity (tenant=? AND entity=?");
        }
    }
}
