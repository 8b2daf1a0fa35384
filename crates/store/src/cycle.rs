//! Cycles: each planned or actual run of a work order's work flow. Only the last number given out tells how many there
//! were; the tallies beside them (see [`crate::tally`]) are changed with them.

use docket_domain::status::Category;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Row, Sql, Tx};

statements! {
    ADD = "INSERT INTO cycle (tenant, work_order, n, part, version, xid, category, batch, location, is_retry, created, updated) \
           SELECT $1, $2, i, $3, 1, {xid}, 'PENDING', $4, $5, $6, $7, $7 FROM (WITH RECURSIVE series(i) AS \
           (SELECT CAST($8 AS BIGINT) UNION ALL SELECT i + 1 FROM series WHERE i < $9) SELECT i FROM series) AS numbers";
    ADD_ONE = "INSERT INTO cycle (tenant, work_order, n, part, version, xid, category, batch, location, is_retry, created, \
               updated) VALUES ($1, $2, $3, $4, 1, {xid}, 'PENDING', $5, $6, $7, $8, $8)";
    FIND = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
            assigned_user, context, xid FROM cycle WHERE tenant = $1 AND work_order = $2 AND n = $3";
    LOCK = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
            assigned_user, context, xid FROM cycle WHERE tenant = $1 AND work_order = $2 AND n = $3 {for_update}";
    PAGE = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
            assigned_user, context, xid FROM cycle WHERE tenant = $1 AND work_order = $2 AND n > $3 ORDER BY n LIMIT $4";
    PAGE_IN = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
            assigned_user, context, xid FROM cycle WHERE tenant = $1 AND work_order = $2 AND n > $3 AND category = $4 \
            ORDER BY n LIMIT $5";
    OF_BATCH = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
                assigned_user, context, xid FROM cycle WHERE tenant = $1 AND batch = $2 AND batch IS NOT NULL AND n > $3 \
                ORDER BY n LIMIT $4";
    OF_BATCH_IN = "SELECT work_order, n, part, version, category, batch, is_retry, created, updated, location, resource, \
                assigned_user, context, xid FROM cycle WHERE tenant = $1 AND batch = $2 AND batch IS NOT NULL AND n > $3 \
                AND category = $4 ORDER BY n LIMIT $5";
    CLAIM = "UPDATE cycle SET batch = $1, location = $2, version = version + 1, updated = $3 WHERE tenant = $4 \
             AND work_order = $5 AND n {among} SELECT n FROM cycle WHERE tenant = $4 AND work_order = $5 AND part = $6 \
             AND batch IS NULL AND category = 'PENDING' ORDER BY n LIMIT $7 {end}";
    RELEASE = "UPDATE cycle SET batch = NULL, location = NULL, version = version + 1, updated = $1 WHERE tenant = $2 \
               AND work_order = $3 AND n {among} SELECT n FROM cycle WHERE tenant = $2 AND batch = $4 AND batch IS NOT NULL \
               AND category = 'PENDING' ORDER BY n DESC LIMIT $5 {end}";
    RELOCATE = "UPDATE cycle SET location = $1, version = version + 1, updated = $2 WHERE tenant = $3 \
                AND work_order = $4 AND n {among} SELECT n FROM cycle {through_batch} WHERE tenant = $3 AND batch = $5 \
                AND batch IS NOT NULL AND category = 'PENDING' {end}";
    REMOVE = "DELETE FROM cycle WHERE tenant = $1 AND work_order = $2 AND n {among} SELECT n FROM cycle WHERE tenant = $1 \
              AND work_order = $2 AND part = $3 AND batch IS NULL AND category = 'PENDING' ORDER BY n DESC LIMIT $4 {end}";
    SET = "UPDATE cycle SET version = version + 1, xid = {greatest}({xid}, xid), category = $1, batch = $2, updated = $3, location = $4, resource = $5, \
           assigned_user = $6, context = $7 WHERE tenant = $8 AND work_order = $9 AND n = $10 AND version = $11";
    COUNTED = "SELECT part, category, batch IS NOT NULL, count(*) FROM cycle WHERE tenant = $1 AND work_order = $2 \
               GROUP BY part, category, batch IS NOT NULL";
    COUNTED_OF_BATCH = "SELECT category, count(*) FROM cycle {through_batch} WHERE tenant = $1 AND batch = $2 AND batch IS NOT NULL \
                        GROUP BY category";
}

