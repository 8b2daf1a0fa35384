//! Telling the log about a job without making a version of it.

use docket_store::Tx;
use docket_store::event;
use docket_store::job::Locked;
use serde_json::Value;

use crate::job::JOB;
use crate::{Op, Result};

/// Appends an event that speaks of a job's newest version.
pub(super) async fn note(
    op: &Op,
    tx: &mut Tx<'_>,
    (num, row): (&str, &Locked),
    name: &str,
    data: &Value,
) -> Result<()> {
    let data = data.to_string();
    let new = event::New { data: Some(data.as_bytes()), ..op.event(JOB, num, row.found.version, name) };
    Ok(event::append(tx, op.tenant(), row.xid, &new).await?)
}
