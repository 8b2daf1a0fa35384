//! Changing the document of a job that exists, for the office.

use docket_domain::job::{Number, Said};
use docket_domain::json::Object;
use docket_store::{Tx, job};

use super::{Keeping, Kept, keep, missing, stored_object};
use crate::{Op, Result};

/// Locks a job, which must be as the caller knows it, and keeps what `change` makes of its document; `said` is what
/// the caller said of it.
///
/// # Errors
/// If there is no such job, the precondition fails, or `change` refuses.
pub(crate) async fn amend(
    op: &Op,
    tx: &mut Tx<'_>,
    num: &Number,
    said: Said<'_>,
    change: impl FnOnce(&mut Object) -> Result<()>,
) -> Result<Kept> {
    let row = job::lock(tx, op.tenant(), num.as_str()).await?.filter(|row| !row.deleted);
    let row = row.ok_or_else(|| missing(num))?;
    op.if_match.check(Some(row.found.version))?;
    let before = stored_object(&row.found.doc)?;
    let mut after = before.clone();
    change(&mut after)?;
    let (row, before) = (Some(&row), Some(&before));
    let change = Keeping { num, row, before, after, said, by_device_of: None, event: None };
    keep(op, tx, change).await
}
