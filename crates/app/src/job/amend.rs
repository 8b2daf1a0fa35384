//! Changing the document of a job that exists, for the office.

use docket_domain::job::Number;
use docket_domain::json::Object;
use docket_store::{Tx, job};

use super::{Keeping, Kept, keep, missing, stored_object};
use crate::{Op, Result};

/// Locks a job, which must be as the caller knows it, and keeps what `change` makes of its document.
///
/// # Errors
/// If there is no such job, the precondition fails, or `change` refuses.
pub(crate) async fn amend(
    op: &Op,
    tx: &mut Tx<'_>,
    num: &Number,
    change: impl FnOnce(&mut Object) -> Result<()>,
) -> Result<Kept> {
    let row = job::lock(tx, op.tenant(), num.as_str()).await?.filter(|row| !row.deleted);
    let row = row.ok_or_else(|| missing(num))?;
    op.if_match.check(Some(row.found.version))?;
    let before = stored_object(&row.found.doc)?;
    let mut after = before.clone();
    change(&mut after)?;
    let change =
        Keeping { num, row: Some(&row), before: Some(&before), after, by_device_of: None, event: None };
    keep(op, tx, change).await
}
