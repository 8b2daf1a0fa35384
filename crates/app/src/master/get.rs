//! Reading master data.

use docket_domain::master::{Key, Kind};
use docket_store::master;

use super::missing;
use crate::{Op, Result};

/// A record as it is answered.
#[derive(Debug)]
pub struct Answer {
    /// The document.
    pub doc: bytes::Bytes,
    /// Its entity tag, without quotes.
    pub tag: String,
}

/// Reads a record.
pub async fn get(op: &Op, kind: Kind, key: &Key) -> Result<Answer> {
    op.allow(kind.read_right())?;
    let mut tx = op.reader().await?;
    let found = master::find(&mut tx, op.tenant(), kind, key).await?.ok_or_else(|| missing(kind, key))?;
    Ok(Answer { tag: crate::job::tag(found.version, found.hash, 0), doc: found.doc })
}

/// The records of a kind after a key, in the order of their keys.
pub async fn page(op: &Op, kind: Kind, after: &Key, limit: i64) -> Result<Vec<(Key, bytes::Bytes)>> {
    op.allow(kind.read_right())?;
    let mut tx = op.reader().await?;
    Ok(master::page(&mut tx, op.tenant(), kind, after, limit).await?)
}