/// A cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The work order.
    pub work_order: String,
    /// The n-th cycle of it.
    pub n: i64,
    /// Which of the work order's work flows.
    pub part: i64,
    /// Grows by one with each change.
    pub version: i64,
    /// What state it is in.
    pub category: Category,
    /// The batch that it was put into.
    pub batch: Option<String>,
    /// It repeats a failed one.
    pub is_retry: bool,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// When it was changed last.
    pub updated: i64,
    /// Where it is done.
    pub location: Option<String>,
    /// At which resource or sub-resource.
    pub resource: Option<String>,
    /// Who does it.
    pub assigned_user: Option<String>,
    /// The run of the work flow.
    pub context: Option<String>,
    /// The log position of its newest event.
    pub xid: i64,
}

impl Cycle {
    /// Its id: that of the work order and the number.
    #[must_use]
    pub fn id(&self) -> String {
        id(&self.work_order, self.n)
    }
}

/// The id of a cycle.
#[must_use]
pub fn id(work_order: &str, n: i64) -> String {
    format!("{work_order}_{n}")
}

/// The work order and the number of a cycle's id.
#[must_use]
pub fn of_id(id: &str) -> Option<(&str, i64)> {
    let (work_order, n) = id.rsplit_once('_')?;
    let n = n.parse().ok().filter(|n: &i64| *n > 0)?;
    (!work_order.is_empty() && self::id(work_order, n) == id).then_some((work_order, n))
}

fn category(word: &str) -> Result<Category> {
    Category::parse(word).ok_or_else(|| Error::Internal(format!("a cycle in the category {word}")))
}

pub(crate) fn read(row: Row<'_>) -> Result<Cycle> {
    let text = |column| -> Result<Option<String>> { Ok(row.opt_text(column)?.map(str::to_owned)) };
    Ok(Cycle {
        work_order: row.text(0)?.to_owned(),
        n: row.int(1)?,
        part: row.int(2)?,
        version: row.int(3)?,
        category: category(row.text(4)?)?,
        batch: text(5)?,
        is_retry: row.int(6)? != 0,
        created: row.int(7)?,
        updated: row.int(8)?,
        location: text(9)?,
        resource: text(10)?,
        assigned_user: text(11)?,
        context: text(12)?,
        xid: row.int(13)?,
    })
}

/// Cycles to be made.
#[derive(Debug)]
pub struct New<'a> {
    /// The work order.
    pub work_order: &'a str,
    /// Which of its work flows.
    pub part: i64,
    /// The batch that they belong to from the start.
    pub batch: Option<&'a str>,
    /// Where they are done.
    pub location: Option<&'a str>,
    /// They repeat failed ones.
    pub is_retry: bool,
    /// The first number and the last.
    pub numbers: (i64, i64),
    /// Now.
    pub now: i64,
}

/// Makes pending cycles.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, new: &New<'_>) -> Result<()> {
    if new.numbers.0 == new.numbers.1 {
        let args = args![
            tenant,
            new.work_order,
            new.numbers.0,
            new.part,
            new.batch,
            new.location,
            new.is_retry,
            new.now,
        ];
        return tx.add(&ADD_ONE, args).await;
    }
    let args = args![
        tenant,
        new.work_order,
        new.part,
        new.batch,
        new.location,
        new.is_retry,
        new.now,
        new.numbers.0,
        new.numbers.1,
    ];
    tx.add(&ADD, args).await
}

/// A cycle.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, work_order: &str, n: i64) -> Result<Option<Cycle>> {
    tx.one(&FIND, args![tenant, work_order, n], read).await
}

/// A cycle, locked until the unit ends. Its work order is locked before it.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, work_order: &str, n: i64) -> Result<Option<Cycle>> {
    tx.one(&LOCK, args![tenant, work_order, n], read).await
}

