//! Jobs: the document as it is answered, and beside it what is searched.

use bytes::Bytes;
use docket_domain::job::Columns;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    // Not `deleted = 0`: PostgreSQL would take any partial index for as good as the primary key until it counts the rows.
    FIND = "SELECT version, hash, receipt, doc FROM job WHERE tenant = $1 AND num = $2 AND deleted < 1 {many}";
    LOCK = "SELECT version, hash, receipt, doc, deleted, xid, status, user_name, dispatch_status FROM job \
            WHERE tenant = $1 AND num = $2 {for_update} {many}";
    INSERT = "INSERT INTO job (tenant, num, version, hash, deleted, receipt, xid, updated, alias, status, kind, user_name, \
              account_num, location_num, planned_start, planned_end, dispatch_status, priority, words, doc) \
              VALUES ($1, $2, $3, $4, 0, 0, {xid}, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) {many}";
    UPDATE = "UPDATE job SET version = $1, hash = $2, deleted = 0, receipt = 0, xid = {greatest}({xid}, xid), \
              updated = {greatest}($3, updated), alias = $4, status = $5, kind = $6, user_name = $7, account_num = $8, \
              location_num = $9, planned_start = $10, planned_end = $11, dispatch_status = $12, priority = $13, \
              words = $14, doc = $15 WHERE tenant = $16 AND num = $17 {many}";
    UPDATE_STATUS = "UPDATE job SET version = $1, hash = $2, receipt = 0, xid = {greatest}({xid}, xid), \
                     updated = {greatest}($3, updated), status = $4, kind = $5, dispatch_status = $6, priority = $7, \
                     words = $8, doc = $9 WHERE tenant = $10 AND num = $11 {many}";
    UPDATE_REST = "UPDATE job SET version = $1, hash = $2, receipt = 0, xid = {greatest}({xid}, xid), \
                   updated = {greatest}($3, updated), kind = $4, dispatch_status = $5, priority = $6, words = $7, doc = $8 \
                   WHERE tenant = $9 AND num = $10 {many}";
    BURY = "UPDATE job SET version = $1, hash = 0, deleted = 1, receipt = 0, xid = {greatest}({xid}, xid), \
            updated = {greatest}($2, updated), status = '', kind = '', user_name = '', account_num = '', \
            location_num = '', planned_start = NULL, planned_end = NULL, dispatch_status = 0, priority = '', words = '', \
            doc = $3 WHERE tenant = $4 AND num = $5 {many}";
    RECEIPT = "UPDATE job SET receipt = $1, xid = {greatest}({xid}, xid) WHERE tenant = $2 AND num = $3 {many}";
    OF_USER = "SELECT num, version, hash, receipt, doc FROM job WHERE tenant = $1 AND user_name = $2 \
               AND user_name <> '' AND deleted = 0 AND dispatch_status = 3 \
               AND status NOT IN ('4096', '4097') ORDER BY planned_start NULLS FIRST, num LIMIT $3";
    LATE = "SELECT count(*) FROM job WHERE tenant = $1 AND planned_end < $2 AND planned_end IS NOT NULL AND deleted = 0 \
            AND status NOT IN ('4096', '4097')";
    ABSENT = "SELECT 1 FROM job WHERE tenant = $1 AND num = $2";
}

/// A living job as it is answered.
#[derive(Debug, Clone)]
pub struct Found {
    /// Grows by one with each change.
    pub version: i64,
    /// The hash of `doc`.
    pub hash: i64,
    /// 0 none, 1 delivered, 2 read: what the technician's device acknowledged of this version.
    pub receipt: i64,
    /// The document as stored, before the receipt is spliced in.
    pub doc: Bytes,
}

/// A job under lock, living or a tombstone.
#[derive(Debug, Clone)]
pub struct Locked {
    /// The job as it is answered; a tombstone's document is empty.
    pub found: Found,
    /// The number is free, its versions go on from here.
    pub deleted: bool,
    /// The log position of the newest version.
    pub xid: i64,
    /// The folded status.
    pub status: String,
    /// The folded user name.
    pub user_name: String,
    /// 0 to 3.
    pub dispatch_status: i64,
}

/// A new version of a job.
#[derive(Debug)]
pub struct New<'a> {
    /// The version before, plus one.
    pub version: i64,
    /// The hash of `doc`.
    pub hash: i64,
    /// Now; a job's `updated` never goes back.
    pub now: i64,
    /// The folded number, if it differs from the number.
    pub alias: Option<&'a str>,
    /// What is filtered and sorted by.
    pub columns: &'a Columns,
    /// The words to be found by.
    pub words: &'a str,
    /// The document.
    pub doc: &'a [u8],
}

fn read_found(row: Row<'_>, first: usize) -> Result<Found> {
    Ok(Found {
        version: row.int(first)?,
        hash: row.int(first + 1)?,
        receipt: row.int(first + 2)?,
        doc: row.bytes(first + 3)?,
    })
}

