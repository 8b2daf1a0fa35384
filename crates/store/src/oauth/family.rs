//! Families: all tokens that one sign-in gave, ended together.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    LOCK = "SELECT id, tenant, client_id, subject, rights, scope, refresh, expires, revoked FROM oauth_family \
            WHERE id = $1 {for_update}";
    OF_TOKEN = "SELECT f.id, f.tenant, f.client_id, f.subject, f.rights, f.scope, f.refresh, f.expires, f.revoked \
                FROM token t JOIN oauth_family f ON f.id = t.family WHERE t.id = $1";
    INSERT = "INSERT INTO oauth_family (id, tenant, client_id, subject, rights, scope, refresh, expires) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ROTATE = "UPDATE oauth_family SET refresh = $1, expires = $2 WHERE id = $3";
    BIND = "UPDATE token SET family = $1, scope = $2 WHERE id = $3";
    REVOKE = "UPDATE oauth_family SET revoked = $1 WHERE id = $2 AND revoked IS NULL";
    REVOKE_TOKENS = "UPDATE token SET revoked = $1 WHERE family = $2 AND revoked IS NULL";
    REVOKE_OF_TOKEN = "UPDATE oauth_family SET revoked = $1 \
                       WHERE id = (SELECT family FROM token WHERE id = $2) AND revoked IS NULL";
    REVOKE_OF_USER = "UPDATE oauth_family SET revoked = $1 \
                      WHERE tenant = $2 AND subject = $3 AND rights IS NULL AND revoked IS NULL";
    REVOKE_OF_CLIENT = "UPDATE oauth_family SET revoked = $1 \
                        WHERE tenant = $2 AND client_id = $3 AND revoked IS NULL RETURNING id";
    FORGET = "DELETE FROM oauth_family WHERE id IN (SELECT id FROM oauth_family WHERE expires < $1 LIMIT $2)";
}

/// All tokens that one sign-in gave.
#[derive(Debug, Clone)]
pub struct Family {
    /// Its id.
    pub id: String,
    /// Whose data it opens.
    pub tenant: TenantId,
    /// The client that asked, if one said its name.
    pub client_id: Option<String>,
    /// Who bears its tokens: a user, or the client itself.
    pub subject: String,
    /// What its tokens may do, as a list of rights; `None` for a person's, which have the rights of the user's roles.
    pub rights: Option<String>,
    /// The rights it is narrowed to, as a list.
    pub scope: Option<String>,
    /// The SHA-256 of the newest refresh token.
    pub refresh: Bytes,
    /// When the newest refresh token ends, in milliseconds.
    pub expires: i64,
    /// When it was ended, if it was.
    pub revoked: Option<i64>,
}

fn read(row: Row<'_>) -> Result<Family> {
    Ok(Family {
        id: row.text(0)?.to_owned(),
        tenant: TenantId(row.int(1)?),
        client_id: row.opt_text(2)?.map(str::to_owned),
        subject: row.text(3)?.to_owned(),
        rights: row.opt_text(4)?.map(str::to_owned),
        scope: row.opt_text(5)?.map(str::to_owned),
        refresh: row.bytes(6)?,
        expires: row.int(7)?,
        revoked: row.opt_int(8)?,
    })
}

/// A family by its id alone, locked.
pub async fn lock(tx: &mut Tx<'_>, id: &str) -> Result<Option<Family>> {
    tx.one(&LOCK, args![id], read).await
}

/// The family of a token, if a sign-in gave it.
pub async fn of_token(tx: &mut Tx<'_>, token: &str) -> Result<Option<Family>> {
    tx.one(&OF_TOKEN, args![token], read).await
}

/// Notes a new family.
pub async fn insert(tx: &mut Tx<'_>, family: &Family) -> Result<()> {
    let args = args![
        &family.id,
        family.tenant,
        family.client_id.as_ref(),
        &family.subject,
        family.rights.as_ref(),
        family.scope.as_ref(),
        &family.refresh[..],
        family.expires
    ];
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Puts a new refresh token, known by its hash, in the place of the one before.
pub async fn rotate(tx: &mut Tx<'_>, id: &str, refresh: &[u8], expires: i64) -> Result<()> {
    tx.run(&ROTATE, args![refresh, expires, id]).await.map(|_| ())
}

/// Notes a token's family, and to which rights the token is narrowed.
pub async fn bind(tx: &mut Tx<'_>, token: &str, family: &str, scope: Option<&str>) -> Result<()> {
    tx.run(&BIND, args![family, scope, token]).await.map(|_| ())
}

/// Ends a family and all its tokens.
pub async fn revoke(tx: &mut Tx<'_>, id: &str, now: i64) -> Result<()> {
    tx.run(&REVOKE, args![now, id]).await?;
    tx.run(&REVOKE_TOKENS, args![now, id]).await.map(|_| ())
}

/// Ends the families of a client and all their tokens.
pub async fn revoke_of_client(tx: &mut Tx<'_>, tenant: TenantId, client: &str, now: i64) -> Result<()> {
    let id = |row: Row<'_>| Ok(row.text(0)?.to_owned());
    for id in tx.change_all(&REVOKE_OF_CLIENT, args![now, tenant, client], id).await? {
        tx.run(&REVOKE_TOKENS, args![now, &id]).await?;
    }
    Ok(())
}

/// Ends the family of a token that was taken back: it gives no further ones.
pub(crate) async fn revoke_of_token(tx: &mut Tx<'_>, token: &str, now: i64) -> Result<()> {
    tx.run(&REVOKE_OF_TOKEN, args![now, token]).await.map(|_| ())
}

/// Ends the sign-ins of a user: they give no further tokens.
pub(crate) async fn revoke_of_user(tx: &mut Tx<'_>, tenant: TenantId, subject: &str, now: i64) -> Result<()> {
    tx.run(&REVOKE_OF_USER, args![now, tenant, subject]).await.map(|_| ())
}

/// Deletes up to `limit` families of all tenants whose refresh tokens ended before a time.
pub async fn forget(tx: &mut Tx<'_>, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![before, limit]).await
}
