//! The definitions of work flows, every version whole; a version is never changed.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    ADD = "INSERT INTO work_flow_version (tenant, id, version, created, hash, doc) VALUES ($1, $2, $3, $4, $5, $6)";
    FIND = "SELECT version, created, doc FROM work_flow_version WHERE tenant = $1 AND id = $2 AND version = $3";
    ALL = "SELECT version, created, doc FROM work_flow_version WHERE tenant = $1 AND id = $2 AND version > $3 \
           ORDER BY version LIMIT $4";
    OF_HASH = "SELECT v.id FROM work_flow_version v JOIN entity e ON e.tenant = v.tenant AND e.kind = 'WKF' AND e.id = v.id \
               WHERE v.tenant = $1 AND v.hash = $2 AND e.deleted = 0 AND e.rank = v.version ORDER BY v.id || '' LIMIT 20";
}

/// A version of a definition.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number, from 1.
    pub version: i64,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// The definition.
    pub doc: Bytes,
}

fn read(row: Row<'_>) -> Result<Version> {
    Ok(Version { version: row.int(0)?, created: row.int(1)?, doc: row.bytes(2)? })
}

/// Keeps a version.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, id: &str, version: &Version, hash: &[u8]) -> Result<()> {
    let args = args![tenant, id, version.version, version.created, hash, &version.doc[..]];
    tx.run(&ADD, args).await.map(|_| ())
}

/// A version.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, id: &str, version: i64) -> Result<Option<Version>> {
    tx.one(&FIND, args![tenant, id, version], read).await
}

/// The versions after one, oldest first.
pub async fn all(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    id: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Version>> {
    tx.all(&ALL, args![tenant, id, after, limit], read).await
}

/// The oldest living work flows whose newest version has this hash of its definition.
pub async fn newest_with_hash(tx: &mut Tx<'_>, tenant: TenantId, hash: &[u8]) -> Result<Vec<String>> {
    tx.all(&OF_HASH, args![tenant, hash], |row| Ok(row.text(0)?.to_owned())).await
}
