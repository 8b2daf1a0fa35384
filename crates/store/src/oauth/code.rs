//! Codes that a client exchanges for tokens, once.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    LOCK = "SELECT tenant, client_id, subject, redirect, challenge, scope, expires, family FROM oauth_code \
            WHERE id = $1 {for_update}";
    INSERT = "INSERT INTO oauth_code (id, tenant, client_id, subject, redirect, challenge, scope, expires) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    USE = "UPDATE oauth_code SET family = $1 WHERE id = $2";
    FORGET_OF_USER = "DELETE FROM oauth_code WHERE tenant = $1 AND subject = $2";
    FORGET_OF_CLIENT = "DELETE FROM oauth_code WHERE tenant = $1 AND client_id = $2";
    FORGET = "DELETE FROM oauth_code WHERE id IN (SELECT id FROM oauth_code WHERE expires < $1 LIMIT $2)";
}

/// A code that was given out.
#[derive(Debug, Clone)]
pub struct Code {
    /// Whose data it opens.
    pub tenant: TenantId,
    /// Which client it is for.
    pub client_id: String,
    /// The user who signed in.
    pub subject: String,
    /// The redirect address as it was asked with, if one was.
    pub redirect: Option<String>,
    /// The hash of what the client must tell to use it (PKCE, S256).
    pub challenge: Option<String>,
    /// The rights it is narrowed to, as a list.
    pub scope: Option<String>,
    /// When it ends, in milliseconds.
    pub expires: i64,
    /// The family of tokens it gave, once it was used.
    pub family: Option<String>,
}

fn read(row: Row<'_>) -> Result<Code> {
    Ok(Code {
        tenant: TenantId(row.int(0)?),
        client_id: row.text(1)?.to_owned(),
        subject: row.text(2)?.to_owned(),
        redirect: row.opt_text(3)?.map(str::to_owned),
        challenge: row.opt_text(4)?.map(str::to_owned),
        scope: row.opt_text(5)?.map(str::to_owned),
        expires: row.int(6)?,
        family: row.opt_text(7)?.map(str::to_owned),
    })
}

/// A code by its hash alone, locked: nothing about it is known before.
pub async fn lock(tx: &mut Tx<'_>, id: &[u8]) -> Result<Option<Code>> {
    tx.one(&LOCK, args![id], read).await
}

/// Notes a code that is given out.
pub async fn insert(tx: &mut Tx<'_>, id: &[u8], code: &Code) -> Result<()> {
    let args = args![
        id,
        code.tenant,
        &code.client_id,
        &code.subject,
        code.redirect.as_ref(),
        code.challenge.as_ref(),
        code.scope.as_ref(),
        code.expires
    ];
    tx.run(&INSERT, args).await.map(|_| ())
}

/// Notes which family a code gave.
pub async fn used(tx: &mut Tx<'_>, id: &[u8], family: &str) -> Result<()> {
    tx.run(&USE, args![family, id]).await.map(|_| ())
}

/// Deletes the codes of a user.
pub async fn forget_of_user(tx: &mut Tx<'_>, tenant: TenantId, subject: &str) -> Result<u64> {
    tx.run(&FORGET_OF_USER, args![tenant, subject]).await
}

/// Deletes the codes of a client.
pub async fn forget_of_client(tx: &mut Tx<'_>, tenant: TenantId, client: &str) -> Result<u64> {
    tx.run(&FORGET_OF_CLIENT, args![tenant, client]).await
}

/// Deletes up to `limit` codes of all tenants that ended before a time.
pub async fn forget(tx: &mut Tx<'_>, before: i64, limit: i64) -> Result<u64> {
    tx.run(&FORGET, args![before, limit]).await
}
