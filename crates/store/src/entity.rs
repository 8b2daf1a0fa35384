//! Things of the Niagara dialect: one table for all kinds, keyed by an id that the server gives out. Ids sort by the time at
//! which they were made.

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Row, Sql, Tx, entity_list};

statements! {
    FIND = "SELECT id, version, deleted, xid, created, updated, rank, category, notes, open_issues, closed_issues, refs, doc, facet, fields \
            FROM entity WHERE tenant = $1 AND kind = $2 AND id = $3 {many}";
    LOCK = "SELECT id, version, deleted, xid, created, updated, rank, category, notes, open_issues, closed_issues, refs, doc, facet, fields \
            FROM entity WHERE tenant = $1 AND kind = $2 AND id = $3 {for_update} {many}";
    HOLD = "SELECT id, version, deleted, xid, created, updated, rank, category, notes, open_issues, closed_issues, refs, doc, facet, fields \
            FROM entity WHERE tenant = $1 AND kind = $2 AND id = $3 {to_stay} {many}";
    // Between the key and itself, in order: for a table of which it knows little, PostgreSQL holds every index that begins with
    // the kind for as good as the one of the keys, and would read all of the kind.
    OF_KEY = "SELECT id FROM entity WHERE tenant = $1 AND kind = $2 AND unique_key >= $3 AND unique_key <= $3 \
              AND unique_key IS NOT NULL AND deleted = 0 ORDER BY unique_key LIMIT 1 {many}";
    LABELLED = "SELECT id FROM entity WHERE tenant = $1 AND kind = $2 AND label = $3 AND deleted = 0 \
                UNION ALL SELECT id FROM entity WHERE tenant = $1 AND kind = $2 AND label > $4 AND label < $5 AND deleted = 0 \
                LIMIT $6";
    INSERT = "INSERT INTO entity (tenant, kind, id, version, deleted, xid, created, updated, label, unique_key, rank, starts, \
              ends, facet, category, notes, open_issues, closed_issues, refs, doc, fields) \
              VALUES ($1, $2, $3, 1, 0, {xid}, $4, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, $12, $13, $14) {many}";
    UPDATE = "UPDATE entity SET version = $1, xid = {greatest}({xid}, xid), updated = {greatest}($2, updated), label = $3, \
              unique_key = $4, rank = $5, starts = $6, ends = $7, facet = $8, category = $9, refs = $10, doc = $11, \
              fields = $12 WHERE tenant = $13 AND kind = $14 AND id = $15 AND version = $1 - 1 AND deleted < 1 {many}";
    MOVE = "UPDATE entity SET version = $1, xid = {greatest}({xid}, xid), updated = {greatest}($2, updated), refs = $3 \
            WHERE tenant = $4 AND kind = $5 AND id = $6 AND version = $1 - 1 AND deleted < 1";
    DELETE = "UPDATE entity SET version = $1, xid = {greatest}({xid}, xid), updated = {greatest}($2, updated), deleted = 1 \
              WHERE tenant = $3 AND kind = $4 AND id = $5 AND version = $1 - 1 AND deleted < 1";
    ADD_NOTES = "UPDATE entity SET notes = notes + $1, open_issues = open_issues + $2, closed_issues = closed_issues + $3 \
                 WHERE tenant = $4 AND kind = $5 AND id = $6";
}

/// A row: a living thing, or one that was deleted and is still shown inside others.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its kind.
    pub kind: EntityType,
    /// Its id.
    pub id: String,
    /// Grows by one with each change.
    pub version: i64,
    /// It was deleted.
    pub deleted: bool,
    /// The log position of the newest version.
    pub xid: i64,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// When it was changed last.
    pub updated: i64,
    /// Where it stands among others, for the kinds that have an order.
    pub rank: Option<i64>,
    /// The category of its status, for the kinds that have one.
    pub category: Option<String>,
    /// How many notes it has: all, open issues, closed issues.
    pub notes: [i64; 3],
    /// The entities that it belongs to, by role.
    pub refs: Refs,
    /// Its own members, as a JSON object.
    pub doc: Bytes,
    /// The word that lists are filtered by.
    pub facet: Option<String>,
    /// Its custom fields as a JSON array, if it has any of its own or values of inherited ones.
    pub fields: Option<Bytes>,
}

/// What a row is to hold.
#[derive(Debug)]
pub struct New<'a> {
    /// What lists are sorted and searched by, folded.
    pub label: &'a str,
    /// What must be unique among the living of the kind.
    pub unique_key: Option<&'a str>,
    /// Its place among others.
    pub rank: Option<i64>,
    /// When it begins, in milliseconds.
    pub starts: Option<i64>,
    /// When it ends or is due.
    pub ends: Option<i64>,
    /// A word that lists are filtered by: a location's type.
    pub facet: Option<&'a str>,
    /// Its custom fields.
    pub fields: Option<&'a [u8]>,
    /// The category of its status.
    pub category: Option<&'a str>,
    /// The entities that it belongs to.
    pub refs: &'a Refs,
    /// Its own members.
    pub doc: &'a [u8],
}

