//! Which living things belong to which, at every distance.

use docket_domain::entity::EntityType;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Engine, Result, Tx};

statements! {
    ADD = "INSERT INTO lineage (tenant, ancestor, kind, id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    ADD_TWO = "INSERT {or_fail} INTO lineage (tenant, kind, id, ancestor) VALUES ($1, $2, $3, $4), ($1, $2, $3, $5)";
    ADD_THREE = "INSERT {or_fail} INTO lineage (tenant, kind, id, ancestor) VALUES ($1, $2, $3, $4), ($1, $2, $3, $5), \
                 ($1, $2, $3, $6)";
    ADD_FOUR = "INSERT {or_fail} INTO lineage (tenant, kind, id, ancestor) VALUES ($1, $2, $3, $4), ($1, $2, $3, $5), ($1, $2, $3, $6), \
                ($1, $2, $3, $7)";
    BEGIN = "INSERT INTO lineage (tenant, ancestor, kind, id) VALUES ($1, $2, $3, $4) {many}";
    REMOVE = "DELETE FROM lineage WHERE tenant = $1 AND ancestor = $2 AND kind = $3 AND id = $4";
    ANY = "SELECT id FROM lineage WHERE tenant = $1 AND ancestor = $2 AND kind = $3 LIMIT 1";
    PAGE = "SELECT id FROM lineage WHERE tenant = $1 AND ancestor = $2 AND kind = $3 AND id > $4 ORDER BY id LIMIT $5";
    COUNT = "SELECT count(*) FROM lineage WHERE tenant = $1 AND ancestor = $2 AND kind = $3";
}

/// The counter of the living things of a kind.
#[must_use]
pub fn counter(kind: EntityType) -> String {
    format!("entity:{}", kind.code())
}

/// The counter of the living things of a kind that belong to an ancestor.
#[must_use]
pub fn counter_below(ancestor: &str, kind: EntityType) -> String {
    format!("below:{ancestor}:{}", kind.code())
}

/// Notes what a new thing belongs to: `ancestors`, none of them twice.
pub async fn begin(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    ancestors: &[&str],
    kind: EntityType,
    id: &str,
) -> Result<()> {
    match tx.engine() {
        Engine::Sqlite => begin_at_once(tx, tenant, ancestors, kind, id).await?,
        // Those of all callers go out as one statement.
        Engine::Postgres => {
            for ancestor in ancestors {
                tx.add(&BEGIN, args![tenant, *ancestor, kind.code(), id]).await?;
            }
        }
    }
    for ancestor in ancestors {
        tx.count(tenant, counter_below(ancestor, kind), 1);
    }
    Ok(())
}

/// Notes several ancestors with each statement.
async fn begin_at_once(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    ancestors: &[&str],
    kind: EntityType,
    id: &str,
) -> Result<()> {
    for some in ancestors.chunks(4) {
        match some {
            [one, two] => tx.add(&ADD_TWO, args![tenant, kind.code(), id, *one, *two]).await?,
            [one, two, three] => {
                tx.add(&ADD_THREE, args![tenant, kind.code(), id, *one, *two, *three]).await?;
            }
            [one, two, three, four] => {
                tx.add(&ADD_FOUR, args![tenant, kind.code(), id, *one, *two, *three, *four]).await?;
            }
            others => {
                for one in others {
                    tx.add(&ADD, args![tenant, *one, kind.code(), id]).await?;
                }
            }
        }
    }
    Ok(())
}

/// Notes that a thing belongs to an ancestor.
pub async fn add(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    ancestor: &str,
    kind: EntityType,
    id: &str,
) -> Result<()> {
    if tx.run(&ADD, args![tenant, ancestor, kind.code(), id]).await? > 0 {
        tx.count(tenant, counter_below(ancestor, kind), 1);
    }
    Ok(())
}

/// Forgets that a thing belongs to an ancestor.
pub async fn remove(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    ancestor: &str,
    kind: EntityType,
    id: &str,
) -> Result<()> {
    if tx.run(&REMOVE, args![tenant, ancestor, kind.code(), id]).await? > 0 {
        tx.count(tenant, counter_below(ancestor, kind), -1);
    }
    Ok(())
}

/// Whether an ancestor has a living thing of a kind.
pub async fn any(tx: &mut Tx<'_>, tenant: TenantId, ancestor: &str, kind: EntityType) -> Result<bool> {
    Ok(tx.one(&ANY, args![tenant, ancestor, kind.code()], |_| Ok(())).await?.is_some())
}

/// The ids of an ancestor's living things of a kind after one, in their order.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    ancestor: &str,
    kind: EntityType,
    after: &str,
    limit: i64,
) -> Result<Vec<String>> {
    tx.all(&PAGE, args![tenant, ancestor, kind.code(), after, limit], |row| Ok(row.text(0)?.to_owned())).await
}

/// How many living things of a kind an ancestor has, counted.
pub async fn count(tx: &mut Tx<'_>, tenant: TenantId, ancestor: &str, kind: EntityType) -> Result<i64> {
    Ok(tx.one(&COUNT, args![tenant, ancestor, kind.code()], |row| row.int(0)).await?.unwrap_or(0))
}
