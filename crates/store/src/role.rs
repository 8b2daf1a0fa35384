//! Roles: named sets of rights of a tenant.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    ALL = "SELECT name, rights FROM role WHERE tenant = $1 ORDER BY name";
    FIND = "SELECT rights FROM role WHERE tenant = $1 AND name = $2 {many}";
    PUT = "INSERT INTO role (tenant, name, rights) VALUES ($1, $2, $3) \
           ON CONFLICT (tenant, name) DO UPDATE SET rights = excluded.rights";
    REMOVE = "DELETE FROM role WHERE tenant = $1 AND name = $2";
}

/// All roles: name and list of rights.
pub async fn all(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<(String, String)>> {
    let read = |row: Row<'_>| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
    tx.all(&ALL, args![tenant], read).await
}

/// The list of rights of a role.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<Option<String>> {
    tx.one(&FIND, args![tenant, name], |row| Ok(row.text(0)?.to_owned())).await
}

/// Makes or changes a role.
pub async fn put(tx: &mut Tx<'_>, tenant: TenantId, name: &str, rights: &str) -> Result<()> {
    tx.run(&PUT, args![tenant, name, rights]).await.map(|_| ())
}

/// Removes a role; whether there was one.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<bool> {
    Ok(tx.run(&REMOVE, args![tenant, name]).await? > 0)
}
