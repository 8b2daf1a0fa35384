//! Telling the contacts that a note names.

use docket_domain::json::Object;
use docket_store::Tx;
use docket_store::entity::Entity;
use serde_json::Value;

use super::super::own;
use crate::notification::{self, New, Severity, sender};
use crate::{Op, Result};

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
    let sender = sender(op, tx).await?;
    let new = New {
        recipients: Vec::new(),
        source: note.id.clone(),
        label: text("label"),
        message: text("text"),
        severity,
        sender: sender.clone(),
        regarding: Some((about.kind, about.id.clone())),
    };
    notification::tell(op, tx, &contacts, new, (sender, format!("note:{}", note.id))).await
}
