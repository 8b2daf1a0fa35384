//! Telling the contacts that a note names.

use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::entity::Entity;
use serde_json::Value;

use super::super::own;
use crate::mail::{self, Mail};
use crate::notification::{self, New, Severity, recipients, sender};
use crate::{Error, Op, Result};

/// Tells the contacts in the `notify` of a note's body, which were checked: those who are users by a notification, the others by
/// mail if a mail server is configured.
pub(super) async fn notify(
    op: &Op,
    tx: &mut Tx<'_>,
    (note, about): (&Entity, &Entity),
    body: &Object,
) -> Result<()> {
    let contacts = body.get("notify").and_then(Value::as_array).into_iter().flatten();
    let contacts: Vec<String> =
        contacts.filter_map(|contact| Some(contact.get("contact_id")?.as_str()?.to_owned())).collect();
    if contacts.is_empty() {
        return Ok(());
    }
    let doc = own(note)?;
    let text = |name: &str| doc.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is = |name: &str| doc.get(name).and_then(Value::as_bool).unwrap_or(false);
    let severity = match (is("issue"), is("closed")) {
        (false, _) => Severity::Normal,
        (true, false) => Severity::Issue,
        (true, true) => Severity::Resolved,
    };
    let meant = recipients(op, tx, &contacts).await?;
    let new = New {
        recipients: meant.users,
        source: note.id.clone(),
        label: text("label"),
        message: text("text"),
        severity,
        sender: sender(op, tx).await?,
        regarding: Some((about.kind, about.id.clone())),
    };
    notification::send(op, tx, &new).await?;
    if meant.addresses.is_empty() {
        return Ok(());
    }
    let mail = Mail {
        to: meant.addresses,
        from: new.sender,
        subject: new.label,
        text: new.message,
        key: format!("note:{}", note.id),
    };
    match mail::queue(op, tx, &mail).await {
        Err(Error::NotAllowed(why)) => {
            tracing::info!(tenant = op.tenant().0, note = note.id, why, "a note could not be mailed");
            Ok(())
        }
        queued => queued,
    }
}
