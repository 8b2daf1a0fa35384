//! Files on their way in: how much of each is here, and what it is when all has come.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx, content};

statements! {
    INSERT = "INSERT INTO upload (tenant, id, user_id, length, has, media, name, held, created) \
              VALUES ($1, $2, $3, $4, 0, $5, $6, 0, $7) ON CONFLICT (tenant, id) DO NOTHING";
    FIND = "SELECT user_id, length, has, media, name, sha256, held, created FROM upload WHERE tenant = $1 AND id = $2";
    LOCK = "SELECT user_id, length, has, media, name, sha256, held, created FROM upload WHERE tenant = $1 AND id = $2 \
            {for_update}";
    ADVANCE = "UPDATE upload SET has = $1 WHERE tenant = $2 AND id = $3";
    ADD_PIECE = "INSERT INTO upload_piece (tenant, upload, begins, object) VALUES ($1, $2, $3, $4)";
    PIECES = "SELECT object FROM upload_piece WHERE tenant = $1 AND upload = $2 ORDER BY begins";
    FINISH = "UPDATE upload SET sha256 = $1, media = $2 WHERE tenant = $3 AND id = $4";
    HOLD = "UPDATE upload SET held = held + 1 WHERE tenant = $1 AND id = $2";
    DELETE_PIECES = "DELETE FROM upload_piece WHERE tenant = $1 AND upload = $2";
    DELETE = "DELETE FROM upload WHERE tenant = $1 AND id = $2";
    OLD = "SELECT id FROM upload WHERE tenant = $1 AND created < $2 AND held = 0 LIMIT $3";
}

/// A file on its way in.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Who sends it.
    pub user: String,
    /// How long it will be, in bytes.
    pub length: i64,
    /// How much of it is here.
    pub has: i64,
    /// Its media type: as announced, and when it is finished as its bytes say.
    pub media: Option<String>,
    /// What the sender calls the file.
    pub name: Option<String>,
    /// The hash of the content, when it is finished.
    pub sha256: Option<String>,
    /// How many late reports name it.
    pub held: i64,
    /// When it was begun, in milliseconds.
    pub created: i64,
}

fn read(row: Row<'_>) -> Result<Upload> {
    Ok(Upload {
        user: row.text(0)?.to_owned(),
        length: row.int(1)?,
        has: row.int(2)?,
        media: row.opt_text(3)?.map(str::to_owned),
        name: row.opt_text(4)?.map(str::to_owned),
        sha256: row.opt_text(5)?.map(str::to_owned),
        held: row.int(6)?,
        created: row.int(7)?,
    })
}

/// Notes an upload that begins; `false` if the id is taken.
pub async fn insert(tx: &mut Tx<'_>, tenant: TenantId, id: &str, new: &Upload) -> Result<bool> {
    let (media, name) = (new.media.as_ref(), new.name.as_ref());
    Ok(tx.run(&INSERT, args![tenant, id, &new.user, new.length, media, name, new.created]).await? > 0)
}

/// An upload.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<Upload>> {
    tx.one(&FIND, args![tenant, id], read).await
}

/// An upload, locked until the unit ends.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<Upload>> {
    tx.one(&LOCK, args![tenant, id], read).await
}

/// Notes a piece that is on disk under the name `object`. It reaches from `from`, where the upload ended before, to `to`.
pub async fn advance(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    id: &str,
    (from, to): (i64, i64),
    object: &str,
) -> Result<()> {
    tx.run(&ADD_PIECE, args![tenant, id, from, object]).await?;
    tx.run(&ADVANCE, args![to, tenant, id]).await.map(|_| ())
}

/// The names of the pieces, in their order.
pub async fn pieces(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Vec<String>> {
    tx.all(&PIECES, args![tenant, id], |row| Ok(row.text(0)?.to_owned())).await
}

/// Notes which content a locked upload came to, and counts the use. Its pieces are needed no more.
///
/// # Errors
/// As [`content::refer`].
pub async fn finish(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    id: &str,
    (sha256, media): (&str, &str),
    now: i64,
) -> Result<()> {
    content::refer(tx, tenant, sha256, now).await?;
    tx.run(&FINISH, args![sha256, media, tenant, id]).await?;
    tx.run(&DELETE_PIECES, args![tenant, id]).await.map(|_| ())
}

/// Notes that a late report names an upload: it stays.
pub async fn hold(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<()> {
    tx.run(&HOLD, args![tenant, id]).await.map(|_| ())
}

/// Forgets a locked upload and its pieces; its content has a use less.
pub async fn delete(tx: &mut Tx<'_>, tenant: TenantId, id: &str, upload: &Upload, now: i64) -> Result<()> {
    if let Some(sha256) = &upload.sha256 {
        content::release(tx, tenant, sha256, now).await?;
    }
    tx.run(&DELETE_PIECES, args![tenant, id]).await?;
    tx.run(&DELETE, args![tenant, id]).await.map(|_| ())
}

/// Uploads that were begun before a time and that no late report names.
pub async fn old(tx: &mut Tx<'_>, tenant: TenantId, before: i64, limit: i64) -> Result<Vec<String>> {
    tx.all(&OLD, args![tenant, before, limit], |row| Ok(row.text(0)?.to_owned())).await
}
