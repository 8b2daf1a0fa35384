//! The newest version of a job or record, living or deleted: where the way back to older versions begins.

use bytes::Bytes;
use docket_domain::master::{Key, Kind};
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    JOB = "SELECT version, deleted, doc FROM job WHERE tenant = $1 AND num = $2";
    MASTER = "SELECT version, deleted, doc FROM master WHERE tenant = $1 AND kind = $2 AND first = $3 AND second = $4";
}

/// The newest version.
#[derive(Debug, Clone)]
pub struct Latest {
    /// Its number; versions have no gaps.
    pub version: i64,
    /// The document; `None` if the newest version is that it was deleted.
    pub doc: Option<Bytes>,
}

fn read(row: Row<'_>) -> Result<Latest> {
    let deleted = row.int(1)? != 0;
    Ok(Latest { version: row.int(0)?, doc: if deleted { None } else { Some(row.bytes(2)?) } })
}

/// The newest version of a job; `None` if the number never was.
pub async fn job(tx: &mut Tx<'_>, tenant: TenantId, num: &str) -> Result<Option<Latest>> {
    tx.one(&JOB, args![tenant, num], read).await
}

/// The newest version of a record of master data; `None` if it never was.
pub async fn master(tx: &mut Tx<'_>, tenant: TenantId, kind: Kind, key: &Key) -> Result<Option<Latest>> {
    tx.one(&MASTER, args![tenant, kind.as_str(), &key.first, &key.second], read).await
}
