//! What is special about each kind.
//!
//! `draft` makes what an entity is to become of a body; `may_change` and `may_delete` say what locks it (423); `made`,
//! `changed` and `deleting` do what follows; `add_members`, `embed` and `inside` show what is kept elsewhere.

pub(crate) mod allowed;
mod batch;
pub(super) mod contact;
mod customer;
pub(crate) mod file;
mod labelled;
mod location;
pub(super) mod note;
mod part;
mod program;
mod project;
mod queue;
mod resource;
pub(crate) mod unit;
pub(crate) mod work_flow;
pub(crate) mod work_order;

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::tenant::TenantId;
use docket_store::entity::{self, Entity};
use docket_store::tally::{self, Tally};
use docket_store::{Tx, lineage};
use serde_json::Value;

use super::draft::{Draft, Drafting};
use super::remains;
use super::template::Links;
use super::view::View;
use super::writer::Writer;
use crate::{Error, Op, Result, action};

/// Makes of a body what the entity is to become.
pub(super) async fn draft(kind: EntityType, drafting: &mut Drafting<'_, '_>) -> Result<()> {
    match kind {
        EntityType::Customer => customer::draft(drafting).await,
        EntityType::Program => program::draft(drafting).await,
        EntityType::Project => project::draft(drafting).await,
        EntityType::WorkOrder => work_order::draft(drafting).await,
        EntityType::Manufacturer | EntityType::Vendor => labelled::draft(drafting),
        EntityType::Location => location::draft(drafting),
        EntityType::Resource => resource::draft(drafting).await,
        EntityType::SubResource => resource::draft_sub(drafting).await,
        EntityType::Contact => contact::draft(drafting),
        EntityType::File => {
            file::draft(drafting);
            Ok(())
        }
        EntityType::Queue => queue::draft(drafting).await,
        EntityType::Part => part::draft(drafting).await,
        EntityType::Unit => unit::draft(drafting).await,
        EntityType::WorkFlow => {
            work_flow::draft(drafting);
            Ok(())
        }
        EntityType::Action => action::draft(drafting).await,
        kind => Err(Error::internal(format!("no bodies make a {kind}"))),
    }
}

/// Refuses what another living entity of the kind already is.
pub(super) async fn check_unique(
    op: &Op,
    tx: &mut Tx<'_>,
    kind: EntityType,
    id: Option<&str>,
    draft: &Draft,
) -> Result<()> {
    let Some(key) = &draft.unique_key else { return Ok(()) };
    match entity::with_key(tx, op.tenant(), kind, key).await? {
        Some(other) if Some(other.as_str()) != id => Err(match kind {
            EntityType::Unit => unit::similar(),
            _ => similar(),
        }),
        _ => Ok(()),
    }
}

/// The error for what another entity already is, in the words of the dialect.
pub(super) fn similar() -> Error {
    Error::Conflict("similar", "A similar resource exists".to_owned())
}

