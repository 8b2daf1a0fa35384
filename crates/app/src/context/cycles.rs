//! The cycle that a run is done for, and what follows it: it is where its run is.

use docket_domain::entity::EntityType;
use docket_domain::status::Category;
use docket_domain::work_flow::Definition;
use docket_flow::{Outcome, State};
use docket_store::context::Context;
use docket_store::{Tx, cycle};

use super::drive::Driven;
use super::scene::Scene;
use crate::cycle::{advance, locked};
use crate::entity::get;
use crate::{Op, Result};

/// The category of a cycle whose run is like this.
fn category(state: &State, definition: &Definition) -> Category {
    match state.end.as_ref().map(|end| end.outcome) {
        None if state.is_checking(definition) => Category::Verifying,
        None => Category::InProgress,
        Some(Outcome::Succeeded) => Category::Complete,
        Some(Outcome::Failed) => Category::Blocked,
        Some(Outcome::Cancelled) => Category::Cancelled,
    }
}

/// Moves the cycle, with its batch and its work order, to where its run is.
pub(super) async fn follow(op: &Op, tx: &mut Tx<'_>, scene: Scene, driven: &Driven) -> Result<()> {
    let Some((work_order, mut cycle)) = scene.order else { return Ok(()) };
    let to = category(&driven.state, &driven.definition);
    let context = &driven.context;
    let begins = cycle.context.as_ref() != Some(&context.id);
    if begins {
        cycle.context = Some(context.id.clone());
        cycle.assigned_user = Some(context.started_by.clone());
        cycle.location.clone_from(&context.location);
        cycle.resource.clone_from(&context.resource);
    }
    if !begins && cycle.category == to {
        return Ok(());
    }
    advance(op, tx, work_order, cycle, to).await.map(|_| ())
}

/// Where a kept run takes place, with what it is done for locked: the work order, then the cycle.
pub(super) async fn scene(op: &Op, tx: &mut Tx<'_>, context: &Context) -> Result<Scene> {
    let mut scene = bare(context);
    if let (Some(work_order), Some(n)) = (&context.work_order, context.cycle_n) {
        let work_order = get::locked(op, tx, EntityType::WorkOrder, work_order).await?;
        let cycle = locked(op, tx, &work_order.id, &cycle::id(&work_order.id, n)).await?;
        scene.order = Some((work_order, cycle));
    }
    Ok(scene)
}

/// Where a kept run takes place, without what it is done for.
pub(super) fn bare(context: &Context) -> Scene {
    let entity = (context.entity_kind, context.entity.as_str());
    let mut scene = Scene::new(&context.id, &context.label, entity, &context.started_by);
    scene.location.clone_from(&context.location);
    scene.resource = context.resource_kind.zip(context.resource.clone());
    scene
}
