//! Reading one job on a device.

use docket_domain::job::Number;
use docket_domain::permission::Right;
use docket_store::job;

use super::{goes_along, is_held_by};
use crate::job::{Answer, missing, stored_object};
use crate::{Op, Result};

/// Reads a job that the technician holds, helps with, or is the primary user of.
///
/// # Errors
/// [`crate::Error::NotFound`] for any other job.
pub async fn get(op: &Op, num: &Number) -> Result<Answer> {
    op.allow(Right::Device)?;
    let mut tx = op.reader().await?;
    let found = job::find(&mut tx, op.tenant(), num.as_str()).await?.ok_or_else(|| missing(num))?;
    let doc = stored_object(&found.doc)?;
    if is_held_by(&doc, op.actor()) || goes_along(&doc, op.actor()) {
        Ok(found.into())
    } else {
        Err(missing(num))
    }
}
