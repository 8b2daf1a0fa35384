//! How users sign in, and with which roles.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT password, roles FROM login WHERE tenant = $1 AND user_id = $2 {many}";
    PASSWORD = "INSERT INTO login (tenant, user_id, password, roles) VALUES ($1, $2, $3, '') \
                ON CONFLICT (tenant, user_id) DO UPDATE SET password = excluded.password";
    ROLES = "INSERT INTO login (tenant, user_id, password, roles) VALUES ($1, $2, NULL, $3) \
             ON CONFLICT (tenant, user_id) DO UPDATE SET roles = excluded.roles";
    WITH_ROLES = "SELECT user_id, roles FROM login WHERE tenant = $1 AND roles <> '' ORDER BY user_id";
    REMOVE = "DELETE FROM login WHERE tenant = $1 AND user_id = $2";
}

/// A user's way in.
#[derive(Debug, Clone)]
pub struct Login {
    /// The argon2id hash; without one nobody can sign in as this user.
    pub password: Option<String>,
    /// The names of the roles.
    pub roles: Vec<String>,
}

/// A user's way in, if anything is known about it.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, user: &str) -> Result<Option<Login>> {
    let read = |row: Row<'_>| {
        Ok(Login { password: row.opt_text(0)?.map(str::to_owned), roles: names(row.text(1)?) })
    };
    tx.one(&FIND, args![tenant, user], read).await
}

/// The users of a tenant that have roles.
pub async fn with_roles(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<(String, Vec<String>)>> {
    let read = |row: Row<'_>| Ok((row.text(0)?.to_owned(), names(row.text(1)?)));
    tx.all(&WITH_ROLES, args![tenant], read).await
}

fn names(list: &str) -> Vec<String> {
    list.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Sets the hash of a user's password.
pub async fn set_password(tx: &mut Tx<'_>, tenant: TenantId, user: &str, hash: &str) -> Result<()> {
    tx.run(&PASSWORD, args![tenant, user, hash]).await.map(|_| ())
}

/// Sets a user's roles; their names contain no comma.
pub async fn set_roles(tx: &mut Tx<'_>, tenant: TenantId, user: &str, roles: &[String]) -> Result<()> {
    tx.run(&ROLES, args![tenant, user, &roles.join(",")]).await.map(|_| ())
}

/// Forgets how a user signs in.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, user: &str) -> Result<()> {
    tx.run(&REMOVE, args![tenant, user]).await.map(|_| ())
}
