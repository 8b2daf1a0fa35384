//! The rows of contents: how many things lead to each, and which are being removed.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Error, Result, Row, Tx};

statements! {
    ANNOUNCE = "INSERT INTO content (tenant, sha256, size, media, uses, touched, gone, object) \
                VALUES ($1, $2, $3, $4, 0, $5, 0, $6) \
                ON CONFLICT (tenant, sha256) DO UPDATE SET touched = {greatest}(content.touched, $5) \
                RETURNING gone, COALESCE(NULLIF(object, ''), sha256)";
    FIND = "SELECT size, media, COALESCE(NULLIF(object, ''), sha256) FROM content \
            WHERE tenant = $1 AND sha256 = $2 AND gone = 0";
    REFER = "UPDATE content SET uses = uses + 1, touched = {greatest}(touched, $1) \
             WHERE tenant = $2 AND sha256 = $3 AND gone = 0";
    RELEASE = "UPDATE content SET uses = uses - 1, touched = {greatest}(touched, $1) \
               WHERE tenant = $2 AND sha256 = $3 AND uses > 0";
    CONDEMN = "UPDATE content SET gone = 1 WHERE tenant = $1 AND uses = 0 AND touched < $2 AND sha256 IN (\
               SELECT sha256 FROM content WHERE tenant = $1 AND uses = 0 AND touched < $2 LIMIT $3)";
    CONDEMNED = "SELECT sha256, COALESCE(NULLIF(object, ''), sha256) FROM content WHERE tenant = $1 AND gone = 1 LIMIT $2";
    FORGET = "DELETE FROM content WHERE tenant = $1 AND sha256 = $2 AND COALESCE(NULLIF(object, ''), sha256) = $3 AND gone = 1";
}

/// What is known of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its size in bytes.
    pub size: i64,
    /// Its media type, found from its bytes.
    pub media: String,
    /// Under which name its bytes are kept.
    pub object: String,
}

/// A content whose bytes are to be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condemned {
    /// The hash of its bytes.
    pub sha256: String,
    /// Under which name its bytes are kept.
    pub object: String,
}

/// A name for the bytes of a content that no other has or had; `id` never comes again.
#[must_use]
pub fn object_name(sha256: &str, id: &str) -> String {
    format!("{sha256}.{id}")
}

/// Says that a content comes, before its bytes are put; under which name to put them: that of `known`, unless the content is here
/// already. For a day it may be without a use.
///
/// # Errors
/// [`Error::Busy`] while it is being removed: it can be announced again in a moment.
pub async fn announce(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    sha256: &str,
    known: &Known,
    now: i64,
) -> Result<String> {
    let args = args![tenant, sha256, known.size, &known.media, now, &known.object];
    match tx.change(&ANNOUNCE, args, |row| Ok((row.int(0)?, row.text(1)?.to_owned()))).await? {
        Some((0, object)) => Ok(object),
        _ => Err(Error::Busy),
    }
}

/// What is known of a content; `None` if there is none.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, sha256: &str) -> Result<Option<Known>> {
    tx.one(&FIND, args![tenant, sha256], |row| {
        Ok(Known { size: row.int(0)?, media: row.text(1)?.to_owned(), object: row.text(2)?.to_owned() })
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
pub async fn condemned(tx: &mut Tx<'_>, tenant: TenantId, limit: i64) -> Result<Vec<Condemned>> {
    let read =
        |row: Row<'_>| Ok(Condemned { sha256: row.text(0)?.to_owned(), object: row.text(1)?.to_owned() });
    tx.all(&CONDEMNED, args![tenant, limit], read).await
}

/// Forgets a content whose bytes are removed; one that has come back meanwhile stays.
pub async fn forget(tx: &mut Tx<'_>, tenant: TenantId, content: &Condemned) -> Result<()> {
    tx.run(&FORGET, args![tenant, &content.sha256, &content.object]).await.map(|_| ())
}
