//! A technician's own change of the document, whichever report made it.

use docket_domain::event::name;
use docket_domain::job::Said;
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_store::Tx;
use serde_json::{Value, json};

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
    let mut kept = keep_with(op, tx, mine, (after, said), (name::JOB_UPDATED, &data)).await?;
    if kept.version != mine.row.found.version {
        receipt::after_own(op, tx, mine, &mut kept).await?;
    }
    Ok(Made { kept, status })
}

/// Keeps a job as its technician's device made it, and tells of it by this event.
pub(super) async fn keep_with(
    op: &Op,
    tx: &mut Tx<'_>,
    mine: &Mine<'_>,
    (after, said): (Object, Said<'_>),
    (event, data): (&'static str, &Value),
) -> Result<Kept> {
    let change = Keeping {
        num: mine.num,
        row: Some(mine.row),
        before: Some(mine.doc),
        after,
        said,
        by_device_of: Some(op.actor()),
        event: Some((event, data.to_string().into_bytes())),
    };
    keep(op, tx, change).await
}
