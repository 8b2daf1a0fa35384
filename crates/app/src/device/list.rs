//! The jobs on a technician's device.

use docket_domain::job::fold;
use docket_domain::permission::Right;
use docket_store::job;

use super::is_held_by;
use crate::job::{Answer, stored_object};
use crate::{Op, Result};

/// A job that a technician holds.
#[derive(Debug)]
pub struct Held {
    /// Its number.
    pub num: String,
    /// Its version.
    pub version: i64,
    /// The document and its entity tag.
    pub answer: Answer,
}

/// The jobs that the technician holds, by planned start; at most `limit`.
pub async fn list(op: &Op, limit: i64) -> Result<Vec<Held>> {
    op.allow(Right::Device)?;
    let mut tx = op.reader().await?;
    let rows = job::of_user(&mut tx, op.tenant(), &fold(op.actor()), limit).await?;
    let mut held = Vec::with_capacity(rows.len());
    for (num, found) in rows {
        // The column is case-folded, a user id is not.
        if is_held_by(&stored_object(&found.doc)?, op.actor()) {
            held.push(Held { num, version: found.version, answer: found.into() });
        }
    }
    Ok(held)
}
