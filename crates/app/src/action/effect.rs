//! Telling people what an action has to tell.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::master::Key;
use docket_store::{Tx, relation, user};

use super::happening::Happening;
use super::rule::{Notify, Rule};
use crate::notification::{self, New, Severity, sender};
use crate::{Op, Result};

/// Notifies people: users by notifications, others by mail.
pub(super) async fn notify(
    op: &Op,
    tx: &mut Tx<'_>,
    rule: &Rule,
    (place, notify): (usize, &Notify),
    about: &Happening,
) -> Result<()> {
    let new = New {
        recipients: Vec::new(),
        source: rule.id.clone(),
        label: notify.label.clone(),
        message: notify.message.clone(),
        severity: notify.severity,
        sender: sender(op, tx).await?,
        regarding: Some((about.kind, about.id.clone())),
    };
    let key = format!("action:{}:{place}:{}", rule.id, about.mark);
    notification::tell(op, tx, &notify.to, new, (None, key)).await
}

/// Tells whoever made an action, and the log, why it could not be done.
pub(super) async fn complain(
    op: &Op,
    tx: &mut Tx<'_>,
    rule: &Rule,
    about: &Happening,
    why: &str,
) -> Result<()> {
    tracing::warn!(tenant = op.tenant().0, action = rule.id, why, "an action could not be done");
    let made = relation::to(tx, op.tenant(), &rule.id, (Relation::Created.as_str(), ""), 1).await?;
    let maker = made.into_iter().find(|link| link.relation == Relation::Created);
    let Some(maker) = maker.filter(|link| link.source.kind == EntityType::User) else { return Ok(()) };
    let maker = maker.source.id;
    if Key::user(&maker).is_err() || user::find(tx, op.tenant(), &maker).await?.is_none() {
        return Ok(());
    }
    let new = New {
        recipients: vec![maker],
        source: rule.id.clone(),
        label: format!("The action \"{}\" could not be done", rule.label),
        message: why.to_owned(),
        severity: Severity::Issue,
        sender: None,
        regarding: Some((about.kind, about.id.clone())),
    };
    notification::send(op, tx, &new).await?;
    Ok(())
}
