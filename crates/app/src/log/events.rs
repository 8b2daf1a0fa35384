//! The feed of everything that happens.

use docket_domain::permission::Right;
use docket_store::Tx;
use docket_store::event::{self, Cursor, Event};

use super::as_of::show_each;
use super::seen::{self, Sight, by_right};
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
    let perhaps: Vec<Event> =
        found.into_iter().filter(|event| by_right(op, &event.entity) != Sight::None).collect();
    if perhaps.is_empty() {
        return Ok(Page { events: Vec::new(), next: end, more: full });
    }
    let (places, changes) = op.snapshot(Show { events: perhaps.clone() }).await?;
    let cut = changes.len() < places.len();
    let next = if cut { perhaps[places[changes.len() - 1]].cursor } else { end };
    let mut perhaps: Vec<Option<Event>> = perhaps.into_iter().map(Some).collect();
    let mut events = Vec::with_capacity(changes.len());
    for (place, changes) in places.into_iter().zip(changes) {
        if let Some(event) = perhaps[place].take() {
            events.push(Shown::new(event, changes)?);
        }
    }
    Ok(Page { events, next, more: full || cut })
}

struct Show {
    events: Vec<Event>,
}

impl Change for Show {
    /// Which of the events the caller may see, and what each of these changed.
    type Out = (Vec<usize>, Vec<Option<Vec<u8>>>);

    fn subject(&self) -> (&str, &str) {
        ("log", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Self::Out> {
        let places = seen::places(op, tx, &self.events).await?;
        let events: Vec<Event> = places.iter().map(|place| self.events[*place].clone()).collect();
        let changes =
            show_each(tx, op.tenant(), &events, LARGEST, |event| event.made_version, changes).await?;
        Ok((places, changes))
    }
}
