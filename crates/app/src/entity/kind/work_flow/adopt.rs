//! The work flows that the `cycles` of a work order name or hold whole.
//!
//! A client of the published form sends a work flow whole with every work order. It stands for the one whose id it has;
//! else for one that is defined alike; else it becomes a new one. For that the right to make work orders is enough: the
//! published API knows no other way to send one.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::permission::{Right, Verb};
use docket_domain::work_flow::{accept, same_definition};
use docket_store::entity::{self, Entity};
use docket_store::{Tx, tally, work_flow_version};
use serde_json::{Value, json};

use super::fingerprint::{self, Fingerprint};
use crate::entity::draft::{Draft, Drafting};
use crate::entity::{access, keep, own};
use crate::{App, Error, Op, Result};

/// The work flow that an entry stands for.
pub(in crate::entity::kind) enum Named {
    /// One that is there: its id, and the version of its definition.
    There(String, i64),
    /// One that will be made.
    New(Fingerprint, Object),
}

impl Named {
    /// Whether both stand for one work flow.
    pub(in crate::entity::kind) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::There(one, _), Self::There(other, _)) => one == other,
            (Self::New(mark, one), Self::New(other_mark, other)) => {
                mark == other_mark && same_definition(one, other)
            }
            _ => false,
        }
    }

    /// The id and version of one that is there.
    pub(in crate::entity::kind) fn there(&self) -> Option<(String, i64)> {
        if let Self::There(id, version) = self { Some((id.clone(), *version)) } else { None }
    }

    fn of(found: Entity) -> Result<Self> {
        let version = super::version(&found)?;
        Ok(Self::There(found.id, version))
    }
}

/// Checks what an entry of a work order's `cycles` says; the work flow, if there was nothing wrong.
pub(in crate::entity::kind) async fn check(
    drafting: &mut Drafting<'_, '_>,
    given: &Value,
    path: &str,
) -> Result<Option<Named>> {
    let work_order = drafting.before.map(|before| before.id.as_str());
    if let Some(found) = known(drafting.op, drafting.tx, work_order, given).await? {
        return Named::of(found).map(Some);
    }
    let Some(whole) = whole(given) else {
        let params = json!({"entity_type": EntityType::WorkFlow.code(), "entity_id": id(given)});
        drafting.wrong("exists", path, params, "should name something that exists");
        return Ok(None);
    };
    let document = match accept(whole) {
        Ok(accepted) => accepted.document,
        Err(messages) => {
            let below =
                |message: Message| Message { data_path: format!("{path}{}", message.data_path), ..message };
            drafting.messages.extend(messages.into_iter().map(below));
            return Ok(None);
        }
    };
    let mark = fingerprint::of(&document);
    let equal = equal(drafting.op, drafting.tx, &document, &mark).await?;
    equal.map_or(Ok(Named::New(mark, document)), Named::of).map(Some)
}

/// The work flow that an entry stands for, made if it is new: its id and version.
pub(in crate::entity::kind) async fn adopt(
    op: &Op,
    tx: &mut Tx<'_>,
    work_order: &str,
    given: &Value,
) -> Result<(String, i64)> {
    let found = match known(op, tx, Some(work_order), given).await? {
        Some(found) => found,
        None => equal_or_new(op, tx, given).await?,
    };
    let version = super::version(&found)?;
    Ok((found.id, version))
}

async fn equal_or_new(op: &Op, tx: &mut Tx<'_>, given: &Value) -> Result<Entity> {
    let whole = whole(given).ok_or_else(|| Error::internal("a work flow passed its check and is gone"))?;
    let document = accept(whole).map_err(Error::Messages)?.document;
    let mark = fingerprint::of(&document);
    if let Some(found) = equal(op, tx, &document, &mark).await? {
        return Ok(found);
    }
    if ![Right::WorkFlowCreate, Right::NiagaraWorkOrderCreate].into_iter().any(|right| holds(op, right)) {
        return Err(Error::Forbidden(Right::WorkFlowCreate));
    }
    let mut draft = Draft::default();
    super::fill(&mut draft, document);
    let made = keep::insert(op, tx, EntityType::WorkFlow, &App::new_id().to_string(), &draft).await?;
    super::made(op, tx, &made).await?;
    Ok(made)
}

fn holds(op: &Op, right: Right) -> bool {
    op.caller.rights.has(right) || op.caller.located.has(right)
}

/// The id in a reference to a work flow.
fn id(given: &Value) -> Option<&str> {
    ["work_flow_id", "entity_id"].into_iter().find_map(|name| given.get(name)?.as_str())
}

/// A work flow that is more than a reference.
fn whole(given: &Value) -> Option<&Object> {
    given.as_object().filter(|given| given.contains_key("steps"))
}

/// The work flow with the id that is given: one that lives and that the caller may read, or one that the work order has
/// already.
async fn known(op: &Op, tx: &mut Tx<'_>, work_order: Option<&str>, given: &Value) -> Result<Option<Entity>> {
    let Some(id) = id(given) else { return Ok(None) };
    let Some(found) = entity::hold(tx, op.tenant(), EntityType::WorkFlow, id).await? else { return Ok(None) };
    if !found.deleted && access::may(op, tx, Verb::Read, &found).await? {
        return Ok(Some(found));
    }
    let tallies = match work_order {
        Some(work_order) => tally::of(tx, op.tenant(), work_order).await?,
        None => Vec::new(),
    };
    Ok(tallies.iter().any(|tally| tally.work_flow == found.id).then_some(found))
}

/// A living work flow that the caller may read and whose newest version defines the same.
async fn equal(op: &Op, tx: &mut Tx<'_>, document: &Object, mark: &Fingerprint) -> Result<Option<Entity>> {
    for id in work_flow_version::newest_with_hash(tx, op.tenant(), mark).await? {
        let found = entity::hold(tx, op.tenant(), EntityType::WorkFlow, &id).await?;
        let Some(found) = found.filter(|found| !found.deleted) else { continue };
        if same_definition(&own(&found)?, document) && access::may(op, tx, Verb::Read, &found).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