/// The cycles of a work order after one, of one category or of all.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    category: Option<Category>,
    after: i64,
    limit: i64,
) -> Result<Vec<Cycle>> {
    some(tx, (&PAGE, &PAGE_IN), tenant, work_order, category, after, limit).await
}

/// The cycles of a batch after one, of one category or of all.
pub async fn page_of_batch(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    batch: &str,
    category: Option<Category>,
    after: i64,
    limit: i64,
) -> Result<Vec<Cycle>> {
    some(tx, (&OF_BATCH, &OF_BATCH_IN), tenant, batch, category, after, limit).await
}

async fn some(
    tx: &mut Tx<'_>,
    (all, within): (&'static Sql, &'static Sql),
    tenant: TenantId,
    owner: &str,
    category: Option<Category>,
    after: i64,
    limit: i64,
) -> Result<Vec<Cycle>> {
    match category {
        None => tx.all(all, args![tenant, owner, after, limit], read).await,
        Some(category) => tx.all(within, args![tenant, owner, after, category.as_str(), limit], read).await,
    }
}

/// Puts the oldest free pending cycles of a work flow into a batch; how many there were.
pub async fn claim(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    (work_order, part): (&str, i64),
    (batch, location): (&str, Option<&str>),
    wanted: i64,
    now: i64,
) -> Result<i64> {
    let args = args![batch, location, now, tenant, work_order, part, wanted];
    Ok(tx.run(&CLAIM, args).await? as i64)
}

/// Takes the newest pending cycles out of a batch; how many there were.
pub async fn release(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    batch: &str,
    wanted: i64,
    now: i64,
) -> Result<i64> {
    Ok(tx.run(&RELEASE, args![now, tenant, work_order, batch, wanted]).await? as i64)
}

/// Moves the pending cycles of a work order's batch to another location.
pub async fn relocate(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    (work_order, batch): (&str, &str),
    location: Option<&str>,
    now: i64,
) -> Result<()> {
    tx.run(&RELOCATE, args![location, now, tenant, work_order, batch]).await.map(|_| ())
}

/// Removes the newest free pending cycles of a work flow; how many there were.
pub async fn remove(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
    part: i64,
    wanted: i64,
) -> Result<i64> {
    Ok(tx.run(&REMOVE, args![tenant, work_order, part, wanted]).await? as i64)
}

/// Stores a cycle that was locked, as it is to be.
pub async fn set(tx: &mut Tx<'_>, tenant: TenantId, cycle: &Cycle, now: i64) -> Result<()> {
    let args = args![
        cycle.category.as_str(),
        cycle.batch.as_deref(),
        now,
        cycle.location.as_deref(),
        cycle.resource.as_deref(),
        cycle.assigned_user.as_deref(),
        cycle.context.as_deref(),
        tenant,
        &cycle.work_order,
        cycle.n,
        cycle.version,
    ];
    if tx.run(&SET, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// Cycles counted by work flow, category, and whether they are in a batch; for the check of the tallies.
pub async fn counted(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &str,
) -> Result<Vec<(i64, Category, bool, i64)>> {
    let read = |row: Row<'_>| Ok((row.int(0)?, category(row.text(1)?)?, row.int(2)? != 0, row.int(3)?));
    tx.all(&COUNTED, args![tenant, work_order], read).await
}

/// The cycles of a batch counted by category; for the check of the tallies.
pub async fn counted_of_batch(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    batch: &str,
) -> Result<Vec<(Category, i64)>> {
    let read = |row: Row<'_>| Ok((category(row.text(0)?)?, row.int(1)?));
    tx.all(&COUNTED_OF_BATCH, args![tenant, batch], read).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_cycle_says_its_work_order_and_number() {
        assert_eq!(of_id(&id("0190-a_b", 12)), Some(("0190-a_b", 12)));
        for wrong in ["", "_1", "w_", "w_0", "w_-1", "w_01", "w_x", "w", "w_1 "] {
            assert_eq!(of_id(wrong), None, "{wrong}");
        }
    }
}
