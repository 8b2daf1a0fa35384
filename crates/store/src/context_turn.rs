//! What happened in runs of work flows: each input that made one move, with the steps that ended by it. Nothing of it is ever
//! changed.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    ADD = "INSERT INTO context_turn (tenant, context, n, at, input, steps, past) VALUES ($1, $2, $3, $4, $5, $6, $7) {many}";
    PAGE = "SELECT n, at, input, steps, past FROM context_turn WHERE tenant = $1 AND context = $2 AND n > $3 \
            ORDER BY n LIMIT $4";
    NEWEST = "SELECT n, at, input, steps, past FROM context_turn WHERE tenant = $1 AND context = $2 AND steps > 0 \
              ORDER BY n DESC LIMIT $3";
}

/// One input that made a run move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Its number in the run, from 1.
    pub n: i64,
    /// When, in milliseconds.
    pub at: i64,
    /// Which input it was: `start`, `close`, `timer` …
    pub input: String,
    /// How many steps ended in it.
    pub steps: i64,
    /// Those steps in their order, as a JSON array.
    pub past: Bytes,
}

fn read(row: Row<'_>) -> Result<Turn> {
    Ok(Turn {
        n: row.int(0)?,
        at: row.int(1)?,
        input: row.text(2)?.to_owned(),
        steps: row.int(3)?,
        past: row.bytes(4)?,
    })
}

/// Keeps a turn of a run.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, context: &str, turn: &Turn) -> Result<()> {
    let args = args![tenant, context, turn.n, turn.at, &turn.input, turn.steps, &turn.past[..]];
    tx.add(&ADD, args).await
}

/// The turns of a run after one, in their order.
pub async fn page(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    context: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Turn>> {
    tx.all(&PAGE, args![tenant, context, after, limit], read).await
}

/// The newest turns of a run in which steps ended, the newest first.
pub async fn newest(tx: &mut Tx<'_>, tenant: TenantId, context: &str, limit: i64) -> Result<Vec<Turn>> {
    tx.all(&NEWEST, args![tenant, context, limit], read).await
}
