//! Starting a run because of an event.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_flow::{End, Finished, Outcome, State};
use docket_store::Tx;
use docket_store::entity::{self, Entity};

use super::begin::{self, On, is_busy, planned};
use super::{definitions, keep};
use crate::{App, Op, Result};

/// How many events may cause each other before no more runs are started.
const DEEPEST: i64 = 16;

/// Starts a work flow on the entity that an event is about: the id of the run. `op` acts for whoever caused the event, one
/// deeper. `None` if there is nothing to start: the work flow or the entity is gone, it is for another kind, or the entity is
/// under way already. When too many events have caused each other, the run has failed at once and says so.
///
/// # Errors
/// What the database could not do.
pub async fn triggered(
    op: &Op,
    tx: &mut Tx<'_>,
    work_flow: &str,
    (kind, id): (EntityType, &str),
) -> Result<Option<String>> {
    let flow = entity::find(tx, op.tenant(), EntityType::WorkFlow, work_flow).await?;
    let fits = |flow: &Entity| !flow.deleted && flow.facet.as_deref() == Some(kind.code());
    let Some(flow) = flow.filter(fits) else { return Ok(None) };
    let found = entity::lock(tx, op.tenant(), kind, id).await?;
    let Some(entity) = found.filter(|found| !found.deleted) else { return Ok(None) };
    if is_busy(op, tx, &flow, &entity).await? {
        return Ok(None);
    }
    let made = App::new_id().to_string();
    let on = On {
        id: &made,
        work_flow: &flow,
        entity: (kind, id),
        resource: None,
        order: None,
        data: Object::new(),
        by_right: true,
        begun_at: None,
    };
    if op.depth < DEEPEST {
        begin::begin(op, tx, on).await?;
    } else {
        stop(op, tx, &on, entity).await?;
    }
    Ok(Some(made))
}

/// Keeps a run that has failed before its first step, with the reason.
async fn stop(op: &Op, tx: &mut Tx<'_>, on: &On<'_>, entity: Entity) -> Result<()> {
    let (scene, context) = planned(op, on, entity, None)?;
    let definition = definitions::get(op, tx, &context.work_flow, context.work_flow_version).await?;
    let reason = format!("{} events have caused each other up to this one: the chain ends here", op.depth);
    let state = State {
        data: Object::new(),
        locked: std::collections::BTreeSet::new(),
        threads: Vec::new(),
        open: None,
        failed: Vec::new(),
        closers: std::collections::BTreeSet::new(),
        problems: Vec::new(),
        current: definition.starts_at.clone(),
        begun: None,
        end: Some(End { at: op.now, outcome: Outcome::Failed, reason: Some(reason) }),
    };
    let finished = Finished { state, past: Vec::new(), wake: None, moved: true };
    let driven = keep::begun(op, tx, &scene, (context, definition), finished).await?;
    keep::tell(op, tx, keep::START, &driven).await
}
