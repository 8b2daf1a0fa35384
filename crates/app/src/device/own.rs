//! A technician's own change of the document, whichever report made it.

use docket_domain::event::name;
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_store::Tx;
use serde_json::{Value, json};

use super::receipt;
use super::report::{Made, Mine, Sent, Work, status_of};
use crate::job::{Keeping, keep};
use crate::{Op, Result};

/// Keeps a job as a report made it; `more` is what the event says besides.
pub(super) async fn keep_own<W: Work>(
    op: &Op,
    tx: &mut Tx<'_>,
    sent: &Sent<W>,
    mine: &Mine<'_>,
    after: Object,
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
    let change = Keeping {
        num: mine.num,
        row: Some(mine.row),
        before: Some(mine.doc),
        after,
        by_device_of: Some(op.actor()),
        event: Some((name::JOB_UPDATED, data.to_string().into_bytes())),
    };
    let mut kept = keep(op, tx, change).await?;
    if kept.version != mine.row.found.version {
        receipt::after_own(op, tx, mine, &mut kept).await?;
    }
    Ok(Made { kept, status })
}
