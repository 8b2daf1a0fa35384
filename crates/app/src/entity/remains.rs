//! What a change leaves to be done: the batches and pending cycles of a deleted work order, the units of a deleted project, the
//! cycles of a work order that are all cancelled. There may be a hundred thousand. The change is made at once; what is left follows in small units of
//! work, so that other writers hardly notice.

use std::sync::Arc;

use docket_domain::entity::EntityType;
use docket_store::Tx;
use docket_store::due::{self, Claimed};
use docket_store::{cycle, entity};
use serde::{Deserialize, Serialize};

use super::kind::unit::allocation::release_some;
use super::kind::work_order;
use super::lock_key;
use crate::cycle::{Place, cancel_more};
use crate::{App, Change, Error, Op, Result};

/// Work that falls due: clearing away what a change left to be done.
pub const REMAINS: &str = "remains";

/// How many things one unit of work clears away.
pub(crate) const BITE: i64 = 100;

/// Plans to clear away the rest of what an entity, which is being deleted, leaves behind; or to cancel all cycles up to one.
pub(crate) async fn plan(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<()> {
    let key = format!("{}:{id}:{}", kind.code(), op.actor());
    Ok(due::plan(tx, op.tenant(), REMAINS, &key, 0).await?)
}

/// How clearing away stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cleared {
    /// Nothing is left, and the work is done.
    All,
    /// There may be more, from this place on.
    Some(Place),
    /// The claim ran out, another node has it.
    Lost,
}

/// Clears away some of what a change left, in one unit of work, and renews the claim by `lease` milliseconds. Who does not know the
/// place that clearing away has come to begins with [`Place::default`].
///
/// # Errors
/// Those of the database.
pub async fn clear_some(app: &Arc<App>, work: &Claimed, lease: i64, place: Place) -> Result<Cleared> {
    let mut parts = work.key.splitn(3, ':');
    let (kind, id) = (parts.next().and_then(EntityType::parse), parts.next().unwrap_or_default());
    let of = kind.and_then(|kind| Of::parse(kind, id));
    let of = of.ok_or_else(|| Error::internal(format!("the remains of {}", work.key)))?;
    let op = Op::unasked(app.clone(), work.tenant, parts.next().unwrap_or_default(), 0);
    op.write(Bite { of, work: work.clone(), lease, place }).await
}

/// Whose remains these are.
enum Of {
    /// A deleted work order's.
    WorkOrder(String),
    /// A deleted project's.
    Project(String),
    /// A work order's whose cycles are all cancelled, up to this number.
    Cycles(String, i64),
}

impl Of {
    fn parse(kind: EntityType, id: &str) -> Option<Self> {
        match kind {
            EntityType::WorkOrder => Some(Self::WorkOrder(id.to_owned())),
            EntityType::Project => Some(Self::Project(id.to_owned())),
            EntityType::Cycle => cycle::of_id(id).map(|(of, last)| Self::Cycles(of.to_owned(), last)),
            _ => None,
        }
    }
}

struct Bite {
    of: Of,
    work: Claimed,
    lease: i64,
    place: Place,
}

impl Change for Bite {
    type Out = Cleared;

    fn subject(&self) -> (&str, &str) {
        match &self.of {
            Of::WorkOrder(id) | Of::Cycles(id, _) => (lock_key(EntityType::WorkOrder), id),
            Of::Project(id) => (lock_key(EntityType::Project), id),
        }
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Cleared> {
        if let Of::Cycles(id, _) = &self.of {
            // Who cancels them once more holds the work order while it looks for this work: the same order here.
            entity::lock(tx, op.tenant(), EntityType::WorkOrder, id).await?;
        }
        if !due::again(tx, &self.work, self.lease).await? {
            return Ok(Cleared::Lost);
        }
        let mut place = self.place;
        let more = match &self.of {
            Of::WorkOrder(id) => work_order::clear_some(op, tx, id, &mut place).await?,
            Of::Project(id) => release_some(op, tx, id).await?,
            Of::Cycles(id, last) => cancel_more(op, tx, (id, *last), &mut place).await?,
        };
        if more {
            return Ok(Cleared::Some(place));
        }
        due::done(tx, &self.work).await?;
        Ok(Cleared::All)
    }
}
