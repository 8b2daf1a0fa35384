//! Work flows: how the work is done, step by step. The row holds the newest definition in its canonical form; each version
//! is kept beside it and never changed.

mod adopt;
mod fingerprint;
mod shows;
mod versions;

pub(super) use adopt::{Named, adopt, check};
pub(crate) use versions::of_then;
pub use versions::{work_flow_version, work_flow_versions};

use std::borrow::Cow;

use docket_domain::json::Object;
use docket_domain::work_flow::{accept, same_definition};
use docket_store::entity::Entity;
use docket_store::work_flow_version::{self, Version};
use docket_store::{Tx, context, follower, tally, work_flow_trigger};
use serde_json::Value;

use super::super::draft::{Draft, Drafting};
use super::super::own;
use super::super::view::View;
use super::super::writer::Writer;
use super::locked;
use crate::{Error, Op, Result};

/// The members of a definition that a body may leave out. On a change they stay what they were then.
const OPTIONAL: [&str; 3] = ["triggered_by", "context", "metadata"];

/// The member that says how often the definition was changed. It is mirrored in the rank, so that lists are sorted by it.
const VERSION: &str = "workflow_version";

pub(super) fn draft(drafting: &mut Drafting<'_, '_>) {
    let mut body = Cow::Borrowed(drafting.body);
    for name in OPTIONAL {
        if let Some(value) = drafting.draft.doc.get(name).filter(|_| !drafting.body.contains_key(name)) {
            body.to_mut().insert(name.to_owned(), value.clone());
        }
    }
    match accept(&body) {
        Ok(accepted) => fill(&mut drafting.draft, accepted.document),
        Err(messages) => drafting.messages.extend(messages),
    }
}

/// Makes a draft of a canonical document. One that defines what was defined already changes nothing.
fn fill(draft: &mut Draft, mut document: Object) {
    if same_definition(&draft.doc, &document) {
        return;
    }
    let version = draft.rank.unwrap_or(0) + 1;
    document.insert(VERSION.to_owned(), version.into());
    draft.facet = document.get("applies_to").and_then(Value::as_str).map(str::to_owned);
    draft.rank = Some(version);
    draft.doc = document;
}

/// The version of the definition.
fn version(flow: &Entity) -> Result<i64> {
    flow.rank.ok_or_else(|| Error::internal(format!("the work flow {} has no version", flow.id)))
}

/// Refuses another kind of entity while an open work order runs the work flow. Anything else may be changed: what runs
/// goes on with the version that it began with.
pub(super) async fn may_change(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<()> {
    if draft.facet == before.facet { Ok(()) } else { may_delete(op, tx, before).await }
}

/// Refuses a deletion while an open work order runs the work flow, or a run of it goes on.
pub(super) async fn may_delete(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    let is_used = tally::is_open(tx, op.tenant(), &before.id).await?
        || context::active_of_work_flow(tx, op.tenant(), &before.id).await?;
    if is_used { Err(locked()) } else { Ok(()) }
}

/// Forgets what starts a work flow that is deleted.
pub(super) async fn deleting(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    Ok(work_flow_trigger::set(tx, op.tenant(), &before.id, &[], op.now).await?)
}

/// Keeps the first version.
pub(super) async fn made(op: &Op, tx: &mut Tx<'_>, made: &Entity) -> Result<()> {
    let kept = Version { version: version(made)?, created: made.updated, doc: made.doc.clone() };
    let doc = own(made)?;
    let hash = fingerprint::of(&doc);
    work_flow_version::add(tx, op.tenant(), &made.id, &kept, &hash).await?;
    shows::keep(op, tx, (&made.id, kept.version), &doc).await?;
    keep_triggers(op, tx, &made.id, &doc, kept.version == 1).await
}

/// Keeps which events start a work flow.
async fn keep_triggers(op: &Op, tx: &mut Tx<'_>, id: &str, doc: &Object, is_new: bool) -> Result<()> {
    let events = doc.get("triggered_by").and_then(Value::as_array);
    let events: Vec<&str> = events.into_iter().flatten().filter_map(Value::as_str).collect();
    if !events.is_empty() {
        follower::begin(tx, op.tenant()).await?;
    } else if is_new {
        return Ok(());
    }
    Ok(work_flow_trigger::set(tx, op.tenant(), id, &events, op.now).await?)
}

/// Keeps a version, if the change made one.
pub(super) async fn changed(op: &Op, tx: &mut Tx<'_>, before: &Entity, after: Entity) -> Result<Entity> {
    if after.rank != before.rank {
        made(op, tx, &after).await?;
    }
    Ok(after)
}

/// The work flow without what has no place inside others: their form is closed, and has no room for the variables that a
/// run begins with.
pub(super) fn inside(mut flow: Entity) -> Result<Entity> {
    let may_have = std::str::from_utf8(&flow.doc).is_ok_and(|doc| doc.contains("\"context\":"));
    if may_have {
        let mut doc = own(&flow)?;
        doc.shift_remove("context");
        flow.doc = Value::Object(doc).to_string().into();
    }
    Ok(flow)
}

/// The names under which work flows are referred to inside others.
pub(super) fn add_members(flow: &Entity, out: &mut Writer) {
    out.text("entity_id", &flow.id);
    out.text("entity_type", flow.kind.code());
}

/// Says what looks like a mistake in the definition.
pub(super) fn warn(flow: &Entity, view: &mut View) -> Result<()> {
    // What was accepted once may break a rule that came later; it is told in the same way.
    let warnings = accept(&own(flow)?).map_or_else(|messages| messages, |accepted| accepted.warnings);
    let warnings = serde_json::to_vec(&warnings).map_err(|e| Error::internal(e.to_string()))?;
    let members = view.members.strip_suffix(b"}").unwrap_or(&view.members);
    view.members = [members, b",\"warnings\":", &warnings, b"}"].concat().into();
    Ok(())
}
