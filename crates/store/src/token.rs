//! Tokens: what a bearer may do is kept here, not in the token.

use docket_domain::tenant::TenantId;

use crate::oauth::{code, family};
use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT id, tenant, subject, rights, created, expires, revoked, scope FROM token WHERE id = $1 {many}";
    INSERT = "INSERT INTO token (id, tenant, subject, rights, created, expires) VALUES ($1, $2, $3, $4, $5, $6)";
    REVOKE = "UPDATE token SET revoked = $1 WHERE tenant = $2 AND id = $3 AND revoked IS NULL";
    REVOKE_OF = "UPDATE token SET revoked = $1 WHERE tenant = $2 AND subject = $3 AND rights IS NULL AND revoked IS NULL";
    PAGE = "SELECT id, tenant, subject, rights, created, expires, revoked, scope FROM token \
            WHERE tenant = $1 AND (created, id) > ($2, $3) ORDER BY created, id LIMIT $4";
    FORGET = "DELETE FROM token WHERE id IN (SELECT id FROM token WHERE expires < $1 LIMIT $2)";
}

/// A token that was given out.
#[derive(Debug, Clone)]
pub struct Token {
    /// The `jti` of the JWT.
    pub id: String,
    /// Whose data it opens.
    pub tenant: TenantId,
    /// Who bears it: a name, or the user id of a session.
    pub subject: String,
    /// What it may do, as a list of rights; `None` for a session, which has the rights of its user's roles.
    pub rights: Option<String>,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// When it ends, in milliseconds.
    pub expires: i64,
    /// When it was taken back, if it was.
    pub revoked: Option<i64>,
    /// The rights it is narrowed to, as a list: it may do what is in both.
    pub scope: Option<String>,
}

fn read(row: Row<'_>) -> Result<Token> {
    Ok(Token {
        id: row.text(0)?.to_owned(),
        tenant: TenantId(row.int(1)?),
        subject: row.text(2)?.to_owned(),
        rights: row.opt_text(3)?.map(str::to_owned),
        created: row.int(4)?,
        expires: row.int(5)?,
        revoked: row.opt_int(6)?,
        scope: row.opt_text(7)?.map(str::to_owned),
    })
}

/// A token by its id alone: nothing about it is known before.
pub async fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Token>> {
    tx.one(&FIND, args![id], read).await
}

/// Notes a token that is given out, narrowed to nothing.
pub async fn insert(tx: &mut Tx<'_>, token: &Token) -> Result<()> {
    let args =
        args![&token.id, token.tenant, &token.subject, token.rights.as_ref(), token.created, token.expires];
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Takes a token back, and with it the sign-in that gave it; whether there was one to take back.
pub async fn revoke(tx: &mut Tx<'_>, tenant: TenantId, id: &str, now: i64) -> Result<bool> {
    let revoked = tx.run(&REVOKE, args![now, tenant, id]).await? > 0;
    if revoked {
        family::revoke_of_token(tx, id, now).await?;
    }
    Ok(revoked)
}

/// Takes back all sessions of a user, and what would become a session.
pub async fn revoke_sessions(tx: &mut Tx<'_>, tenant: TenantId, subject: &str, now: i64) -> Result<u64> {
    code::forget_of_user(tx, tenant, subject).await?;
    family::revoke_of_user(tx, tenant, subject, now).await?;
    tx.run(&REVOKE_OF, args![now, tenant, subject]).await
}

/// The tokens of a tenant after a place (created, id), oldest first.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, after: (i64, &str), limit: i64) -> Result<Vec<Token>> {
    tx.all(&PAGE, args![tenant, after.0, after.1, limit], read).await
}

/// Deletes up to `limit` tokens of all tenants that ended before a time.
pub async fn forget(tx: &mut Tx<'_>, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![before, limit]).await
}
