//! The rows of contents: how many things lead to each, and which are being removed.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Tx};

statements! {
    ANNOUNCE = "INSERT INTO content (tenant, sha256, size, media, uses, touched, gone) VALUES ($1, $2, $3, $4, 0, $5, 0) \
                ON CONFLICT (tenant, sha256) DO UPDATE SET touched = {greatest}(content.touched, $5) RETURNING gone";
    FIND = "SELECT size, media FROM content WHERE tenant = $1 AND sha256 = $2 AND gone = 0";
    REFER = "UPDATE content SET uses = uses + 1, touched = {greatest}(touched, $1) \
             WHERE tenant = $2 AND sha256 = $3 AND gone = 0";
    RELEASE = "UPDATE content SET uses = uses - 1, touched = {greatest}(touched, $1) \
               WHERE tenant = $2 AND sha256 = $3 AND uses > 0";
    CONDEMN = "UPDATE content SET gone = 1 WHERE tenant = $1 AND uses = 0 AND touched < $2 AND sha256 IN (\
               SELECT sha256 FROM content WHERE tenant = $1 AND uses = 0 AND touched < $2 LIMIT $3)";
    CONDEMNED = "SELECT sha256 FROM content WHERE tenant = $1 AND gone = 1 LIMIT $2";
    FORGET = "DELETE FROM content WHERE tenant = $1 AND sha256 = $2 AND gone = 1";
}

/// What is known of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its size in bytes.
    pub size: i64,
    /// Its media type, found from its bytes.
    pub media: String,
}

/// Says that a content comes, before its bytes are put. For a day it may be without a use.
///
/// # Errors
/// [`Error::Busy`] while it is being removed: it can be announced again in a moment.
pub async fn announce(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    sha256: &str,
    known: &Known,
    now: i64,
) -> Result<()> {
    let args = args![tenant, sha256, known.size, &known.media, now];
    match tx.change(&ANNOUNCE, args, |row| row.int(0)).await? {
        Some(0) => Ok(()),
        _ => Err(Error::Busy),
    }
}

/// What is known of a content; `None` if there is none.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, sha256: &str) -> Result<Option<Known>> {
    tx.one(&FIND, args![tenant, sha256], |row| {
        Ok(Known { size: row.int(0)?, media: row.text(1)?.to_owned() })
    })
    .await
}

/// Counts a use of a content. It was announced and put before.
///
/// # Errors
/// [`Error::Busy`] if it is being removed: more than a day passed since it was announced.
pub async fn refer(tx: &mut Tx<'_>, tenant: TenantId, sha256: &str, now: i64) -> Result<()> {
    if tx.run(&REFER, args![now, tenant, sha256]).await? == 1 { Ok(()) } else { Err(Error::Busy) }
}

/// Counts a use less. A day after the last the content is removed.
pub async fn release(tx: &mut Tx<'_>, tenant: TenantId, sha256: &str, now: i64) -> Result<()> {
    tx.run(&RELEASE, args![now, tenant, sha256]).await.map(|_| ())
}

/// Marks up to `limit` contents to be removed: those without a use since before a time. From then on nothing can refer to them.
pub async fn condemn(tx: &mut Tx<'_>, tenant: TenantId, before: i64, limit: i64) -> Result<u64> {
    tx.run(&CONDEMN, args![tenant, before, limit]).await
}

/// Contents whose bytes are to be removed.
pub async fn condemned(tx: &mut Tx<'_>, tenant: TenantId, limit: i64) -> Result<Vec<String>> {
    tx.all(&CONDEMNED, args![tenant, limit], |row| Ok(row.text(0)?.to_owned())).await
}

/// Forgets a content whose bytes are removed.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, sha256: &str) -> Result<()> {
    tx.run(&FORGET, args![tenant, sha256]).await.map(|_| ())
}
