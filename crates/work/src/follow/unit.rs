//! The units of work that follow a log.

use std::sync::Arc;

use docket_app::follow::{Following, Reacted, names, react};
use docket_app::{App, Error, Op, Result};
use docket_domain::tenant::TenantId;
use docket_store::event::{self, Cursor, Event};
use docket_store::follower::{self, Place};
use docket_store::{Tx, Unit};

use super::PAGE;

/// How many events one unit of work follows at most, and how many runs it tells of one event.
const EVENTS: usize = 50;
const RUNS: i64 = 200;

/// How a log is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// Many events in one unit.
    Many,
    /// One event: one of many has failed.
    One,
    /// Over one event, which fails again and again.
    Over,
}

/// Does what follows from the next events; whether there may be more. `None`: another node is at it.
pub(super) struct Follow {
    pub(super) app: Arc<App>,
    pub(super) tenant: TenantId,
    /// Nobody waits for what happened up to here.
    pub(super) passed: Cursor,
    pub(super) pace: Pace,
}

impl Unit for Follow {
    type Out = Option<bool>;
    type Error = Error;

    fn key(&self) -> u64 {
        // What this node follows comes one after the other.
        3
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<bool>> {
        let Some(mut place) = follower::lock(tx, self.tenant).await? else { return Ok(None) };
        place.cursor = place.cursor.max(self.passed);
        let page = event::page(tx, self.tenant, place.cursor, PAGE).await?;
        let names = names(tx, self.tenant).await?;
        let most = if self.pace == Pace::Many { EVENTS } else { 1 };
        let waited_for: Vec<&Event> = page.iter().filter(|event| names.has(event)).collect();
        let (now, later) = waited_for.split_at(most.min(waited_for.len()));
        for (nth, event) in now.iter().enumerate() {
            let starts = !now[nth + 1..].iter().any(|other| is_like(event, other));
            let following = Following { event, starts, told: &place.told, limit: RUNS };
            let Reacted::UpTo(told) = self.react(tx, &following).await? else {
                place = Place { cursor: event.cursor, told: String::new() };
                continue;
            };
            follower::set(tx, self.tenant, &Place { told, ..place }).await?;
            return Ok(Some(true));
        }
        if let Some(last) = page.last().filter(|_| later.is_empty()) {
            place.cursor = last.cursor;
        }
        follower::set(tx, self.tenant, &place).await?;
        Ok(Some(!later.is_empty() || page.len() as i64 == PAGE))
    }
}

impl Follow {
    async fn react(&self, tx: &mut Tx<'_>, following: &Following<'_>) -> Result<Reacted> {
        let event = following.event;
        if self.pace == Pace::Over {
            let at = event.cursor;
            tracing::error!(tenant = self.tenant.0, event = %at, name = event.name, "an event is left out");
            return Ok(Reacted::Whole);
        }
        let op = Op::unasked(self.app.clone(), self.tenant, &event.actor, event.depth + 1);
        react(&op, tx, following).await
    }
}

/// Whether two events tell of the same.
fn is_like(one: &Event, other: &Event) -> bool {
    (&one.name, &one.entity, &one.key) == (&other.name, &other.entity, &other.key)
}

/// Writes down that nobody waits for what happened up to a place.
pub(super) struct Pass {
    pub(super) tenant: TenantId,
    pub(super) to: Cursor,
}

impl Unit for Pass {
    type Out = ();
    type Error = Error;

    fn key(&self) -> u64 {
        3
    }

    async fn run(&self, tx: &mut Tx<'_>) -> Result<()> {
        match follower::lock(tx, self.tenant).await? {
            Some(place) if place.cursor < self.to && place.told.is_empty() => {
                Ok(follower::set(tx, self.tenant, &Place { cursor: self.to, ..place }).await?)
            }
            _ => Ok(()),
        }
    }
}
