//! Telling a run of the end of a job.

use docket_flow::Input;
use docket_store::{Tx, context};

use super::unasked;
use crate::{Op, Result};

/// Tells a run that a job which it may wait for came to its end: closed complete, or why not; whether it has moved. `op` acts
/// for whoever ended the job, one deeper.
///
/// # Errors
/// What the database could not do.
pub async fn job_ended(
    op: &Op,
    tx: &mut Tx<'_>,
    id: &str,
    number: &str,
    end: Result<(), String>,
) -> Result<bool> {
    let Some(found) = context::find(tx, op.tenant(), id).await? else { return Ok(false) };
    unasked::give(op, tx, &found, Input::Job { number: number.to_owned(), end }).await
}
