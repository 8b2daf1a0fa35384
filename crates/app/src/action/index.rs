//! What actions wait for, kept beside them.

use docket_domain::entity::refs::Role;
use docket_store::action::{self, Trigger};
use docket_store::entity::Entity;
use docket_store::{Tx, follower};
use serde_json::Value;

use super::known;
use crate::entity::own;
use crate::{Op, Result};

/// Notes what a new or changed action waits for.
pub(crate) async fn index(op: &Op, tx: &mut Tx<'_>, of: &Entity) -> Result<()> {
    let doc = own(of)?;
    let text = |name: &str| doc.get(name).and_then(Value::as_str);
    let (Some(event), Some(entity)) = (text("event"), of.refs.id(Role::About)) else { return Ok(()) };
    let is_before = text("sequence") != Some("after");
    if is_before {
        known::add(op, event).await?;
    } else {
        follower::begin(tx, op.tenant()).await?;
    }
    action::remove(tx, op.tenant(), &of.id).await?;
    Ok(action::add(tx, op.tenant(), &of.id, &Trigger { is_before, event, entity }).await?)
}

/// Lets an action that is deleted wait for nothing any more.
pub(crate) async fn forget(op: &Op, tx: &mut Tx<'_>, of: &Entity) -> Result<()> {
    Ok(action::remove(tx, op.tenant(), &of.id).await?)
}
