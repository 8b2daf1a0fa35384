//! Which events of a tenant have actions before them, in memory, so that changes of a tenant without any cost nothing.
//!
//! On SQLite the memory holds what was found once and what this process, the only one that writes, has added since; an event whose
//! last action is gone stays in it, which costs a look-up and nothing else. On PostgreSQL it is read again after a second: an
//! action that was made on another node acts from then on.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use docket_domain::tenant::TenantId;
use docket_store::{Engine, action};

use crate::{Op, Result};

/// How long the memory is trusted on PostgreSQL, in milliseconds.
const TRUST: u64 = 1_000;

/// The events that have actions before them, by tenant.
#[derive(Default)]
pub(crate) struct Known(Mutex<HashMap<TenantId, Events>>);

#[derive(Default)]
struct Events {
    names: HashSet<String>,
    /// When they were read, in milliseconds.
    at: i64,
}

impl Known {
    fn with<T>(&self, take: impl FnOnce(&mut HashMap<TenantId, Events>) -> T) -> T {
        take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether any event of the tenant has actions before it.
pub(super) async fn any(op: &Op) -> Result<bool> {
    let (now, ages) = (op.app.clock.now(), op.app.db.engine() == Engine::Postgres);
    let fresh = |events: &Events| !ages || now.abs_diff(events.at) < TRUST;
    let known = op.app.actions.with(|tenants| {
        tenants.get(&op.tenant()).filter(|events| fresh(events)).map(|events| !events.names.is_empty())
    });
    match known {
        Some(any) => Ok(any),
        None => read(op, now).await,
    }
}

/// Reads what is committed. What this process is about to add is added on top of it.
async fn read(op: &Op, now: i64) -> Result<bool> {
    let found = action::events(&mut op.reader().await?, op.tenant(), true).await?;
    Ok(op.app.actions.with(|tenants| {
        let events = tenants.entry(op.tenant()).or_default();
        if op.app.db.engine() == Engine::Postgres {
            events.names.clear();
        }
        events.names.extend(found);
        events.at = now;
        !events.names.is_empty()
    }))
}

/// Whether an event has actions before it, as far as is known.
pub(super) fn has(op: &Op, event: &str) -> bool {
    op.app
        .actions
        .with(|tenants| tenants.get(&op.tenant()).is_some_and(|events| events.names.contains(event)))
}

/// Notes that an event is about to have an action before it.
pub(super) async fn add(op: &Op, event: &str) -> Result<()> {
    any(op).await?;
    op.app.actions.with(|tenants| {
        tenants.entry(op.tenant()).or_default().names.insert(event.to_owned());
    });
    Ok(())
}
