//! Typed, directed links between two things: a user is the technician for a batch.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Arg, Error, Result, Row, Tx};

statements! {
    ADD = "INSERT INTO relation (tenant, source, relation, target, source_kind, target_kind, created) \
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    // One that is there stays as it is, and counts: the many-form must change a row for each caller.
    BEGIN = "INSERT INTO relation (tenant, source, relation, target, source_kind, target_kind, created) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (tenant, source, relation, target) DO UPDATE SET created = relation.created {many}";
    REMOVE = "DELETE FROM relation WHERE tenant = $1 AND source = $2 AND relation = $3 AND target = $4";
    FIND = "SELECT source, relation, target, source_kind, target_kind, created FROM relation \
            WHERE tenant = $1 AND source = $2 AND relation = $3 AND target = $4";
    FROM = "SELECT source, relation, target, source_kind, target_kind, created FROM relation \
            WHERE tenant = $1 AND source = $2 AND (relation, target) > ($3, $4) ORDER BY relation, target LIMIT $5";
    TO = "SELECT source, relation, target, source_kind, target_kind, created FROM relation \
          WHERE tenant = $1 AND target = $2 AND (relation, source) > ($3, $4) ORDER BY relation, source LIMIT $5";
    HELD = "SELECT relation FROM relation WHERE tenant = $1 AND source = $2 AND target = $3 AND target_kind = $4 \
            AND source_kind = 'USER'";
    COUNT_FROM = "SELECT relation, CAST(SUM(CASE WHEN target_kind = $1 THEN 1 ELSE 0 END) AS BIGINT), count(*) \
                  FROM relation WHERE tenant = $2 AND source = $3 GROUP BY relation";
    COUNT_TO = "SELECT relation, CAST(SUM(CASE WHEN source_kind = $1 THEN 1 ELSE 0 END) AS BIGINT), count(*) \
                FROM relation WHERE tenant = $2 AND target = $3 GROUP BY relation";
    REMOVE_FROM = "DELETE FROM relation WHERE tenant = $1 AND source = $2 AND source_kind = $3";
    REMOVE_TO = "DELETE FROM relation WHERE tenant = $1 AND target = $2 AND target_kind = $3";
}

/// One end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The kind.
    pub kind: EntityType,
    /// The id.
    pub id: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Who or what has the relation: the technician.
    pub source: End,
    /// Which.
    pub relation: Relation,
    /// To what: the batch.
    pub target: End,
    /// When it was made, in milliseconds.
    pub created: i64,
}

fn read(row: Row<'_>) -> Result<Link> {
    let kind = |code: &str| {
        EntityType::parse(code).ok_or_else(|| Error::Internal(format!("a relation with the kind {code}")))
    };
    let name = row.text(1)?;
    let relation =
        Relation::parse(name).ok_or_else(|| Error::Internal(format!("a relation called {name}")))?;
    Ok(Link {
        source: End { id: row.text(0)?.to_owned(), kind: kind(row.text(3)?)? },
        relation,
        target: End { id: row.text(2)?.to_owned(), kind: kind(row.text(4)?)? },
        created: row.int(5)?,
    })
}

/// Makes a link; whether it is new.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, link: &Link) -> Result<bool> {
    Ok(tx.run(&ADD, &add_args(tenant, link)).await? > 0)
}

/// The parameters of [`ADD`] and [`BEGIN`].
fn add_args(tenant: TenantId, link: &Link) -> [Arg<'_>; 7] {
    [
        tenant.into(),
        (&link.source.id).into(),
        link.relation.as_str().into(),
        (&link.target.id).into(),
        link.source.kind.code().into(),
        link.target.kind.code().into(),
        link.created.into(),
    ]
}

/// Makes the first link of a new thing: there is none like it.
pub async fn begin(tx: &mut Tx<'_>, tenant: TenantId, link: &Link) -> Result<()> {
    tx.add(&BEGIN, &add_args(tenant, link)).await
}

/// Removes a link; whether there was one.
pub async fn remove(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    source: &str,
    relation: Relation,
    target: &str,
) -> Result<bool> {
    Ok(tx.run(&REMOVE, args![tenant, source, relation.as_str(), target]).await? > 0)
}

/// A link.
pub async fn find(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    source: &str,
    relation: Relation,
    target: &str,
) -> Result<Option<Link>> {
    tx.one(&FIND, args![tenant, source, relation.as_str(), target], read).await
}

/// The links that go out from a thing, after one (relation, target), in that order.
pub async fn from(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    source: &str,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Link>> {
    tx.all(&FROM, args![tenant, source, after.0, after.1, limit], read).await
}

/// The links that come in to a thing, after one (relation, source), in that order.
pub async fn to(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    target: &str,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Link>> {
    tx.all(&TO, args![tenant, target, after.0, after.1, limit], read).await
}

/// The relations of a user to a thing. Its kind counts too: whoever gives out the ids of users can give one the id of a thing.
pub async fn held(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    user: &str,
    (kind, target): (EntityType, &str),
) -> Result<Vec<Relation>> {
    let args = args![tenant, user, target, kind.code()];
    let names = tx.all(&HELD, args, |row| Ok(row.text(0)?.to_owned())).await?;
    Ok(names.iter().filter_map(|name| Relation::parse(name)).collect())
}

/// How many links go out from a thing, by relation; only those to things of a kind if one is given.
pub async fn count_from(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    source: &str,
    kind: Option<EntityType>,
) -> Result<Vec<(String, i64)>> {
    let read = |row: Row<'_>| counted(row, kind);
    tx.all(&COUNT_FROM, args![kind.map_or("", EntityType::code), tenant, source], read).await
}

/// How many links come in to a thing, by relation; only those from things of a kind if one is given.
pub async fn count_to(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    target: &str,
    kind: Option<EntityType>,
) -> Result<Vec<(String, i64)>> {
    let read = |row: Row<'_>| counted(row, kind);
    tx.all(&COUNT_TO, args![kind.map_or("", EntityType::code), tenant, target], read).await
}

fn counted(row: Row<'_>, kind: Option<EntityType>) -> Result<(String, i64)> {
    let count = if kind.is_some() { row.int(1)? } else { row.int(2)? };
    Ok((row.text(0)?.to_owned(), count))
}

/// Removes all links of a thing, so that a later one of the same id does not have them.
pub async fn remove_all(tx: &mut Tx<'_>, tenant: TenantId, kind: EntityType, id: &str) -> Result<()> {
    tx.run(&REMOVE_FROM, args![tenant, id, kind.code()]).await?;
    tx.run(&REMOVE_TO, args![tenant, id, kind.code()]).await?;
    Ok(())
}
