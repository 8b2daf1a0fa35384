//! Deleting a job that a run no longer waits for; its technician is told.

use docket_domain::job::{Number, columns, is_closed};
use docket_store::{Tx, job};
use serde_json::Value;

use super::{Done, Trouble};
use crate::job::{bury, stored_object};
use crate::{Op, Result};

/// Deletes a job, unless it is closed or gone already.
pub(in crate::context) async fn recall(op: &Op, tx: &mut Tx<'_>, number: &str) -> Result<Done> {
    let number = match Number::new(number) {
        Ok(number) => number,
        Err(fault) => return Ok(Err(Trouble::words(fault.reason))),
    };
    let row = job::lock(tx, op.tenant(), number.as_str()).await?;
    if let Some(row) = row.filter(|row| !row.deleted) {
        let before = stored_object(&row.found.doc)?;
        if !is_closed(&columns(&before).status) {
            bury(op, tx, &number, &row, &before).await?;
        }
    }
    Ok(Ok(Value::Null))
}
