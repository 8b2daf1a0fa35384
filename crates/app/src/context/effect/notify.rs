//! Telling people inside the system; those who have no user get mail.

use docket_flow::Message;
use docket_store::Tx;
use serde_json::Value;

use super::{Done, Trouble, email, people};
use crate::context::scene::Scene;
use crate::notification::{New, Severity, send};
use crate::{Op, Result};

pub(super) async fn perform(op: &Op, tx: &mut Tx<'_>, scene: &Scene, message: &Message) -> Result<Done> {
    let meant = match people::meant(op, tx, scene, &message.to).await? {
        Ok(meant) => meant,
        Err(trouble) => return Ok(Err(trouble)),
    };
    if !meant.addresses.is_empty()
        && let Err(trouble) = email::queue(op, tx, scene, meant.addresses, message).await?
    {
        return Ok(Err(trouble));
    }
    let severity = message.further.get("severity").and_then(Value::as_str);
    let Some(severity) = severity.map_or(Some(Severity::Normal), Severity::parse) else {
        return Ok(Err(Trouble::words("the severity is neither normal, issue nor resolved")));
    };
    let new = New {
        recipients: meant.users,
        source: scene.id.clone(),
        label: message.subject.clone().unwrap_or_else(|| scene.label.clone()),
        message: message.message.clone().unwrap_or_default(),
        severity,
        sender: message.from.clone(),
        regarding: Some(scene.entity.clone()),
    };
    send(op, tx, &new).await?;
    Ok(Ok(Value::Null))
}