/// Reads the columns of [`FIND`].
pub(crate) fn read(kind: EntityType, row: Row<'_>) -> Result<Entity> {
    Ok(Entity {
        kind,
        id: row.text(0)?.to_owned(),
        version: row.int(1)?,
        deleted: row.int(2)? != 0,
        xid: row.int(3)?,
        created: row.int(4)?,
        updated: row.int(5)?,
        rank: row.opt_int(6)?,
        category: row.opt_text(7)?.map(str::to_owned),
        notes: [row.int(8)?, row.int(9)?, row.int(10)?],
        refs: Refs::parse(row.text(11)?),
        doc: row.bytes(12)?,
        facet: row.opt_text(13)?.map(str::to_owned),
        fields: row.opt_bytes(14)?,
    })
}

/// A row, living or deleted.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, kind: EntityType, id: &str) -> Result<Option<Entity>> {
    row(tx, &FIND, tenant, kind, id).await
}

/// A row, locked until the unit ends.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, kind: EntityType, id: &str) -> Result<Option<Entity>> {
    row(tx, &LOCK, tenant, kind, id).await
}

/// A row that stays as it is until the unit ends, for something that is to rest on it. Other units may hold it too.
pub async fn hold(tx: &mut Tx<'_>, tenant: TenantId, kind: EntityType, id: &str) -> Result<Option<Entity>> {
    row(tx, &HOLD, tenant, kind, id).await
}

async fn row(
    tx: &mut Tx<'_>,
    sql: &'static Sql,
    tenant: TenantId,
    kind: EntityType,
    id: &str,
) -> Result<Option<Entity>> {
    if let Some(known) = tx.remembered(tenant, kind, id) {
        return Ok(Some(known));
    }
    let found = tx.one(sql, args![tenant, kind.code(), id], |row| read(kind, row)).await?;
    if let Some(found) = &found {
        tx.remember(tenant, found);
    }
    Ok(found)
}

/// Says that a row is changed.
fn altered(tx: &mut Tx<'_>, tenant: TenantId, kind: EntityType, id: &str) {
    tx.altered(kind);
    tx.forget(tenant, kind, id);
}

/// The living entity of a kind with this unique key.
pub async fn with_key(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: EntityType,
    key: &str,
) -> Result<Option<String>> {
    tx.one(&OF_KEY, args![tenant, kind.code(), key], |row| Ok(row.text(0)?.to_owned())).await
}

/// The ids of the living entities of a kind that are called so; `label` is folded.
pub async fn labelled(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: EntityType,
    label: &str,
    limit: i64,
) -> Result<Vec<String>> {
    let (from, to) = entity_list::between_words(label);
    let args = args![tenant, kind.code(), label, &from, &to, limit];
    tx.all(&LABELLED, args, |row| Ok(row.text(0)?.to_owned())).await
}

/// Stores a new entity in its first version.
pub async fn insert(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: EntityType,
    id: &str,
    now: i64,
    new: &New<'_>,
) -> Result<()> {
    let refs = new.refs.to_text();
    let args = args![
        tenant,
        kind.code(),
        id,
        now,
        new.label,
        new.unique_key,
        new.rank,
        new.starts,
        new.ends,
        new.facet,
        new.category,
        &refs,
        new.doc,
        new.fields,
    ];
    altered(tx, tenant, kind, id);
    tx.add(&INSERT, args).await
}

/// Stores a version, the next of its entity. If another node has stored it meanwhile, the unit runs again.
pub async fn update(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    before: &Entity,
    now: i64,
    new: &New<'_>,
) -> Result<()> {
    let refs = new.refs.to_text();
    let args = args![
        before.version + 1,
        now,
        new.label,
        new.unique_key,
        new.rank,
        new.starts,
        new.ends,
        new.facet,
        new.category,
        &refs,
        new.doc,
        new.fields,
        tenant,
        before.kind.code(),
        &before.id,
    ];
    altered(tx, tenant, before.kind, &before.id);
    if tx.run(&UPDATE, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// Stores a version of an entity that differs from the one before only in what it belongs to.
pub async fn relocate(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    before: &Entity,
    now: i64,
    refs: &Refs,
) -> Result<()> {
    let refs = refs.to_text();
    let args = args![before.version + 1, now, &refs, tenant, before.kind.code(), &before.id];
    altered(tx, tenant, before.kind, &before.id);
    if tx.run(&MOVE, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// Marks an entity as deleted; its document stays.
pub async fn delete(tx: &mut Tx<'_>, tenant: TenantId, before: &Entity, now: i64) -> Result<()> {
    let args = args![before.version + 1, now, tenant, before.kind.code(), &before.id];
    altered(tx, tenant, before.kind, &before.id);
    if tx.run(&DELETE, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// Adds to the counts of an entity's notes: all, open issues, closed issues.
pub async fn add_notes(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: EntityType,
    id: &str,
    by: [i64; 3],
) -> Result<()> {
    altered(tx, tenant, kind, id);
    if tx.run(&ADD_NOTES, args![by[0], by[1], by[2], tenant, kind.code(), id]).await? == 1 {
        return Ok(());
    }
    Err(Error::Internal(format!("{kind} {id} has no row")))
}
