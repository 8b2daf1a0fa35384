//! The master data of a kind, one page after another.

use bytes::Bytes;
use docket_domain::Fault;
use docket_domain::master::{Key, Kind};
use docket_store::master;

use super::page::{Page, from_place, to_place};
use crate::{Op, Result};

/// The records of a kind (`account`, `location`, `user`, `asset`, `product`, `system_category`) as documents, in the order of
/// their numbers; `after` is the `next` of another page.
///
/// # Errors
/// An unknown kind, a place of another list, or a caller who may not read the kind.
pub async fn records(op: &Op, kind: &str, after: Option<&str>, limit: i64) -> Result<Page<(Key, Bytes)>> {
    let kind = Kind::parse(kind).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::as_str).join(", ");
        Fault::parameter("kind", format!("must be one of {names}")).with_value(&kind.into())
    })?;
    op.allow(kind.read_right())?;
    let (first, second): (String, String) = after.map(from_place).transpose()?.unwrap_or_default();
    let mut tx = op.reader().await?;
    let after = Key { first, second };
    let mut found = master::page(&mut tx, op.tenant(), kind, &after, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|(key, _)| to_place(&(&key.first, &key.second)));
    Ok(Page { entries: found, next })
}
