//! Starting a run of a work flow on an entity, perhaps as a cycle of a work order.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::permission::{Right, Verb};
use docket_domain::status::Category;
use docket_store::Tx;
use docket_store::cycle::{self, Cycle};
use docket_store::entity::Entity;
use docket_store::tally;
use serde_json::json;

use super::begin::{self, On};
use super::told::Told;
use super::{access, technician};
use crate::cycle::locked;
use crate::entity::kind::work_order::is_done;
use crate::entity::{View, get, kind, lock_key};
use crate::{App, Change, Error, Op, Result};

/// A run to be started.
#[derive(Debug, Clone)]
pub struct Start {
    /// The work flow; its newest version is run.
    pub work_flow: String,
    /// What is to be processed.
    pub entity: (EntityType, String),
    /// The cycle that it is done for.
    pub using: Option<String>,
    /// The resource or sub-resource that it is done at.
    pub resource: Option<String>,
    /// Variables to begin with.
    pub data: Object,
    /// When it was begun, in milliseconds by the clock of whoever did: a phone without signal says so later.
    pub begun_at: Option<i64>,
}

/// Starts a run; as it rests for the first time. It takes the right to start runs; for a cycle, being a technician for its batch
/// does.
///
/// # Errors
/// [`Error::NotFound`] for an unknown work flow; [`Error::Messages`] for an entity, cycle or resource that does not exist or
/// does not fit; [`Error::Conflict`] if the entity is under way already or the cycle is not pending; [`Error::Locked`] if
/// the work order is done; [`Error::Forbidden`] and [`Error::NotAllowed`].
pub async fn start(op: &Op, new: Start) -> Result<View> {
    if new.using.is_none() {
        op.allow_effective(Right::ContextCreate)?;
    }
    op.write(Begin { id: App::new_id().to_string(), new }).await?.answer(op).await
}

struct Begin {
    id: String,
    new: Start,
}

impl Change for Begin {
    type Out = Told;

    fn subject(&self) -> (&str, &str) {
        match self.new.using.as_deref().and_then(cycle::of_id) {
            Some((work_order, _)) => (lock_key(EntityType::WorkOrder), work_order),
            None => (self.new.entity.0.code(), &self.new.entity.1),
        }
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Told> {
        let new = &self.new;
        let by_right = op.caller.effective.has(Right::ContextCreate);
        let order = match &new.using {
            Some(using) if !by_right => Some(technician::own_cycle(op, tx, using).await?),
            _ => None,
        };
        let work_flow = technician::work_flow(op, tx, &new.work_flow, by_right).await?;
        let order = match (order, &new.using) {
            (None, Some(using)) => Some(using_cycle(op, tx, using).await?),
            (order, _) => order,
        };
        if let Some((work_order, cycle)) = &order {
            check_work_flow(op, tx, cycle, &work_flow.id).await?;
            pending(op, tx, work_order, cycle).await?;
        }
        let on = On {
            id: &self.id,
            work_flow: &work_flow,
            entity: (new.entity.0, &new.entity.1),
            resource: new.resource.as_deref(),
            order,
            data: new.data.clone(),
            begun_at: new.begun_at,
            by_right,
        };
        let driven = begin::begin(op, tx, on).await?;
        Told::of(op, tx, driven).await
    }
}

/// The cycle that a body names, with its work order, both locked, if the caller may see it.
async fn using_cycle(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<(Entity, Cycle)> {
    let unknown = || {
        let params = json!({"entity_type": EntityType::Cycle.code(), "entity_id": id});
        wrong("exists", ".using", params, "should name something that exists")
    };
    let Some((work_order, _)) = cycle::of_id(id) else { return Err(unknown()) };
    let found = match get::locked(op, tx, EntityType::WorkOrder, work_order).await {
        Ok(work_order) if crate::entity::access::may(op, tx, Verb::Read, &work_order).await? => work_order,
        Ok(_) | Err(Error::NotFound(..)) => return Err(unknown()),
        Err(error) => return Err(error),
    };
    match locked(op, tx, &found.id, id).await {
        Err(Error::NotFound(..)) => Err(unknown()),
        cycle => Ok((found, cycle?)),
    }
}

/// Refuses a cycle that runs another work flow.
async fn check_work_flow(op: &Op, tx: &mut Tx<'_>, cycle: &Cycle, work_flow: &str) -> Result<()> {
    let tallies = tally::of(tx, op.tenant(), &cycle.work_order).await?;
    let of_part = tallies.iter().find(|tally| tally.part == cycle.part);
    match of_part.map(|tally| &tally.work_flow).filter(|other| *other != work_flow) {
        Some(other) => {
            let params = json!({"work_flow_id": other});
            Err(wrong("sameWorkFlow", ".using", params, "should be a cycle of this work flow"))
        }
        None => Ok(()),
    }
}

/// Refuses a cycle that cannot be begun, or not by the caller. It is locked, as is its work order.
pub(super) async fn pending(op: &Op, tx: &mut Tx<'_>, work_order: &Entity, cycle: &Cycle) -> Result<()> {
    access::check_techs(op, tx, cycle.batch.as_deref(), Some(&work_order.id)).await?;
    if cycle.category != Category::Pending {
        let why = format!("The cycle {} is not pending", cycle.id());
        return Err(Error::Conflict("not-pending", why));
    }
    if is_done(work_order) { Err(kind::locked()) } else { Ok(()) }
}

/// The error for a body in which one thing is wrong.
pub(super) fn wrong(keyword: &str, path: &str, params: serde_json::Value, message: &str) -> Error {
    Error::Messages(vec![Message::own(keyword, path, params, message)])
}
