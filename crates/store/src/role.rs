//! Roles: named sets of rights of a tenant.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    ALL = "SELECT name, rights FROM role WHERE tenant = $1 ORDER BY name";
    RIGHTS = "SELECT rights, located FROM role WHERE tenant = $1 AND name = $2 {many}";
    FIND = "SELECT name, label, description, rights, located, version, created, updated FROM role \
            WHERE tenant = $1 AND name = $2";
    LOCK = "SELECT name, label, description, rights, located, version, created, updated FROM role \
            WHERE tenant = $1 AND name = $2 {for_update}";
    PAGE = "SELECT name, label, description, rights, located, version, created, updated FROM role \
            WHERE tenant = $1 AND name > $2 ORDER BY name LIMIT $3";
    COUNT = "SELECT count(*) FROM role WHERE tenant = $1";
    CALLED = "SELECT count(*) FROM role WHERE tenant = $1 AND coalesce(label_key, lower(name)) = $2 AND name <> $3";
    PUT = "INSERT INTO role (tenant, name, rights, created, updated) VALUES ($1, $2, $3, $4, $4) \
           ON CONFLICT (tenant, name) DO UPDATE SET rights = excluded.rights, located = '', \
           version = role.version + 1, updated = {greatest}(excluded.updated, role.updated)";
    KEEP = "INSERT INTO role (tenant, name, label, label_key, description, rights, located, version, created, updated) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) \
            ON CONFLICT (tenant, name) DO UPDATE SET label = excluded.label, label_key = excluded.label_key, \
            description = excluded.description, rights = excluded.rights, located = excluded.located, \
            version = excluded.version, updated = {greatest}(excluded.updated, role.updated) \
            WHERE role.version = excluded.version - 1";
    REMOVE = "DELETE FROM role WHERE tenant = $1 AND name = $2";
}

/// What a role allows, as lists of rights.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// Wherever the user is.
    pub anywhere: String,
    /// Only with what is where the user is.
    pub located: String,
}

/// A role whole.
#[derive(Debug, Clone)]
pub struct Role {
    /// What it is named by; its id.
    pub name: String,
    /// What people call it, if that is not its name.
    pub label: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What it allows.
    pub allowed: Allowed,
    /// Grows by one with each change.
    pub version: i64,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// When it was changed last, in milliseconds.
    pub updated: i64,
}

/// A new version of a role.
#[derive(Debug)]
pub struct New<'a> {
    /// Its id.
    pub name: &'a str,
    /// What people call it, if that is not its name.
    pub label: Option<&'a str>,
    /// The label case-folded; no two roles of a tenant have the same.
    pub label_key: Option<&'a str>,
    /// What it is for.
    pub description: Option<&'a str>,
    /// What it allows.
    pub allowed: &'a Allowed,
    /// The version before, plus one.
    pub version: i64,
    /// Now.
    pub now: i64,
}

fn read(row: Row<'_>) -> Result<Role> {
    Ok(Role {
        name: row.text(0)?.to_owned(),
        label: row.opt_text(1)?.map(str::to_owned),
        description: row.opt_text(2)?.map(str::to_owned),
        allowed: Allowed { anywhere: row.text(3)?.to_owned(), located: row.text(4)?.to_owned() },
        version: row.int(5)?,
        created: row.int(6)?,
        updated: row.int(7)?,
    })
}

/// All roles: name and list of rights.
pub async fn all(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<(String, String)>> {
    let read = |row: Row<'_>| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
    tx.all(&ALL, args![tenant], read).await
}

/// What a role allows, if there is one of this name.
pub async fn rights(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<Option<Allowed>> {
    let read =
        |row: Row<'_>| Ok(Allowed { anywhere: row.text(0)?.to_owned(), located: row.text(1)?.to_owned() });
    tx.one(&RIGHTS, args![tenant, name], read).await
}

/// A role.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<Option<Role>> {
    tx.one(&FIND, args![tenant, name], read).await
}

/// A role, locked until the unit ends.
pub async fn lock(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<Option<Role>> {
    tx.one(&LOCK, args![tenant, name], read).await
}

/// The roles after a name, by name.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, after: &str, limit: i64) -> Result<Vec<Role>> {
    tx.all(&PAGE, args![tenant, after, limit], read).await
}

/// How many roles there are.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId) -> Result<i64> {
    Ok(tx.one(&COUNT, args![tenant], |row| row.int(0)).await?.unwrap_or_default())
}

/// Whether another role than this one is called so (case-folded).
pub async fn called(tx: &mut Tx<'_>, tenant: TenantId, label_key: &str, but: &str) -> Result<bool> {
    let others = tx.one(&CALLED, args![tenant, label_key, but], |row| row.int(0)).await?;
    Ok(others.is_some_and(|others| others > 0))
}

/// Makes a role that is called by its name, or changes what a role allows, wherever the user is.
pub async fn put(tx: &mut Tx<'_>, tenant: TenantId, name: &str, rights: &str, now: i64) -> Result<()> {
    tx.run(&PUT, args![tenant, name, rights, now]).await.map(|_| ())
}

/// Stores a version, the next of its role. If another node has stored it meanwhile, the unit runs again.
pub async fn keep(tx: &mut Tx<'_>, tenant: TenantId, new: &New<'_>) -> Result<()> {
    let args = args![
        tenant,
        new.name,
        new.label,
        new.label_key,
        new.description,
        &new.allowed.anywhere,
        &new.allowed.located,
        new.version,
        new.now,
    ];
    if tx.run(&KEEP, args).await? == 0 { Err(tx.lost()) } else { Ok(()) }
}

/// Removes a role; whether there was one.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<bool> {
    Ok(tx.run(&REMOVE, args![tenant, name]).await? > 0)
}
