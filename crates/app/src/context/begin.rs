//! What beginning a run needs, whoever begins it: the entity is there and free, the place is known.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::Tx;
use docket_store::context::{self, Context};
use docket_store::cycle::Cycle;
use docket_store::entity::{self, Entity};
use serde_json::{Value, json};

use super::definitions;
use super::drive::{self, Beginning, Driven};
use super::scene::{Scene, place_of};
use super::start::wrong;
use crate::entity::{access, own};
use crate::{Error, Op, Result};

/// What a run is begun on.
pub(super) struct On<'a> {
    /// The id of the run.
    pub id: &'a str,
    /// The work flow; its newest version is run.
    pub work_flow: &'a Entity,
    /// What is processed.
    pub entity: (EntityType, &'a str),
    /// The resource or sub-resource that it is done at.
    pub resource: Option<&'a str>,
    /// The work order and its cycle that it is done for, both locked.
    pub order: Option<(Entity, Cycle)>,
    /// Variables to begin with.
    pub data: Object,
    /// When whoever begins it says that they did, in milliseconds by their own clock.
    pub begun_at: Option<i64>,
    /// The caller may start runs on whatever it may read; else it is a technician for the cycle's batch.
    pub by_right: bool,
}

impl On<'_> {
    /// Whether a technician who starts a cycle of the own batch needs this for it: something of the work order's customer, or at
    /// the place of the batch.
    fn needs(&self, thing: &Entity) -> bool {
        let Some((work_order, cycle)) = self.order.as_ref().filter(|_| !self.by_right) else { return false };
        let customer = work_order.refs.id(Role::Customer);
        let of_customer = customer.is_some()
            && (thing.refs.id(Role::Customer) == customer || Some(thing.id.as_str()) == customer);
        of_customer || (cycle.location.is_some() && place_of(thing).0 == cycle.location)
    }
}

/// Begins a run if nothing is in the way of it.
pub(super) async fn begin(op: &Op, tx: &mut Tx<'_>, on: On<'_>) -> Result<Driven> {
    check_kind(on.work_flow, on.entity.0)?;
    let entity = held(op, tx, &on).await?;
    check_free(op, tx, on.work_flow, &entity).await?;
    let resource = match on.resource {
        Some(id) => Some(resource(op, tx, &on, id).await?),
        None => None,
    };
    let (mut scene, context) = planned(op, &on, entity, resource.as_ref())?;
    let definition = definitions::get(op, tx, &context.work_flow, context.work_flow_version).await?;
    scene.order = on.order;
    // A clock that is ahead says nothing better than ours.
    let begun_at = on.begun_at.map(|at| at.min(op.now));
    drive::begin(op, tx, scene, Beginning { context, definition, data: on.data, begun_at }).await
}

/// Refuses an entity of another kind than the work flow is for.
fn check_kind(work_flow: &Entity, kind: EntityType) -> Result<()> {
    let wanted = work_flow.facet.as_deref().unwrap_or_default();
    if wanted == kind.code() {
        return Ok(());
    }
    let params = json!({"appliesTo": wanted});
    let message = format!("should be {wanted}, which the work flow applies to");
    Err(wrong("appliesTo", ".entity_type", params, &message))
}

/// The living entity that a body names and the caller may read, or needs as a technician, locked.
async fn held(op: &Op, tx: &mut Tx<'_>, on: &On<'_>) -> Result<Entity> {
    let (kind, id) = on.entity;
    let found =
        if docket_domain::entity::is_id(id) { entity::lock(tx, op.tenant(), kind, id).await? } else { None };
    if let Some(found) = found.filter(|found| !found.deleted) {
        if !on.needs(&found) {
            access::check(op, tx, Verb::Read, &found).await?;
        }
        return Ok(found);
    }
    let params = json!({"entity_type": kind.code(), "entity_id": id});
    Err(wrong("exists", ".entity_id", params, "should name something that exists"))
}

