//! A technician's notices, with the job as it is now.

use docket_domain::permission::Right;
use docket_store::{Tx, job, notice};

use super::is_held_by;
use crate::job::{Answer, stored_object};
use crate::{Op, Result};

/// What the notices of one answer may hold together, in bytes of documents; the last one may go beyond it.
const ENOUGH: usize = 8 * 1024 * 1024;

/// A notice as a device gets it.
#[derive(Debug)]
pub struct Notice {
    /// The notice.
    pub row: notice::Notice,
    /// The job as it is now; only with a dispatch or an update, and only while the technician still holds the job.
    pub job: Option<Answer>,
}

/// The technician's notices after a number, acknowledged or not: at most `limit`, fewer if their documents are large.
/// An empty answer means that there are no more.
pub async fn notices(op: &Op, after: i64, limit: i64) -> Result<Vec<Notice>> {
    op.allow(Right::Device)?;
    let mut tx = op.reader().await?;
    let rows = notice::after(&mut tx, op.tenant(), op.actor(), after, limit).await?;
    let mut page = Vec::with_capacity(rows.len());
    let mut bytes = 0;
    for row in rows {
        let notice = with_job(op, &mut tx, row).await?;
        bytes += notice.job.as_ref().map_or(0, |job| job.doc.len());
        page.push(notice);
        if bytes >= ENOUGH {
            break;
        }
    }
    Ok(page)
}

/// Adds the job to a notice, if the device may have it.
pub(super) async fn with_job(op: &Op, tx: &mut Tx<'_>, row: notice::Notice) -> Result<Notice> {
    if !brings_job(&row) {
        return Ok(Notice { row, job: None });
    }
    let found = job::find(tx, op.tenant(), &row.num).await?;
    let job = match found {
        Some(found) if is_held_by(&stored_object(&found.doc)?, op.actor()) => Some(found.into()),
        _ => None,
    };
    Ok(Notice { row, job })
}

/// Whether the notice gives the job to the device, rather than taking it away.
pub(super) fn brings_job(row: &notice::Notice) -> bool {
    matches!(&*row.kind, "dispatch" | "update")
}