/// A living job.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, num: &str) -> Result<Option<Found>> {
    let Some(recent) = tx.recent() else {
        return tx.one(&FIND, args![tenant, num], |row| read_found(row, 0)).await;
    };
    if let Some(found) = recent.get(tenant, num) {
        return Ok(Some(found));
    }
    let turn = recent.turn(tenant, num);
    let found = tx.one(&FIND, args![tenant, num], |row| read_found(row, 0)).await?;
    if let Some(found) = &found {
        recent.keep(tenant, num, turn, found);
    }
    Ok(found)
}

/// A job or its tombstone, locked until the unit ends.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, num: &str) -> Result<Option<Locked>> {
    let read = |row: Row<'_>| {
        Ok(Locked {
            found: read_found(row, 0)?,
            deleted: row.int(4)? != 0,
            xid: row.int(5)?,
            status: row.text(6)?.to_owned(),
            user_name: row.text(7)?.to_owned(),
            dispatch_status: row.int(8)?,
        })
    };
    tx.one(&LOCK, args![tenant, num], read).await
}

/// Stores the first version of a number that never existed.
pub async fn insert(tx: &mut Tx<'_>, tenant: TenantId, num: &str, new: &New<'_>) -> Result<()> {
    let c = new.columns;
    let args = args![
        tenant,
        num,
        new.version,
        new.hash,
        new.now,
        new.alias,
        &c.status,
        &c.kind,
        &c.user_name,
        &c.account_num,
        &c.location_num,
        c.planned_start,
        c.planned_end,
        c.dispatch_status,
        &c.priority,
        new.words,
        new.doc,
    ];
    tx.changed(tenant, num);
    tx.add(&INSERT, args).await
}

/// Stores another version of a job, or the first of a number's next life. `was` holds what the living version before is
/// searched by: an index whose columns stay the same is not touched.
pub async fn update(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    num: &str,
    was: Option<&Columns>,
    new: &New<'_>,
) -> Result<()> {
    let c = new.columns;
    tx.changed(tenant, num);
    if was.is_none_or(|was| !has_same_places(was, c)) {
        let args = args![
            new.version,
            new.hash,
            new.now,
            new.alias,
            &c.status,
            &c.kind,
            &c.user_name,
            &c.account_num,
            &c.location_num,
            c.planned_start,
            c.planned_end,
            c.dispatch_status,
            &c.priority,
            new.words,
            new.doc,
            tenant,
            num,
        ];
        return tx.run(&UPDATE, args).await.map(|_| ());
    }
    if was.is_some_and(|was| was.status != c.status) {
        let args = args![
            new.version,
            new.hash,
            new.now,
            &c.status,
            &c.kind,
            c.dispatch_status,
            &c.priority,
            new.words,
            new.doc,
            tenant,
            num,
        ];
        return tx.run(&UPDATE_STATUS, args).await.map(|_| ());
    }
    let args = args![
        new.version,
        new.hash,
        new.now,
        &c.kind,
        c.dispatch_status,
        &c.priority,
        new.words,
        new.doc,
        tenant,
        num,
    ];
    tx.run(&UPDATE_REST, args).await.map(|_| ())
}

/// Whether two versions stand at the same places of all indexes but that of the status.
fn has_same_places(one: &Columns, other: &Columns) -> bool {
    one.user_name == other.user_name
        && one.account_num == other.account_num
        && one.location_num == other.location_num
        && one.planned_start == other.planned_start
        && one.planned_end == other.planned_end
}

/// Leaves a tombstone.
pub async fn bury(tx: &mut Tx<'_>, tenant: TenantId, num: &str, version: i64, now: i64) -> Result<()> {
    tx.changed(tenant, num);
    tx.run(&BURY, args![version, now, &b""[..], tenant, num]).await.map(|_| ())
}

/// Notes what the technician's device acknowledged of the newest version.
pub async fn set_receipt(tx: &mut Tx<'_>, tenant: TenantId, num: &str, receipt: i64) -> Result<()> {
    tx.changed(tenant, num);
    tx.run(&RECEIPT, args![receipt, tenant, num]).await.map(|_| ())
}

/// The open jobs dispatched to a technician, by planned start, at most `limit`. `user` is case-folded.
pub async fn of_user(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    user: &str,
    limit: i64,
) -> Result<Vec<(String, Found)>> {
    let read = |row: Row<'_>| Ok((row.text(0)?.to_owned(), read_found(row, 1)?));
    tx.all(&OF_USER, args![tenant, user, limit], read).await
}

/// Open jobs whose planned end is past.
pub async fn late(tx: &mut Tx<'_>, tenant: TenantId, now: i64) -> Result<i64> {
    Ok(tx.one(&LATE, args![tenant, now], |row| row.int(0)).await?.unwrap_or(0))
}

/// The number was never used.
pub async fn never_was(tx: &mut Tx<'_>, tenant: TenantId, num: &str) -> Result<bool> {
    Ok(tx.one(&ABSENT, args![tenant, num], |_| Ok(())).await?.is_none())
}
