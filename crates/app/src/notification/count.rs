//! How many notifications the caller has.

use docket_store::{Tx, notification};
use serde_json::{Value, json};

use crate::{Op, Result};

/// The counts that the caller's profile shows: those not read, those read, and those put away.
pub(crate) async fn counted(op: &Op, tx: &mut Tx<'_>) -> Result<Value> {
    let counted = notification::count(tx, op.tenant(), op.actor()).await?;
    let archived = counted.archived_read + counted.archived_unread;
    Ok(json!({"un_read": counted.unread, "read": counted.read, "archived": archived}))
}
