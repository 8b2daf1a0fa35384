//! Who may do what with a run: by right, by right at its place, or by a relation to what it is done for or with.

use docket_domain::entity::EntityType;
use docket_domain::entity::relation::Relation;
use docket_domain::permission::{Right, Verb};
use docket_store::context::{self, Context};
use docket_store::context_list::{self, Of, Wanted};
use docket_store::entity_list::Seer;
use docket_store::{Tx, entity, relation};

use crate::entity::{access, missing};
use crate::{Error, Op, Result};

/// A run that the caller may read.
///
/// # Errors
/// [`Error::NotFound`], and [`Error::Forbidden`].
pub(crate) async fn readable(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Context> {
    let is_id = docket_domain::entity::is_id(id);
    let found = if is_id { context::find(tx, op.tenant(), id).await? } else { None };
    let found = found.ok_or_else(|| missing(id))?;
    if may(op, tx, Verb::Read, &found).await? { Ok(found) } else { Err(Error::Forbidden(Right::ContextRead)) }
}

/// Whether the caller may do this with a run. Most callers have the right; only for the others are relations looked up.
pub(crate) async fn may(op: &Op, tx: &mut Tx<'_>, verb: Verb, run: &Context) -> Result<bool> {
    let Some(right) = Right::of(EntityType::Context, verb) else { return Ok(false) };
    if op.caller.effective.has(right) || is_at_place(op, tx, right, run).await? {
        return Ok(true);
    }
    for (kind, id) in things(run) {
        if let Some(found) = entity::find(tx, op.tenant(), kind, id).await?
            && access::by_relation(op, tx, verb, &found).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a run is done for and with: a relation to one of these counts for the run too.
fn things(run: &Context) -> impl Iterator<Item = (EntityType, &str)> {
    let batch = run.batch.as_deref().map(|id| (EntityType::Batch, id));
    let work_order = run.work_order.as_deref().map(|id| (EntityType::WorkOrder, id));
    batch.into_iter().chain(work_order).chain([(run.entity_kind, run.entity.as_str())])
}

async fn is_at_place(op: &Op, tx: &mut Tx<'_>, right: Right, run: &Context) -> Result<bool> {
    match &run.location {
        Some(place) if op.caller.located.has(right) => access::is_at(op, tx, place).await,
        _ => Ok(false),
    }
}

/// Refuses a caller who may not complete steps of a run: it takes the right with reading what is processed, or a relation; in a batch with
/// technicians the caller is one of them, or may change the work order.
///
/// # Errors
/// [`Error::Forbidden`], and [`Error::NotAllowed`] for whoever is none of the technicians.
pub(crate) async fn check_step(op: &Op, tx: &mut Tx<'_>, run: &Context) -> Result<()> {
    if !may(op, tx, Verb::Step, run).await? {
        return Err(Error::Forbidden(Right::ContextStep));
    }
    if !sees_entity(op, tx, run).await? {
        return Err(access::refused(run.entity_kind, Verb::Read));
    }
    check_techs(op, tx, run.batch.as_deref(), run.work_order.as_deref()).await
}

/// Refuses a caller who is not one of the technicians of a batch that has some, and may not change the work order.
///
/// # Errors
/// [`Error::NotAllowed`].
pub(super) async fn check_techs(
    op: &Op,
    tx: &mut Tx<'_>,
    batch: Option<&str>,
    work_order: Option<&str>,
) -> Result<()> {
    let Some(batch) = batch else { return Ok(()) };
    let word = Relation::Tech.as_str();
    let first = relation::to(tx, op.tenant(), batch, (word, ""), 1).await?;
    if !first.iter().any(|link| link.relation == Relation::Tech) {
        return Ok(());
    }
    if relation::find(tx, op.tenant(), op.actor(), Relation::Tech, batch).await?.is_some() {
        return Ok(());
    }
    if let Some(id) = work_order
        && let Some(work_order) = entity::find(tx, op.tenant(), EntityType::WorkOrder, id).await?
        && access::may(op, tx, Verb::Update, &work_order).await?
    {
        return Ok(());
    }
    Err(Error::NotAllowed("only the technicians of the batch may do this".to_owned()))
}

/// Whether the caller may read what a run processes, or has a relation to what it is done for.
async fn sees_entity(op: &Op, tx: &mut Tx<'_>, run: &Context) -> Result<bool> {
    let read = Right::of(run.entity_kind, Verb::Read);
    if read.is_some_and(|read| op.caller.effective.has(read)) {
        return Ok(true);
    }
    for (kind, id) in things(run) {
        let Some(found) = entity::find(tx, op.tenant(), kind, id).await? else { continue };
        let is_entity = (kind, id) == (run.entity_kind, run.entity.as_str());
        let sees = match is_entity {
            true => access::may(op, tx, Verb::Read, &found).await?,
            false => access::by_relation(op, tx, Verb::Read, &found).await?,
        };
        if sees {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who lists runs below something that the caller may read: `None` for a caller who may see all of them.
pub(crate) fn seer_below(op: &Op) -> Option<Seer> {
    let held = op.caller.effective;
    (!held.has(Right::ContextRead) && !held.has(Right::ContextReadAll)).then(|| seer_of(op))
}

/// Who lists runs of all sorts: `None` for a caller who may see all of them.
///
/// # Errors
/// [`Error::Forbidden`] for a caller without any right to read runs and without a relation that shows one.
pub(super) async fn seer(op: &Op, tx: &mut Tx<'_>) -> Result<Option<Seer>> {
    if op.caller.effective.has(Right::ContextReadAll) {
        return Ok(None);
    }
    let seer = seer_of(op);
    if op.caller.rights.has(Right::ContextRead) || seer.by_location {
        return Ok(Some(seer));
    }
    let any = Wanted { seer: Some(seer.clone()), ..Wanted::new(Of::All, 1) };
    if context_list::page(tx, op.tenant(), &any).await?.is_empty() {
        return Err(Error::Forbidden(Right::ContextReadAll));
    }
    Ok(Some(seer))
}

fn seer_of(op: &Op) -> Seer {
    let located = |right| op.caller.located.has(right);
    let by_location = located(Right::ContextRead) || located(Right::ContextReadAll);
    Seer { user: op.actor().to_owned(), by_location }
}
