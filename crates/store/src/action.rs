//! Which actions wait for which event. The actions themselves are entities of their own kind.

use bytes::Bytes;
use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Row, Tx};

statements! {
    ADD = "INSERT INTO action_trigger (tenant, is_before, event, entity, action) VALUES ($1, $2, $3, $4, $5) \
           ON CONFLICT DO NOTHING";
    REMOVE = "DELETE FROM action_trigger WHERE tenant = $1 AND action = $2";
    EVENTS = "SELECT DISTINCT event FROM action_trigger WHERE tenant = $1 AND is_before = $2";
    OF = "SELECT e.id, e.created, e.doc FROM action_trigger t \
          JOIN entity e ON e.tenant = t.tenant AND e.kind = 'ACT' AND e.id = t.action AND e.deleted = 0 \
          WHERE t.tenant = $1 AND t.is_before = $2 AND t.event = $3 AND t.entity = $4 ORDER BY t.action LIMIT $5";
}

/// What an action waits for.
#[derive(Debug)]
pub struct Trigger<'a> {
    /// Before the event is written; else after.
    pub is_before: bool,
    /// The event's name, in the newer words.
    pub event: &'a str,
    /// The id of what the event is about, or of what that belongs to.
    pub entity: &'a str,
}

/// Lets an action wait for an event.
pub async fn add(tx: &mut Tx<'_>, tenant: TenantId, action: &str, trigger: &Trigger<'_>) -> Result<()> {
    let args = args![tenant, trigger.is_before, trigger.event, trigger.entity, action];
    tx.run(&ADD, args).await.map(|_| ())
}

/// Lets an action wait for nothing any more.
pub async fn remove(tx: &mut Tx<'_>, tenant: TenantId, action: &str) -> Result<()> {
    tx.run(&REMOVE, args![tenant, action]).await.map(|_| ())
}

/// The events that actions of a tenant wait for.
pub async fn events(tx: &mut Tx<'_>, tenant: TenantId, is_before: bool) -> Result<Vec<String>> {
    tx.all(&EVENTS, args![tenant, is_before], |row| Ok(row.text(0)?.to_owned())).await
}

/// An action that waits.
#[derive(Debug)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// When it was made, in milliseconds.
    pub created: i64,
    /// Its document.
    pub doc: Bytes,
}

/// The actions that wait for this, up to `limit`.
pub async fn of(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    trigger: &Trigger<'_>,
    limit: i64,
) -> Result<Vec<Waiting>> {
    let args = args![tenant, trigger.is_before, trigger.event, trigger.entity, limit];
    let read =
        |row: Row<'_>| Ok(Waiting { id: row.text(0)?.to_owned(), created: row.int(1)?, doc: row.bytes(2)? });
    tx.all(&OF, args, read).await
}
