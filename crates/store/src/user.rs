//! Users as the Niagara dialect lists them: the records of master data of that kind, and who has which role.

use bytes::Bytes;
use docket_domain::master::Kind;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    FIND = "SELECT first, version, created, updated, doc FROM master \
            WHERE tenant = $1 AND kind = $2 AND first = $3 AND second = '' AND deleted = 0";
    PAGE = "SELECT first, version, created, updated, doc FROM master \
            WHERE tenant = $1 AND kind = $2 AND first > $3 AND deleted = 0 ORDER BY first LIMIT $4";
    COUNT = "SELECT count(*) FROM master WHERE tenant = $1 AND kind = $2 AND deleted = 0";
    WITH_WORD = "SELECT first, version, created, updated, doc FROM master \
                 WHERE tenant = $1 AND kind = $2 AND ' ' || words || ' ' LIKE $3 ESCAPE '\\' AND deleted = 0 \
                 ORDER BY first LIMIT $4";
    OF_ROLE = "SELECT m.first, m.version, m.created, m.updated, m.doc FROM login l \
               JOIN master m ON m.tenant = l.tenant AND m.kind = $1 AND m.first = l.user_id AND m.second = '' \
               AND m.deleted = 0 WHERE l.tenant = $2 AND l.user_id > $3 AND ',' || l.roles || ',' LIKE $4 ESCAPE '\\' \
               ORDER BY l.user_id LIMIT $5";
    COUNT_BY_ROLES = "SELECT roles, count(*) FROM login WHERE tenant = $1 AND roles <> '' GROUP BY roles";
}

/// A living user.
#[derive(Debug, Clone)]
pub struct User {
    /// The id.
    pub id: String,
    /// Grows by one with each change.
    pub version: i64,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// When it was changed last, in milliseconds.
    pub updated: i64,
    /// The document.
    pub doc: Bytes,
}

fn read(row: Row<'_>) -> Result<User> {
    Ok(User {
        id: row.text(0)?.to_owned(),
        version: row.int(1)?,
        created: row.int(2)?,
        updated: row.int(3)?,
        doc: row.bytes(4)?,
    })
}

/// A living user.
pub async fn find(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Option<User>> {
    tx.one(&FIND, args![tenant, Kind::User.as_str(), id], read).await
}

/// The living users after an id, by id.
pub async fn page(tx: &mut Tx<'_>, tenant: TenantId, after: &str, limit: i64) -> Result<Vec<User>> {
    tx.all(&PAGE, args![tenant, Kind::User.as_str(), after, limit], read).await
}

/// How many living users there are.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId) -> Result<i64> {
    let found = tx.one(&COUNT, args![tenant, Kind::User.as_str()], |row| row.int(0)).await?;
    Ok(found.unwrap_or_default())
}

/// The living users that are found by this one word (case-folded, without blanks), by id. No index serves it.
pub async fn with_word(tx: &mut Tx<'_>, tenant: TenantId, word: &str, limit: i64) -> Result<Vec<User>> {
    let pattern = format!("% {} %", escaped(word));
    tx.all(&WITH_WORD, args![tenant, Kind::User.as_str(), &pattern, limit], read).await
}

/// The living users after an id that have a role, by id.
pub async fn of_role(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    role: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<User>> {
    let pattern = format!("%,{},%", escaped(role));
    tx.all(&OF_ROLE, args![Kind::User.as_str(), tenant, after, &pattern, limit], read).await
}

/// How many users have which roles: the names of the roles, and the number of users with just these.
pub async fn count_by_roles(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<(Vec<String>, i64)>> {
    let read = |row: Row<'_>| Ok((row.text(0)?.split(',').map(str::to_owned).collect(), row.int(1)?));
    tx.all(&COUNT_BY_ROLES, args![tenant], read).await
}

/// A text as a part of a LIKE pattern.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
