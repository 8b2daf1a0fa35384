//! A technician's own change of the document, whichever report made it.

use docket_domain::event::name;
use docket_domain::job::{Receipt, Said};
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_store::Tx;
use serde_json::{Value, json};

use super::event::note;
use super::receipt;
use super::report::{Made, Mine, Sent, Work, status_of};
use crate::job::{Keeping, Kept, keep};
use crate::{Op, Result};

/// Keeps a job as a report that said this of it made it; `more` is what the event says besides.
pub(super) async fn keep_own<W: Work>(
    op: &Op,
    tx: &mut Tx<'_>,
    sent: &Sent<W>,
    mine: &Mine<'_>,
    (after, said): (Object, Said<'_>),
    more: &[(&str, &str)],
) -> Result<Made> {
    let status = status_of(&after);
    let mut data = json!({
        "id": sent.id,
        "action": sent.kind,
        "at": sent.at.map(format_ms),
        "received": format_ms(op.now),
    });
    for (name, text) in more {
        data[*name] = Value::from(*text);
    }
    let telling = Telling { name: name::JOB_UPDATED, data, always: false };
    let kept = keep_with(op, tx, mine, (after, said), telling).await?;
    Ok(Made { kept, status })
}

/// What the log is told of a report.
pub(super) struct Telling {
    /// The name of the event.
    pub name: &'static str,
    /// What it says: an object.
    pub data: Value,
    /// It is worth an event even if it leaves the document as it was.
    pub always: bool,
}

/// Keeps a job as its technician's device made it, and tells the log. If the version does not count as read, the event
/// says so: the export shows each version with its receipt.
pub(super) async fn keep_with(
    op: &Op,
    tx: &mut Tx<'_>,
    mine: &Mine<'_>,
    (after, said): (Object, Said<'_>),
    mut telling: Telling,
) -> Result<Kept> {
    let reads = receipt::own_reads(op, tx, mine).await?;
    if !reads {
        for (flag, is_set) in Receipt::None.flags() {
            telling.data[flag] = is_set.into();
        }
    }
    let change = Keeping {
        num: mine.num,
        row: Some(mine.row),
        before: Some(mine.doc),
        after,
        said,
        by_device_of: Some(op.actor()),
        event: Some((telling.name, telling.data.to_string().into_bytes())),
    };
    let mut kept = keep(op, tx, change).await?;
    if kept.version == mine.row.found.version {
        if !telling.always {
            return Ok(kept);
        }
        note(op, tx, (mine.num.as_str(), mine.row), telling.name, &telling.data).await?;
    }
    if reads {
        receipt::set_read(op, tx, mine, &mut kept).await?;
    }
    Ok(kept)
}