/// Locks what is to be locked before the entity itself.
pub(super) async fn hold(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<()> {
    if kind == EntityType::Note { note::hold_about(op, tx, id).await } else { Ok(()) }
}

/// Refuses a change while something under way rests on what is changed.
pub(super) async fn may_change(
    op: &Op,
    tx: &mut Tx<'_>,
    body: &Object,
    before: &Entity,
    draft: &Draft,
) -> Result<()> {
    match before.kind {
        EntityType::Customer | EntityType::Program | EntityType::Project => {
            allowed::may_change(op, tx, before, draft).await
        }
        EntityType::WorkOrder => work_order::may_change(op, tx, body, before, draft).await,
        EntityType::Resource | EntityType::SubResource => resource::may_change(op, tx, before, draft).await,
        EntityType::Part => part::may_change(op, tx, before, draft).await,
        EntityType::Queue => queue::may_change(op, tx, before, draft).await,
        EntityType::Unit => unit::may_change(op, tx, before, draft).await,
        EntityType::WorkFlow => work_flow::may_change(op, tx, before, draft).await,
        _ => Ok(()),
    }
}

/// Does what follows from the making of an entity; its tallies, if it has any.
pub(super) async fn made(
    op: &Op,
    tx: &mut Tx<'_>,
    body: &Object,
    draft: &Draft,
    made: &Entity,
) -> Result<Vec<Tally>> {
    match made.kind {
        EntityType::WorkOrder => work_order::made(op, tx, body, &draft.flows, made).await,
        EntityType::WorkFlow => work_flow::made(op, tx, made).await.map(|()| Vec::new()),
        _ => Ok(Vec::new()),
    }
}

/// Does what follows from a change; the entity as it stands then.
pub(super) async fn changed(
    op: &Op,
    tx: &mut Tx<'_>,
    body: &Object,
    before: &Entity,
    after: Entity,
) -> Result<Entity> {
    match after.kind {
        EntityType::WorkOrder => work_order::changed(op, tx, body, before, after).await,
        EntityType::WorkFlow => work_flow::changed(op, tx, before, after).await,
        EntityType::Action => action::index(op, tx, &after).await.map(|()| after),
        _ => Ok(after),
    }
}

/// Refuses a deletion while something needs the entity.
pub(super) async fn may_delete(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    for kind in children(before.kind) {
        if lineage::any(tx, op.tenant(), &before.id, *kind).await? {
            return Err(locked());
        }
    }
    match before.kind {
        EntityType::WorkOrder => work_order::may_delete(op, tx, before).await,
        EntityType::Queue => queue::may_delete(op, tx, before).await,
        EntityType::Note => note::may_delete(op, tx, before).await,
        EntityType::Unit => unit::may_delete(op, tx, before).await,
        EntityType::WorkFlow => work_flow::may_delete(op, tx, before).await,
        _ => Ok(()),
    }
}

/// Does what goes with a deletion.
pub(super) async fn deleting(op: &Op, tx: &mut Tx<'_>, before: &Entity) -> Result<()> {
    match before.kind {
        EntityType::WorkOrder => work_order::deleting(op, tx, before).await,
        EntityType::Queue => queue::deleting(op, tx, before).await,
        EntityType::Note => note::deleting(op, tx, before).await,
        EntityType::File => file::deleting(op, tx, before).await,
        EntityType::Action => action::forget(op, tx, before).await,
        EntityType::Project => match unit::allocation::release_some(op, tx, &before.id).await? {
            true => remains::plan(op, tx, before.kind, &before.id).await,
            false => Ok(()),
        },
        EntityType::WorkFlow => work_flow::deleting(op, tx, before).await,
        _ => Ok(()),
    }
}

/// The living things below an entity that keep it from being deleted.
const fn children(kind: EntityType) -> &'static [EntityType] {
    match kind {
        EntityType::Customer => &[EntityType::Program, EntityType::Part],
        EntityType::Program => &[EntityType::Project],
        EntityType::Project => &[EntityType::WorkOrder],
        EntityType::Part | EntityType::Vendor | EntityType::SubResource => &[EntityType::Unit],
        EntityType::Manufacturer => &[EntityType::Part],
        EntityType::Location => &[EntityType::Queue, EntityType::Resource, EntityType::Unit],
        EntityType::Resource => &[EntityType::SubResource, EntityType::Unit],
        _ => &[],
    }
}

/// The error for what is locked, in the words of the dialect.
pub(crate) fn locked() -> Error {
    Error::Locked("This resource is currently locked from editing".to_owned())
}

/// The texts beside the label that lists of a kind are searched by.
#[must_use]
pub const fn words(kind: EntityType) -> &'static [&'static str] {
    match kind {
        EntityType::Location => &docket_domain::address::SEARCHED,
        EntityType::Unit => &["number"],
        _ => &[],
    }
}

/// What stands in an entity under each of its kind's [`words`], folded.
pub(super) fn searched_words(kind: EntityType, doc: &Object) -> Vec<String> {
    match kind {
        EntityType::Location => location::words(doc),
        EntityType::Unit => vec![unit::numbers(doc)],
        _ => Vec::new(),
    }
}

