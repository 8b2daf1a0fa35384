//! Counters of a tenant, so that a list can say its total without counting.
//!
//! Each counter has slots: writers on PostgreSQL add to different rows, readers add the rows up. One row for all would
//! make every commit wait for the one before.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Arg, Result, Sql, Tx};

/// Slots of a counter on PostgreSQL; SQLite has one writer and uses slot 0.
pub(crate) const SLOTS: i64 = 16;

statements! {
    ADD = "INSERT INTO counter (tenant, name, slot, n) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (tenant, name, slot) DO UPDATE SET n = counter.n + excluded.n {many}";
    READ = "SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM counter WHERE tenant = $1 AND name = $2";
    READ_PREFIX = "SELECT name, CAST(sum(n) AS BIGINT) FROM counter WHERE tenant = $1 AND name >= $2 AND name < $3 \
                   GROUP BY name ORDER BY name";
}

/// The statement that adds to a counter.
pub(crate) fn add_statement() -> &'static Sql {
    &ADD
}

/// The parameters of [`add_statement`].
pub(crate) fn add_args(tenant: TenantId, name: &str, slot: i64, by: i64) -> [Arg<'_>; 4] {
    [tenant.into(), name.into(), slot.into(), by.into()]
}

/// What a counter stands at.
pub async fn read(tx: &mut Tx<'_>, tenant: TenantId, name: &str) -> Result<i64> {
    let stored = tx.one(&READ, args![tenant, name], |row| row.int(0)).await?.unwrap_or(0);
    Ok(stored + tx.counted(tenant, name))
}

/// All counters whose names begin with `prefix`, with the rest of their names.
pub async fn read_all(tx: &mut Tx<'_>, tenant: TenantId, prefix: &str) -> Result<Vec<(String, i64)>> {
    let end = format!("{prefix}\u{10FFFF}");
    let read = |row: crate::Row<'_>| {
        let name = row.text(0)?;
        Ok((name.strip_prefix(prefix).unwrap_or(name).to_owned(), row.int(1)?))
    };
    tx.all(&READ_PREFIX, args![tenant, prefix, &end], read).await
}
