//! What the events that a run listens for must be about.

use std::collections::BTreeSet;

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_store::listening::Listener;
use docket_store::{Tx, entity};

use super::scene::Scene;
use crate::{Op, Result};

/// The things around a run, of which events may tell: each kind with an id.
type Around = BTreeSet<(EntityType, String)>;

/// Who is to be told of which events: of a kind that is around the run, those about what is there; of other kinds, those
/// about something that belongs to its entity or its work order.
pub(super) async fn listeners(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    events: &BTreeSet<String>,
    since: i64,
) -> Result<Vec<Listener>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let around = around(op, tx, scene).await?;
    let mut listeners = Vec::new();
    for event in events {
        let kind = event.split('.').next().and_then(EntityType::parse);
        let mut ids: Vec<&String> =
            around.iter().filter(|(of, _)| Some(*of) == kind).map(|(_, id)| id).collect();
        if ids.is_empty() {
            ids.push(&scene.entity.1);
            ids.extend(scene.work_order().map(|work_order| &work_order.id));
        }
        let listener = |id: &String| Listener { event: event.clone(), subject: id.clone(), since };
        listeners.extend(ids.into_iter().map(listener));
    }
    Ok(listeners)
}

async fn around(op: &Op, tx: &mut Tx<'_>, scene: &Scene) -> Result<Around> {
    let mut around = Around::from([scene.entity.clone()]);
    let mut add = |refs: &Refs| around.extend(refs.iter().map(|one| (one.kind, one.id.clone())));
    if let Some(entity) = entity::find(tx, op.tenant(), scene.entity.0, &scene.entity.1).await? {
        add(&entity.refs);
    }
    if let Some(work_order) = scene.work_order() {
        add(&work_order.refs);
    }
    let batch = scene.cycle().and_then(|cycle| cycle.batch.as_deref());
    if let Some(batch) = batch
        && let Some(found) = entity::find(tx, op.tenant(), EntityType::Batch, batch).await?
    {
        add(&found.refs);
        around.insert((EntityType::Batch, found.id));
    }
    if let Some((work_order, cycle)) = &scene.order {
        around.insert((EntityType::WorkOrder, work_order.id.clone()));
        around.insert((EntityType::Cycle, cycle.id()));
    }
    around.extend(scene.location.iter().map(|id| (EntityType::Location, id.clone())));
    around.extend(scene.resource.clone());
    Ok(around)
}