/// Refuses an entity that is under way: a unit in any run, another entity in one of the same work flow. The entity is locked.
async fn check_free(op: &Op, tx: &mut Tx<'_>, work_flow: &Entity, entity: &Entity) -> Result<()> {
    if is_busy(op, tx, work_flow, entity).await? {
        let why = format!("The {} is processed by another context", entity.kind.word());
        return Err(Error::Conflict("in-process", why));
    }
    Ok(())
}

/// Whether a run keeps an entity from another one of the work flow. The entity is locked.
pub(super) async fn is_busy(op: &Op, tx: &mut Tx<'_>, work_flow: &Entity, entity: &Entity) -> Result<bool> {
    let (tenant, id) = (op.tenant(), entity.id.as_str());
    let busy = match entity.kind {
        EntityType::Unit => context::active_on_entity(tx, tenant, id).await?,
        _ => context::active_on_both(tx, tenant, id, &work_flow.id).await?,
    };
    Ok(busy.is_some())
}

/// The resource or sub-resource that a body names.
async fn resource(op: &Op, tx: &mut Tx<'_>, on: &On<'_>, id: &str) -> Result<Entity> {
    for kind in [EntityType::Resource, EntityType::SubResource] {
        if docket_domain::entity::is_id(id)
            && let Some(found) = entity::find(tx, op.tenant(), kind, id).await?
            && !found.deleted
            && (on.needs(&found) || access::may(op, tx, Verb::Read, &found).await?)
        {
            return Ok(found);
        }
    }
    let params = json!({"entity_type": EntityType::Resource.code(), "entity_id": id});
    Err(wrong("exists", ".resource_id", params, "should name something that exists"))
}

/// The row of the run, as far as no turn fills it in, and where it takes place: at the resource, else where its batch is,
/// else where the entity is.
pub(super) fn planned(
    op: &Op,
    on: &On<'_>,
    entity: Entity,
    resource: Option<&Entity>,
) -> Result<(Scene, Context)> {
    let doc = own(&entity)?;
    let label = doc.get("label").and_then(Value::as_str).unwrap_or_default();
    let label = format!("context {} for {}: {label}", on.id, entity.kind.word());
    let cycle = on.order.as_ref().map(|(_, cycle)| cycle);
    let mut scene = Scene::new(on.id, &label, (entity.kind, &entity.id), op.actor());
    scene.resource = resource.map(|resource| (resource.kind, resource.id.clone()));
    let at_resource = resource.and_then(|resource| place_of(resource).0);
    let at_batch = || cycle.and_then(|cycle| cycle.location.clone());
    scene.location = at_resource.or_else(at_batch).or_else(|| place_of(&entity).0);
    let (work_order, cycle_n) = cycle.map(|cycle| (cycle.work_order.clone(), cycle.n)).unzip();
    let context = Context {
        id: on.id.to_owned(),
        version: 0,
        xid: 0,
        created: op.now,
        updated: op.now,
        work_flow: on.work_flow.id.clone(),
        work_flow_version: newest(on.work_flow)?,
        entity_kind: entity.kind,
        entity: entity.id.clone(),
        active: true,
        outcome: None,
        label,
        work_order,
        cycle_n,
        batch: cycle.and_then(|cycle| cycle.batch.clone()),
        location: scene.location.clone(),
        resource: scene.resource.as_ref().map(|(_, id)| id.clone()),
        resource_kind: scene.resource.as_ref().map(|(kind, _)| *kind),
        started_by: op.actor().to_owned(),
        depth: op.depth,
        wake: None,
        turns: 0,
        steps: 0,
        started: op.now,
        ended: None,
        state: bytes::Bytes::new(),
        waiting_for_user: false,
    };
    scene.holds(entity);
    Ok((scene, context))
}

/// The version of a work flow's definition that runs now.
fn newest(work_flow: &Entity) -> Result<i64> {
    work_flow.rank.ok_or_else(|| Error::internal(format!("the work flow {} has no version", work_flow.id)))
}
