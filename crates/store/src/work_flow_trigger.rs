//! Which work flows are started by which events.

use docket_domain::tenant::TenantId;

use crate::sql::statements;
use crate::value::args;
use crate::{Result, Tx};

statements! {
    ADD = "INSERT INTO work_flow_trigger (tenant, event, work_flow, since) VALUES ($1, $2, $3, $4) {many}";
    REMOVE = "DELETE FROM work_flow_trigger WHERE tenant = $1 AND event = $2 AND work_flow = $3";
    KNOWN = "SELECT event FROM work_flow_trigger WHERE tenant = $1 AND work_flow = $2 ORDER BY event";
    OF = "SELECT work_flow, since FROM work_flow_trigger WHERE tenant = $1 AND event = $2 ORDER BY work_flow";
    EVENTS = "SELECT event FROM work_flow_trigger WHERE tenant = $1 GROUP BY event ORDER BY event";
}

/// Says which events start a work flow, in place of those before. Those that did so already keep the time since when.
pub async fn set(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_flow: &str,
    events: &[&str],
    now: i64,
) -> Result<()> {
    let known = tx.all(&KNOWN, args![tenant, work_flow], |row| Ok(row.text(0)?.to_owned())).await?;
    for gone in known.iter().filter(|event| !events.contains(&event.as_str())) {
        tx.run(&REMOVE, args![tenant, gone, work_flow]).await?;
    }
    let mut added: Vec<&str> = Vec::new();
    for event in events {
        if !known.iter().any(|old| old == event) && !added.contains(event) {
            tx.add(&ADD, args![tenant, *event, work_flow, now]).await?;
            added.push(event);
        }
    }
    Ok(())
}

/// The work flows that an event starts, by id, each with the time since when it does so, in milliseconds.
pub async fn of(tx: &mut Tx<'_>, tenant: TenantId, event: &str) -> Result<Vec<(String, i64)>> {
    tx.all(&OF, args![tenant, event], |row| Ok((row.text(0)?.to_owned(), row.int(1)?))).await
}

/// The names of the events that start work flows.
pub async fn events(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<String>> {
    tx.all(&EVENTS, args![tenant], |row| Ok(row.text(0)?.to_owned())).await
}