/// The own members of an entity as they are shown: one that is shown inside another entity is left out.
pub(super) fn shown(entity: &Entity) -> Result<Bytes> {
    let hidden = match entity.kind {
        EntityType::Note => note::HIDDEN,
        EntityType::File => file::HIDDEN,
        EntityType::Part => part::HIDDEN,
        EntityType::Unit => unit::HIDDEN,
        EntityType::Contact => return to_bytes(&contact::shown(super::own(entity)?)),
        _ => return Ok(entity.doc.clone()),
    };
    let mut doc = super::own(entity)?;
    doc.shift_remove(hidden);
    to_bytes(&doc)
}

fn to_bytes(doc: &Object) -> Result<Bytes> {
    Ok(serde_json::to_vec(doc).map_err(|e| Error::internal(e.to_string()))?.into())
}

/// Whether something is counted of a kind that stands inside others.
pub(super) fn has_totals_inside(kind: EntityType) -> bool {
    kind == EntityType::Queue
}

/// What is counted of an entity that stands inside others, as members that go behind its others; it changes too often to be
/// remembered with them.
pub(super) async fn totals_inside(tx: &mut Tx<'_>, tenant: TenantId, id: &str) -> Result<Vec<u8>> {
    queue::totals(tx, tenant, id).await
}

/// A JSON object with one more member.
fn spliced(object: &[u8], name: &str, value: &Value) -> Result<Bytes> {
    let open = object.strip_suffix(b"}").ok_or_else(|| Error::internal("what stands inside is no object"))?;
    let member = format!(",\"{name}\":{value}}}");
    Ok([open, member.as_bytes()].concat().into())
}

/// Adds the members that are kept elsewhere. `tallies` are those of the entity, if they are known already.
pub(super) async fn add_members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    tallies: Option<Vec<Tally>>,
    out: &mut Writer,
) -> Result<()> {
    match entity.kind {
        EntityType::WorkOrder | EntityType::Batch => {
            let tallies = match tallies {
                Some(known) => known,
                None => tally::of(tx, tenant, &entity.id).await?,
            };
            match entity.kind {
                EntityType::Batch => batch::add_members(tx, tenant, entity, &tallies, out).await,
                _ => work_order::add_members(tx, tenant, entity, &tallies, out).await,
            }
        }
        EntityType::Note => note::add_members(tx, tenant, entity, out).await,
        EntityType::File => {
            file::add_members(entity, out);
            Ok(())
        }
        EntityType::Part => part::add_members(tx, tenant, entity, out).await,
        EntityType::Unit => unit::add_members(tx, tenant, entity, out).await,
        EntityType::WorkFlow => {
            work_flow::add_members(entity, out);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Adds the members that only an entity itself shows, not one that stands inside another.
pub(super) async fn add_counts(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    out: &mut Writer,
) -> Result<()> {
    match entity.kind {
        EntityType::Queue => queue::add_counts(tx, tenant, entity, out).await,
        _ => Ok(()),
    }
}

/// Adds what is said of an entity only where it is shown alone.
pub(super) async fn embed(tx: &mut Tx<'_>, tenant: TenantId, entity: &Entity, view: &mut View) -> Result<()> {
    match entity.kind {
        EntityType::Batch => batch::embed(tx, tenant, entity, view).await,
        EntityType::Note => note::embed(entity, view),
        EntityType::WorkFlow => work_flow::warn(entity, view),
        _ => Ok(()),
    }
}

/// Adds the links of an entity that its shape does not know.
pub(super) fn add_links(entity: &Entity, links: &mut Links) -> Result<()> {
    if entity.kind == EntityType::Note { note::add_links(entity, links) } else { Ok(()) }
}

/// An entity as it stands inside others, where some have less to say.
pub(crate) fn inside(entity: Entity) -> Result<Entity> {
    if entity.kind == EntityType::WorkFlow { work_flow::inside(entity) } else { Ok(entity) }
}
