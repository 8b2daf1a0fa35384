//! Master data: what jobs refer to. One table for all kinds, keyed by one number or two.

use bytes::Bytes;
use docket_domain::master::{Key, Kind};
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT version, hash, doc FROM master WHERE tenant = $1 AND kind = $2 AND first = $3 AND second = $4 \
            AND deleted = 0 {many}";
    LOCK = "SELECT version, hash, doc, deleted, xid FROM master WHERE tenant = $1 AND kind = $2 AND first = $3 \
            AND second = $4 {for_update} {many}";
    BY_SECOND = "SELECT doc FROM master WHERE tenant = $1 AND kind = $2 AND second = $3 AND second <> '' AND deleted = 0 \
                 ORDER BY first || '' LIMIT 1 {many}";
    PUT = "INSERT INTO master (tenant, kind, first, second, version, hash, deleted, xid, updated, created, words, doc) \
           VALUES ($1, $2, $3, $4, $5, $6, $7, {xid}, $8, $8, $9, $10) \
           ON CONFLICT (tenant, kind, first, second) DO UPDATE SET version = excluded.version, hash = excluded.hash, \
           deleted = excluded.deleted, xid = {greatest}(excluded.xid, master.xid), \
           updated = {greatest}(excluded.updated, master.updated), words = excluded.words, doc = excluded.doc, \
           created = CASE master.deleted WHEN 1 THEN excluded.created ELSE master.created END \
           WHERE master.version = excluded.version - 1 {many}";
    NUMBERED = "SELECT first, second, doc FROM master WHERE tenant = $1 AND kind = $2 AND first = $3 AND second = '' \
                AND deleted = 0 UNION ALL SELECT first, second, doc FROM master WHERE tenant = $1 AND kind = $2 \
                AND second = $3 AND second <> '' AND deleted = 0 LIMIT $4";
    CHILDREN = "SELECT second FROM master WHERE tenant = $1 AND kind = $2 AND first = $3 AND deleted = 0 ORDER BY second";
    PAGE = "SELECT first, second, doc FROM master WHERE tenant = $1 AND kind = $2 AND (first, second) > ($3, $4) \
            AND deleted = 0 ORDER BY first, second LIMIT $5";
    SEARCH = "SELECT first, second, doc FROM master WHERE tenant = $1 AND kind = $2 AND words LIKE $3 ESCAPE '\\' \
              AND deleted = 0 ORDER BY first, second LIMIT $4";
    SEARCH_AFTER = "SELECT first, second, doc FROM master WHERE tenant = $1 AND kind = $2 AND (first, second) > ($3, $4) \
                    AND words LIKE $5 ESCAPE '\\' AND deleted = 0 ORDER BY first, second LIMIT $6";
}

/// A living record.
#[derive(Debug, Clone)]
pub struct Found {
    /// Grows by one with each change.
    pub version: i64,
    /// The hash of `doc`.
    pub hash: i64,
    /// The document.
    pub doc: Bytes,
}

/// A record under lock, living or a tombstone.
#[derive(Debug, Clone)]
pub struct Locked {
    /// The record.
    pub found: Found,
    /// Its key is free, its versions go on from here.
    pub deleted: bool,
    /// The log position of the newest version.
    pub xid: i64,
}

/// A new version of a record.
#[derive(Debug)]
pub struct New<'a> {
    /// The version before, plus one.
    pub version: i64,
    /// The hash of `doc`.
    pub hash: i64,
    /// It is a tombstone.
    pub deleted: bool,
    /// Now.
    pub now: i64,
    /// What is searched, folded.
    pub words: &'a str,
    /// The document; empty for a tombstone.
    pub doc: &'a [u8],
}

fn read_found(row: Row<'_>) -> Result<Found> {
    Ok(Found { version: row.int(0)?, hash: row.int(1)?, doc: row.bytes(2)? })
}

fn read_keyed(row: Row<'_>) -> Result<(Key, Bytes)> {
    let key = Key { first: row.text(0)?.to_owned(), second: row.text(1)?.to_owned() };
    Ok((key, row.bytes(2)?))
}

/// A living record.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, key: &Key) -> Result<Option<Found>> {
    tx.one(&FIND, args![tenant, kind.as_str(), &key.first, &key.second], read_found).await
}

/// A record or its tombstone, locked until the unit ends.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, key: &Key) -> Result<Option<Locked>> {
    let read =
        |row: Row<'_>| Ok(Locked { found: read_found(row)?, deleted: row.int(3)? != 0, xid: row.int(4)? });
    tx.one(&LOCK, args![tenant, kind.as_str(), &key.first, &key.second], read).await
}

/// The document of the record with this second key, whatever its first: location numbers are unique across accounts.
pub async fn by_second(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, second: &str) -> Result<Option<Bytes>> {
    tx.one(&BY_SECOND, args![tenant, kind.as_str(), second], |row| row.bytes(0)).await
}

/// Stores a version, the next of its record. If another node has stored it meanwhile, the unit runs again.
pub async fn put(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, key: &Key, new: &New<'_>) -> Result<()> {
    let args = args![
        tenant,
        kind.as_str(),
        &key.first,
        &key.second,
        new.version,
        new.hash,
        new.deleted,
        new.now,
        new.words,
        new.doc,
    ];
    if tx.run(&PUT, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// The second keys of the living records below a first key.
pub async fn children(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, first: &str) -> Result<Vec<String>> {
    tx.all(&CHILDREN, args![tenant, kind.as_str(), first], |row| Ok(row.text(0)?.to_owned())).await
}

/// The living records of a kind after a key, in the order of their keys.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: Kind,
    after: &Key,
    limit: i64,
) -> Result<Vec<(Key, Bytes)>> {
    tx.all(&PAGE, args![tenant, kind.as_str(), &after.first, &after.second, limit], read_keyed).await
}

/// The living records of a kind that have this number of their own: a location's counts, not its account's.
pub async fn numbered(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: Kind,
    number: &str,
    limit: i64,
) -> Result<Vec<(Key, Bytes)>> {
    tx.all(&NUMBERED, args![tenant, kind.as_str(), number, limit], read_keyed).await
}

/// The living records of a kind whose words match a LIKE pattern (`\` escapes), in the order of their keys. No index
/// serves it.
pub async fn search(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: Kind,
    pattern: &str,
    limit: i64,
) -> Result<Vec<(Key, Bytes)>> {
    tx.all(&SEARCH, args![tenant, kind.as_str(), pattern, limit], read_keyed).await
}

/// The same after a key, for lists that are read page by page.
pub async fn search_after(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    kind: Kind,
    pattern: &str,
    after: &Key,
    limit: i64,
) -> Result<Vec<(Key, Bytes)>> {
    let args = args![tenant, kind.as_str(), &after.first, &after.second, pattern, limit];
    tx.all(&SEARCH_AFTER, args, read_keyed).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{ground, plan};

    #[test]
    fn a_record_is_found_by_its_own_number_through_an_index() {
        let (_folder, db) = ground();
        for sql in [&BY_SECOND, &NUMBERED] {
            let plan = plan(&db, sql.text(crate::Engine::Sqlite));
            assert!(
                plan.contains("master_second (tenant=? AND kind=? AND second=?)"),
                "{}: {plan}",
                sql.name
            );
            assert!(!plan.contains("(tenant=? AND kind=?)"), "{}: {plan}", sql.name);
        }
    }
}
