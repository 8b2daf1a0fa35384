//! Starting the next cycle of a work order.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_domain::permission::{Right, Verb};
use docket_domain::status::Category;
use docket_store::cycle::{self, Cycle};
use docket_store::entity::Entity;
use docket_store::tally::{self, Tally};
use docket_store::{Tx, next_cycle};
use serde_json::json;

use super::begin::{self, On};
use super::start::{pending, wrong};
use super::technician;
use super::told::Told;
use crate::cycle::locked;
use crate::entity::{View, access, get, lock_key};
use crate::{App, Change, Error, Op, Result};

/// A run of a work order to be started.
#[derive(Debug, Clone)]
pub struct StartNext {
    /// What is to be processed. For work flows about a project, program or customer that is the work order's own, if nothing
    /// else is named.
    pub entity: Option<(EntityType, String)>,
    /// Which cycle; without it the next pending one of the caller's batches, by the priority of their queues, the order of the
    /// batches, and the number of the cycle.
    pub using: Option<String>,
    /// The resource or sub-resource that it is done at.
    pub resource: Option<String>,
    /// Variables to begin with.
    pub data: Object,
    /// When it was begun, in milliseconds by the clock of whoever did: a phone without signal says so later.
    pub begun_at: Option<i64>,
}

/// Starts the run of a pending cycle of a work order; as it rests for the first time. It takes the right to start runs, or to be a
/// technician for the batch of the cycle.
///
/// # Errors
/// Those of [`start`](super::start()); [`Error::Conflict`] if no cycle is pending for the caller.
pub async fn start_next(op: &Op, work_order: &str, new: StartNext) -> Result<View> {
    let id = App::new_id().to_string();
    op.write(Begin { id, work_order: work_order.to_owned(), new }).await?.answer(op).await
}

struct Begin {
    id: String,
    work_order: String,
    new: StartNext,
}

impl Change for Begin {
    type Out = Told;

    fn subject(&self) -> (&str, &str) {
        (lock_key(EntityType::WorkOrder), &self.work_order)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Told> {
        let new = &self.new;
        let work_order = get::locked(op, tx, EntityType::WorkOrder, &self.work_order).await?;
        let by_right = op.caller.effective.has(Right::ContextCreate);
        match by_right {
            true => access::check(op, tx, Verb::Read, &work_order).await?,
            false => technician::check_some_batch(op, tx, &work_order.id).await?,
        }
        let tallies = tally::of(tx, op.tenant(), &work_order.id).await?;
        let cycle = match &new.using {
            Some(using) => using_cycle(op, tx, &work_order, using).await?,
            None => next(op, tx, &work_order, &tallies).await?,
        };
        if !by_right {
            technician::check_cycle(op, tx, &cycle).await?;
        }
        pending(op, tx, &work_order, &cycle).await?;
        let of_part = tallies.iter().find(|tally| tally.part == cycle.part);
        let of_part = of_part.ok_or_else(|| Error::internal(format!("{} has no tally", cycle.id())))?;
        let work_flow = technician::work_flow(op, tx, &of_part.work_flow, by_right).await?;
        let (kind, entity) = entity(new, &work_flow, &work_order)?;
        let on = On {
            id: &self.id,
            work_flow: &work_flow,
            entity: (kind, &entity),
            resource: new.resource.as_deref(),
            order: Some((work_order, cycle)),
            data: new.data.clone(),
            begun_at: new.begun_at,
            by_right,
        };
        let driven = begin::begin(op, tx, on).await?;
        Told::of(op, tx, driven).await
    }
}

/// The cycle that a body names, locked.
async fn using_cycle(op: &Op, tx: &mut Tx<'_>, work_order: &Entity, id: &str) -> Result<Cycle> {
    match locked(op, tx, &work_order.id, id).await {
        Err(Error::NotFound(..)) => {
            let params = json!({"entity_type": EntityType::Cycle.code(), "entity_id": id});
            Err(wrong("exists", ".using", params, "should name a cycle of the work order"))
        }
        found => found,
    }
}

/// The next pending cycle for the caller, locked: of the batches that it is the technician for, or of any and of none if it may
/// change the work order.
async fn next(op: &Op, tx: &mut Tx<'_>, work_order: &Entity, tallies: &[Tally]) -> Result<Cycle> {
    let id = work_order.id.as_str();
    let own = next_cycle::batch(tx, op.tenant(), id, Some(op.actor())).await?;
    let runs_it = own.is_none() && access::may(op, tx, Verb::Update, work_order).await?;
    let batch = if runs_it { next_cycle::batch(tx, op.tenant(), id, None).await? } else { own };
    let n = match &batch {
        Some(batch) => {
            let pending = Some(Category::Pending);
            cycle::page_of_batch(tx, op.tenant(), batch, pending, 0, 1).await?.first().map(|cycle| cycle.n)
        }
        None if runs_it => unbatched(op, tx, id, tallies).await?,
        None => None,
    };
    let Some(n) = n else {
        let why =
            if runs_it { "No cycle of the work order is pending" } else { "No cycle is pending for you" };
        return Err(Error::Conflict("nothing-pending", why.to_owned()));
    };
    locked(op, tx, id, &cycle::id(id, n)).await
}

async fn unbatched(op: &Op, tx: &mut Tx<'_>, work_order: &str, tallies: &[Tally]) -> Result<Option<i64>> {
    let mut first = None;
    for tally in tallies.iter().filter(|tally| tally.of(Category::Pending) > 0) {
        let n = next_cycle::unbatched(tx, op.tenant(), work_order, tally.part).await?;
        first = match (first, n) {
            (Some(first), Some(n)) => Some(std::cmp::min(first, n)),
            (first, n) => first.or(n),
        };
    }
    Ok(first)
}

/// What is to be processed: what the body names, else what the work order belongs to.
fn entity(new: &StartNext, work_flow: &Entity, work_order: &Entity) -> Result<(EntityType, String)> {
    if let Some(entity) = &new.entity {
        return Ok(entity.clone());
    }
    let role = match work_flow.facet.as_deref().and_then(EntityType::parse) {
        Some(EntityType::Project) => Some(Role::Project),
        Some(EntityType::Program) => Some(Role::Program),
        Some(EntityType::Customer) => Some(Role::Customer),
        _ => None,
    };
    let own = role.and_then(|role| work_order.refs.get(role));
    own.map(|own| (own.kind, own.id.clone())).ok_or_else(|| {
        wrong("required", "", json!({"missingProperty": "entity"}), "should have required property 'entity'")
    })
}
