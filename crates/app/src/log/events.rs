//! The feed of everything that happens.

use docket_domain::event::entity;
use docket_domain::master::Kind;
use docket_domain::permission::{Right, Rights};
use docket_store::Tx;
use docket_store::event::{self, Cursor, Event};

use super::as_of::show_each;
use super::shown::{Shown, changes};
use super::{LARGEST, cursor};
use crate::{Change, Op, Result};

/// A page of the log.
#[derive(Debug)]
pub struct Page {
    /// The events that the caller may see.
    pub events: Vec<Shown>,
    /// The place behind the last event that was looked at, seen or not.
    pub next: Cursor,
    /// There may be more behind it.
    pub more: bool,
}

/// Reads a place in the log: where it begins when absent, where it ends now for `now`.
pub async fn place(op: &Op, parameter: &str, text: Option<&str>) -> Result<Cursor> {
    op.allow(Right::EventRead)?;
    match text {
        None => Ok(Cursor::default()),
        Some("now") => Ok(event::newest(&mut op.reader().await?, op.tenant()).await?),
        Some(text) => cursor(op, parameter, text),
    }
}

/// The events after a place, oldest first; of each kind of thing only for who may read it.
pub async fn events(op: &Op, after: Cursor, limit: i64) -> Result<Page> {
    op.allow(Right::EventRead)?;
    let found = event::page(&mut op.reader().await?, op.tenant(), after, limit).await?;
    let Some(last) = found.last() else { return Ok(Page { events: Vec::new(), next: after, more: false }) };
    let (end, full) = (last.cursor, found.len() as i64 == limit);
    let visible: Vec<Event> =
        found.into_iter().filter(|event| may_see(op.caller.rights, &event.entity)).collect();
    if visible.is_empty() {
        return Ok(Page { events: Vec::new(), next: end, more: full });
    }
    let changes = op.snapshot(Show { events: visible.clone() }).await?;
    let cut = changes.len() < visible.len();
    let next = if cut { visible[changes.len() - 1].cursor } else { end };
    let events = visible.into_iter().zip(changes).map(|(event, changes)| Shown::new(event, changes));
    Ok(Page { events: events.collect::<Result<_>>()?, next, more: full || cut })
}

/// Tokens and roles have no documents; who may read events sees that they changed.
fn may_see(rights: Rights, of: &str) -> bool {
    if of == entity::JOB {
        return rights.has(Right::WorkOrderRead);
    }
    Kind::parse(of).is_none_or(|kind| rights.has(kind.read_right()))
}

struct Show {
    events: Vec<Event>,
}

impl Change for Show {
    type Out = Vec<Option<Vec<u8>>>;

    fn subject(&self) -> (&str, &str) {
        ("log", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Self::Out> {
        show_each(tx, op.tenant(), &self.events, LARGEST, |event| event.made_version, changes).await
    }
}
