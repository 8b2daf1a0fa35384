//! How far the newest version of a job has got on its technician's device.

use docket_domain::job::Receipt;
use docket_store::{Tx, job, notice};

use super::report::Mine;
use crate::job::{Kept, tag};
use crate::{Op, Result};

/// Newest notices about one job that are looked at; their times can be out of order by as much as requests overlap.
const NEAR: i64 = 50;

/// Whether no later notice told this technician about the job. While they hold it, the newest notice stands for all
/// that others have changed: their own changes send none.
pub(super) async fn is_newest(op: &Op, tx: &mut Tx<'_>, notice: &notice::Notice) -> Result<bool> {
    let about = about(op, &notice.num, None);
    let near = notice::list(tx, op.tenant(), &about, None, NEAR).await?;
    Ok(near.iter().all(|other| other.n <= notice.n))
}

/// Whether the technician's own report makes the newest version one that they have read: who acts on a job has read it. Not
/// while the office's change of it still waits for the device and nothing of it was acknowledged.
pub(super) async fn own_reads(op: &Op, tx: &mut Tx<'_>, mine: &Mine<'_>) -> Result<bool> {
    if mine.row.found.receipt != i64::from(Receipt::None) {
        return Ok(true);
    }
    let waiting = about(op, mine.num.as_str(), Some(false));
    let waiting = notice::list(tx, op.tenant(), &waiting, None, NEAR).await?;
    Ok(waiting.iter().all(|notice| notice.kind != "update"))
}

/// Sets the receipt after a report by which the technician has read the newest version.
pub(super) async fn set_read(op: &Op, tx: &mut Tx<'_>, mine: &Mine<'_>, kept: &mut Kept) -> Result<()> {
    let num = mine.num.as_str();
    job::set_receipt(tx, op.tenant(), num, Receipt::Read.into()).await?;
    if let Some(found) = job::find(tx, op.tenant(), num).await? {
        kept.tag = tag(found.version, found.hash, found.receipt);
    }
    Ok(())
}

fn about(op: &Op, num: &str, acked: Option<bool>) -> notice::Wanted {
    notice::Wanted { user: Some(op.actor().to_owned()), job: Some(num.to_owned()), acked }
}
