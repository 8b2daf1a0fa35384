//! Which events a caller may see: those about things that it may read.
//!
//! Of a kind that the caller may read wherever it is, no thing is looked up. Else each thing on a page of the log is looked
//! up once, for a right at a place or a relation to it; what was deleted has no relations any more.

use std::collections::HashMap;

use docket_domain::entity::EntityType;
use docket_domain::event::entity::JOB;
use docket_domain::master::Kind;
use docket_domain::permission::{Right, Verb};
use docket_store::event::Event;
use docket_store::{Tx, context, cycle, entity, notification};

use crate::entity::access;
use crate::{Error, Op, Result};

/// What a caller's rights show of a kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// All of it.
    All,
    /// What it may read one by one.
    Some,
    /// Nothing.
    None,
}

/// What the caller's rights show of a kind. Tokens and roles have no documents; who may read events sees that they changed.
pub(super) fn by_right(op: &Op, of: &str) -> Sight {
    let all = |all: bool| if all { Sight::All } else { Sight::None };
    if of == JOB {
        return all(op.caller.rights.has(Right::WorkOrderRead));
    }
    if let Some(kind) = EntityType::parse(of) {
        return if reads_all(op, kind) { Sight::All } else { Sight::Some };
    }
    all(Kind::parse(of).is_none_or(|kind| op.caller.rights.has(kind.read_right())))
}

/// Whether the caller may read every entity of a kind. A note can be read with what it is about.
fn reads_all(op: &Op, kind: EntityType) -> bool {
    let reads = |kind| Right::of(kind, Verb::Read).is_some_and(|read| op.caller.effective.has(read));
    reads(kind) && (kind != EntityType::Note || (reads(EntityType::Unit) && reads(EntityType::WorkOrder)))
}

/// The places of the events that the caller may see.
pub(super) async fn places(op: &Op, tx: &mut Tx<'_>, events: &[Event]) -> Result<Vec<usize>> {
    let mut known: HashMap<(&str, &str), bool> = HashMap::new();
    let mut places = Vec::with_capacity(events.len());
    for (place, event) in events.iter().enumerate() {
        let of = (event.entity.as_str(), event.key.as_str());
        let may = match (by_right(op, of.0), known.get(&of)) {
            (Sight::All, _) => true,
            (Sight::None, _) => false,
            (Sight::Some, Some(may)) => *may,
            (Sight::Some, None) => {
                let may = may_read(op, tx, of).await?;
                known.insert(of, may);
                may
            }
        };
        if may {
            places.push(place);
        }
    }
    Ok(places)
}

/// Whether the caller may read one entity, living or deleted. A cycle is read with its work order, a notification by its
/// recipient alone.
async fn may_read(op: &Op, tx: &mut Tx<'_>, (of, key): (&str, &str)) -> Result<bool> {
    let (kind, id) = match EntityType::parse(of) {
        Some(EntityType::Cycle) => match cycle::of_id(key) {
            Some((work_order, _)) => (EntityType::WorkOrder, work_order),
            None => return Ok(false),
        },
        Some(EntityType::Notification) => {
            return Ok(notification::find(tx, op.tenant(), op.actor(), key).await?.is_some());
        }
        Some(EntityType::Context) => match context::find(tx, op.tenant(), key).await? {
            Some(run) => return crate::context::access::may(op, tx, Verb::Read, &run).await,
            None => return Ok(false),
        },
        Some(kind) => (kind, key),
        None => return Ok(false),
    };
    let Some(found) = entity::find(tx, op.tenant(), kind, id).await? else { return Ok(false) };
    match access::may(op, tx, Verb::Read, &found).await {
        // The note of something that was deleted.
        Err(Error::NotFound(..)) => Ok(false),
        may => may,
    }
}
