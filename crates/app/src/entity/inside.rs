//! What stands inside an entity: the entities that it belongs to, whole, as members of it or embedded in it. Those change
//! rarely and are shown often, so what is made of them is remembered, one by one and together.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use bytes::Bytes;
use docket_domain::entity::refs::{Ref, Role};
use docket_domain::tenant::TenantId;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use docket_store::fragments::{self, Key, Part, Slot};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::template::Template;
use super::writer::Writer;
use super::{kind, shape, view};
use crate::{Error, Result};

/// What an entity that is referred to looks like inside another.
pub(crate) fn of<'a>(tx: &'a mut Tx<'_>, tenant: TenantId, one: &'a Ref) -> BoxFuture<'a, Result<Bytes>> {
    async move {
        let slot = slot(tx, tenant, one, Part::Members);
        if let Some(known) = slot.as_ref().and_then(Slot::get) {
            return Ok(known);
        }
        let found = row(tx, tenant, one).await?;
        let made = view::members(tx, tenant, &kind::inside(found)?).await?;
        Ok(fragments::kept(slot, made))
    }
    .boxed()
}

/// The entities that stand inside one, as members of it without the braces around them.
pub(super) async fn members(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    totals: &mut Totals,
) -> Result<Bytes> {
    let shown = shape::of(entity.kind).inside;
    if shown.is_empty() {
        return Ok(Bytes::new());
    }
    let slot = slot_of_all(tx, tenant, entity, Part::Inside);
    if let Some(known) = slot.as_ref().and_then(Slot::get) {
        return Ok(known);
    }
    let mut out = Writer::of_members();
    for (name, role) in shown {
        let made = match entity.refs.get(*role) {
            Some(one) => totals.inside(tx, tenant, one).await?,
            None if is_shown_empty(*role) => Bytes::from_static(b"null"),
            None => continue,
        };
        out.raw(name, &made);
    }
    Ok(fragments::kept(slot, out.bare()))
}

/// What is embedded in an entity because it belongs there.
pub(super) async fn embedded(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    totals: &mut Totals,
) -> Result<Template> {
    let shown = shape::of(entity.kind).embedded;
    if shown.is_empty() {
        return Ok(Template::default());
    }
    let slot = slot_of_all(tx, tenant, entity, Part::Embedded);
    if let Some(known) = slot.as_ref().and_then(Slot::get) {
        return Ok(Template::of_bytes(known));
    }
    let mut made = Template::default();
    for (rel, role) in shown {
        let one = match entity.refs.get(*role) {
            Some(one) => Some(linked(tx, tenant, one, totals).await?),
            None => None,
        };
        made.embed(rel, one);
    }
    Ok(Template::of_bytes(fragments::kept(slot, made.into_bytes())))
}

/// An entity that is referred to with its links.
async fn linked(tx: &mut Tx<'_>, tenant: TenantId, one: &Ref, totals: &mut Totals) -> Result<Template> {
    let slot = if kind::has_totals_inside(one.kind) { None } else { slot(tx, tenant, one, Part::Linked) };
    if let Some(known) = slot.as_ref().and_then(Slot::get) {
        return Ok(Template::of_bytes(known));
    }
    let members = totals.inside(tx, tenant, one).await?;
    let refs = row(tx, tenant, one).await?.refs;
    let made = Template::linked(&members, &view::links(one.kind, &one.id, &refs));
    Ok(Template::of_bytes(fragments::kept(slot, made.into_bytes())))
}

/// What was counted of entities that stand inside others, so that each is counted once for a page.
#[derive(Default)]
pub(super) struct Totals(HashMap<String, Vec<u8>>);

impl Totals {
    /// What an entity that is referred to looks like inside another, with what is counted of it.
    async fn inside(&mut self, tx: &mut Tx<'_>, tenant: TenantId, one: &Ref) -> Result<Bytes> {
        let made = of(tx, tenant, one).await?;
        let Some(open) = made.strip_suffix(b"}").filter(|_| kind::has_totals_inside(one.kind)) else {
            return Ok(made);
        };
        let counted = match self.0.entry(one.id.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(kind::totals_inside(tx, tenant, &one.id).await?),
        };
        Ok([open, counted.as_slice(), b"}"].concat().into())
    }
}

/// Where a part of an entity is remembered.
fn slot(tx: &Tx<'_>, tenant: TenantId, one: &Ref, part: Part) -> Option<Slot> {
    if fragments::are_of(one.kind) { tx.slot(Key(tenant, one.kind, part, one.id.clone())) } else { None }
}

/// Where all that stands inside an entity is remembered, or all that is embedded in it, for everything that belongs to the same.
fn slot_of_all(tx: &Tx<'_>, tenant: TenantId, entity: &Entity, part: Part) -> Option<Slot> {
    let lasts = |one: &Ref| fragments::are_of(one.kind) && !kind::has_totals_inside(one.kind);
    if entity.refs.iter().all(lasts) {
        tx.slot(Key(tenant, entity.kind, part, entity.refs.to_text()))
    } else {
        None
    }
}

async fn row(tx: &mut Tx<'_>, tenant: TenantId, one: &Ref) -> Result<Entity> {
    let found = entity::find(tx, tenant, one.kind, &one.id).await?;
    found.ok_or_else(|| Error::internal(format!("{} {} has no row", one.kind, one.id)))
}

/// Where components come from and products go is said only when it is known.
fn is_shown_empty(role: Role) -> bool {
    !matches!(role, Role::InputFrom | Role::OutputTo)
}
