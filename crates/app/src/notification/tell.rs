//! Telling people: users by notifications, others by mail.

use docket_store::Tx;

use super::{New, recipients, send};
use crate::mail::{self, Mail};
use crate::{Error, Op, Result};

/// Tells whom these names mean. Who is no user gets a mail, from `from` and once for a `key`, if a mail server is configured; that there is
/// none stands in the server's log.
pub(crate) async fn tell(
    op: &Op,
    tx: &mut Tx<'_>,
    names: &[String],
    mut new: New,
    (from, key): (Option<String>, String),
) -> Result<()> {
    let meant = recipients(op, tx, names).await?;
    new.recipients = meant.users;
    send(op, tx, &new).await?;
    if meant.addresses.is_empty() {
        return Ok(());
    }
    let New { source, label, message, .. } = new;
    let mail = Mail { to: meant.addresses, from, subject: label, text: message, key };
    match mail::queue(op, tx, &mail).await {
        Err(Error::NotAllowed(why)) => {
            tracing::info!(tenant = op.tenant().0, source, why, "what is to be told could not be mailed");
            Ok(())
        }
        queued => queued,
    }
}
