//! Tenants and the keys that their tokens are signed with.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT id FROM tenant WHERE name = $1";
    ALL = "SELECT id, name FROM tenant ORDER BY id";
    CREATE = "INSERT INTO tenant (id, name) SELECT COALESCE(max(id), 0) + 1, $1 FROM tenant WHERE true \
              ON CONFLICT (name) DO NOTHING";
    KEY = "SELECT tenant, algorithm, secret FROM signing_key WHERE kid = $1";
    NEWEST_KEY = "SELECT kid, secret FROM signing_key WHERE tenant = $1 ORDER BY created DESC, kid LIMIT 1";
    ADD_KEY = "INSERT INTO signing_key (kid, tenant, algorithm, secret, created) VALUES ($1, $2, $3, $4, $5)";
}

/// A key that signs or checks tokens. The key says the tenant and the algorithm, never the token.
#[derive(Debug, Clone)]
pub struct SigningKey {
    /// Whose tokens it signs.
    pub tenant: TenantId,
    /// `HS256`.
    pub algorithm: String,
    /// The secret.
    pub secret: Bytes,
}

/// A tenant by its name.
pub async fn find(tx: &mut Tx<'_>, name: &str) -> Result<Option<TenantId>> {
    tx.one(&FIND, args![name], |row| row.int(0).map(TenantId)).await
}

/// All tenants.
pub async fn all(tx: &mut Tx<'_>) -> Result<Vec<(TenantId, String)>> {
    tx.all(&ALL, args![], |row| Ok((TenantId(row.int(0)?), row.text(1)?.to_owned()))).await
}

/// Makes a tenant, unless there is one of this name.
pub async fn create(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.run(&CREATE, args![name]).await.map(|_| ())
}

/// A key by its id.
pub async fn key(tx: &mut Tx<'_>, kid: &str) -> Result<Option<SigningKey>> {
    let read = |row: Row<'_>| {
        Ok(SigningKey {
            tenant: TenantId(row.int(0)?),
            algorithm: row.text(1)?.to_owned(),
            secret: row.bytes(2)?,
        })
    };
    tx.one(&KEY, args![kid], read).await
}

/// The id and the secret of the key that signs a tenant's new tokens.
pub async fn newest_key(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Option<(String, Bytes)>> {
    tx.one(&NEWEST_KEY, args![tenant], |row| Ok((row.text(0)?.to_owned(), row.bytes(1)?))).await
}

/// Adds a key; it signs from now on, older ones still check.
pub async fn add_key(tx: &mut Tx<'_>, kid: &str, tenant: TenantId, secret: &[u8], now: i64) -> Result<()> {
    tx.run(&ADD_KEY, args![kid, tenant, "HS256", secret, now]).await.map(|_| ())
}
