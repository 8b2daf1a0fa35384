//! Taking turns: units of work that must follow each other although there is no row yet that both could lock.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    TAKE = "SELECT CAST({in_turn} AS TEXT)";
}

/// Waits until no other unit that named the same thing is under way; those that come later wait until this one ends. SQLite
/// does one unit at a time anyway.
pub async fn take(tx: &mut Tx<'_>, tenant: TenantId, kind: &str, name: &str) -> Result<()> {
    // Two things with the same number wait for each other without need, and that is all.
    let number = docket_domain::json::hash(format!("{}\0{kind}\0{name}", tenant.0).as_bytes()) as i64;
    tx.one(&TAKE, args![number], |_| Ok(())).await.map(|_| ())
}
