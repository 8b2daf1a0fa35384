//! Programs that sign people in, or themselves.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT tenant, client_id, label, secret, redirects, rights, created FROM oauth_client \
            WHERE tenant = $1 AND client_id = $2";
    BY_ID = "SELECT tenant, client_id, label, secret, redirects, rights, created FROM oauth_client \
             WHERE client_id = $1 ORDER BY tenant LIMIT 2";
    ALL = "SELECT tenant, client_id, label, secret, redirects, rights, created FROM oauth_client \
           WHERE tenant = $1 ORDER BY client_id";
    INSERT = "INSERT INTO oauth_client (tenant, client_id, label, secret, redirects, rights, created) \
              VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, client_id) DO NOTHING";
    REMOVE = "DELETE FROM oauth_client WHERE tenant = $1 AND client_id = $2";
}

/// A program that was registered.
#[derive(Debug, Clone)]
pub struct Client {
    /// Whose it is.
    pub tenant: TenantId,
    /// Its id.
    pub client_id: String,
    /// What people are shown.
    pub label: String,
    /// The SHA-256 of its secret; `None` for a public client, which has none.
    pub secret: Option<Bytes>,
    /// Where people may be sent back to.
    pub redirects: Vec<String>,
    /// What it may do for itself, as a list of rights; `None` if it may not ask for itself.
    pub rights: Option<String>,
    /// When it was registered, in milliseconds.
    pub created: i64,
}

fn read(row: Row<'_>) -> Result<Client> {
    Ok(Client {
        tenant: TenantId(row.int(0)?),
        client_id: row.text(1)?.to_owned(),
        label: row.text(2)?.to_owned(),
        secret: row.opt_bytes(3)?,
        redirects: row.text(4)?.lines().map(str::to_owned).collect(),
        rights: row.opt_text(5)?.map(str::to_owned),
        created: row.int(6)?,
    })
}

/// A client of a tenant.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<Client>> {
    tx.one(&FIND, args![tenant, id], read).await
}

/// Up to two clients of this id, of whichever tenants, the oldest tenant first.
pub async fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Vec<Client>> {
    tx.all(&BY_ID, args![id], read).await
}

/// The clients of a tenant by their ids.
pub async fn all(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<Client>> {
    tx.all(&ALL, args![tenant], read).await
}

/// Registers a client; `false` if the tenant has one of this id.
pub async fn insert(tx: &mut Tx<'_>, client: &Client) -> Result<bool> {
    let redirects = client.redirects.join("\n");
    let args = args![
        client.tenant,
        &client.client_id,
        &client.label,
        client.secret.as_deref(),
        &redirects,
        client.rights.as_ref(),
        client.created
    ];
    Ok(tx.run(&INSERT, args).await? > 0)
}

/// Removes a client; whether there was one.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<bool> {
    Ok(tx.run(&REMOVE, args![tenant, id]).await? > 0)
}
