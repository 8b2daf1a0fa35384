//! The units that are set aside for no project: what a work flow may allocate. Kept with every change of a unit.

use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    ADD = "INSERT INTO free_unit (tenant, part, location, status, unit) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT (tenant, part, unit) DO UPDATE SET location = excluded.location, status = excluded.status {many}";
    REMOVE = "DELETE FROM free_unit WHERE tenant = $1 AND part = $2 AND unit = $3";
    HERE = "SELECT unit FROM free_unit WHERE tenant = $1 AND part = $2 AND location = $3 AND ($4 = '' OR status = $4) \
            AND unit > $5 ORDER BY unit LIMIT $6";
    ELSEWHERE = "SELECT unit FROM free_unit WHERE tenant = $1 AND part = $2 AND location <> $3 AND ($4 = '' OR status = $4) \
                 AND unit > $5 ORDER BY unit LIMIT $6";
    ALLOCATED = "SELECT l.id FROM lineage l JOIN lineage p ON p.tenant = l.tenant AND p.ancestor = $1 AND p.kind = l.kind \
                 AND p.id = l.id WHERE l.tenant = $2 AND l.ancestor = $3 AND l.kind = $4 ORDER BY l.id LIMIT $5";
}

/// A free unit, and what it is looked for by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Free {
    /// The part that it is one of.
    pub part: String,
    /// Where it is; empty if that is not known.
    pub location: String,
    /// The label of its status; empty if it has none.
    pub status: String,
}

/// Which side of a location is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What is there.
    Here,
    /// What is anywhere else.
    Elsewhere,
}

/// Notes that a unit is free.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, unit: &str, free: &Free) -> Result<()> {
    let args = args![tenant, &free.part, &free.location, &free.status, unit];
    tx.add(&ADD, args).await
}

/// Notes that a unit is not free, or gone.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, part: &str, unit: &str) -> Result<()> {
    tx.run(&REMOVE, args![tenant, part, unit]).await.map(|_| ())
}

/// The free units that are like this, after one, the oldest first: at the location or elsewhere, in the status or, if it is
/// empty, in any.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    like: &Free,
    side: Side,
    after: &str,
    limit: i64,
) -> Result<Vec<String>> {
    let sql = if side == Side::Here { &HERE } else { &ELSEWHERE };
    let args = args![tenant, &like.part, &like.location, &like.status, after, limit];
    tx.all(sql, args, |row| Ok(row.text(0)?.to_owned())).await
}

/// The units of a part that are set aside for a project, the oldest first.
pub async fn allocated(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    part: &str,
    project: &str,
    limit: i64,
) -> Result<Vec<String>> {
    let args = args![part, tenant, project, EntityType::Unit.code(), limit];
    tx.all(&ALLOCATED, args, |row| Ok(row.text(0)?.to_owned())).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{assert_seeks, ground};

    #[test]
    fn free_units_are_found_through_an_index() {
        let (_folder, db) = ground();
        assert_seeks(&db, &HERE, "tenant=? AND part=? AND location=? AND unit>?");
        assert_seeks(&db, &ELSEWHERE, "tenant=? AND part=? AND unit>?");
        assert_seeks(&db, &ALLOCATED, "tenant=? AND ancestor=? AND kind=?");
    }
}
