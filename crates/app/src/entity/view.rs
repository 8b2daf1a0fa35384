//! An entity as it is shown, in pieces: its members as JSON, what is embedded, where its links go. The face that speaks
//! HTTP puts the pieces together.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Ref, Refs, Role};
use docket_domain::tenant::TenantId;
use docket_domain::time::format_ms;
use docket_store::entity::Entity;
use docket_store::fragments::{Epoch, Key};
use docket_store::tally::{self, Tally};
use docket_store::{FragmentsOf, Tx, counter, entity, lineage};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::fields;
use super::kind;
use super::shape::{self, To};
use crate::{Error, Result};

/// A link: its relation, and its path from the root.
pub type LinkTo = (Rel, String);
/// A relation of a link or of what is embedded; nearly all are known beforehand.
pub type Rel = Cow<'static, str>;

/// An entity as it is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct View {
    /// The code of its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Its members as a JSON object, without `_embedded` and `_links`.
    #[serde(with = "text")]
    pub members: Bytes,
    /// What is embedded, by relation; empty on a page.
    pub embedded: Vec<(Rel, Vec<Embedded>)>,
    /// The links besides `self`.
    pub links: Vec<LinkTo>,
    /// The path of `self`.
    pub path: String,
}

/// An embedded entity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Embedded {
    /// Its path.
    pub path: String,
    /// Its members as a JSON object.
    #[serde(with = "text")]
    pub members: Bytes,
    /// The links besides `self`. A client takes what is embedded for the thing itself.
    pub links: Vec<LinkTo>,
}

/// Bytes that are UTF-8, kept as text.
mod text {
    use bytes::Bytes;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &Bytes, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(bytes).map_err(serde::ser::Error::custom)?)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Bytes, D::Error> {
        Ok(String::deserialize(from)?.into())
    }
}

/// The path of an entity: `/work-orders/{id}`.
pub(crate) fn path(kind: EntityType, id: &str) -> String {
    ["/", kind.plural(), "/", id].concat()
}

/// An entity alone, with what is embedded in it.
pub(crate) async fn whole(tx: &mut Tx<'_>, tenant: TenantId, entity: &Entity) -> Result<View> {
    counted(tx, tenant, entity, None).await
}

/// The same with the entity's tallies, if they are known already.
pub(super) async fn counted(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    tallies: Option<Vec<Tally>>,
) -> Result<View> {
    let mut totals = Totals::default();
    let mut view = entry(tx, tenant, entity, tallies, &mut totals).await?;
    for (rel, role) in shape::of(entity.kind).embedded {
        let mut embedded = Vec::new();
        if let Some(one) = entity.refs.get(*role) {
            let members = totals.inside(tx, tenant, one).await?;
            let links = links(one.kind, &one.id, &refs(tx, tenant, one).await?);
            embedded.push(Embedded { path: path(one.kind, &one.id), members, links });
        }
        view.embedded.push((Cow::Borrowed(*rel), embedded));
    }
    kind::embed(tx, tenant, entity, &mut view).await?;
    Ok(view)
}

/// An entity as an entry of a page.
pub(crate) async fn item(tx: &mut Tx<'_>, tenant: TenantId, entity: &Entity) -> Result<View> {
    entry(tx, tenant, entity, None, &mut Totals::default()).await
}

/// Entities of one kind as entries of a page: what is counted of them is read at once.
pub(crate) async fn items(tx: &mut Tx<'_>, tenant: TenantId, entities: &[&Entity]) -> Result<Vec<View>> {
    let is_counted = |entity: &&&Entity| matches!(entity.kind, EntityType::WorkOrder | EntityType::Batch);
    let owners: Vec<&str> = entities.iter().filter(is_counted).map(|entity| entity.id.as_str()).collect();
    let mut counted = tally::of_each(tx, tenant, &owners).await?;
    let mut totals = Totals::default();
    let mut views = Vec::with_capacity(entities.len());
    for entity in entities {
        let tallies = counted.remove(&entity.id).unwrap_or_default();
        views.push(entry(tx, tenant, entity, Some(tallies), &mut totals).await?);
    }
    Ok(views)
}

async fn entry(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    tallies: Option<Vec<Tally>>,
    totals: &mut Totals,
) -> Result<View> {
    let mut out = writer(tx, tenant, entity, tallies, totals).await?;
    kind::add_counts(tx, tenant, entity, &mut out).await?;
    let mut links = links(entity.kind, &entity.id, &entity.refs);
    links.extend(kind::links(entity)?);
    Ok(View {
        kind: entity.kind.code().to_owned(),
        id: entity.id.clone(),
        version: entity.version,
        members: out.end(),
        embedded: Vec::new(),
        links,
        path: path(entity.kind, &entity.id),
    })
}

/// Where the links of an entity go that its shape knows.
fn links(kind: EntityType, id: &str, refs: &Refs) -> Vec<LinkTo> {
    let known = shape::of(kind).links;
    let mut links = Vec::with_capacity(known.len());
    links.extend(known.iter().filter_map(|(rel, to)| {
        let path = match to {
            To::Below(what) => ["/", kind.plural(), "/", id, "/", what].concat(),
            To::Ref(role) => refs.get(*role).map(|one| path(one.kind, &one.id))?,
        };
        Some((Cow::Borrowed(*rel), path))
    }));
    links
}

/// What an entity that is referred to belongs to. Read once, if it may be remembered.
async fn refs(tx: &mut Tx<'_>, tenant: TenantId, one: &Ref) -> Result<Refs> {
    let remembered = memory(tx, one.kind);
    let key = Key(tenant, one.kind, [&one.id, "#refs"].concat());
    if let Some((epoch, fragments)) = &remembered
        && let Some(known) = fragments.get(*epoch, &key)
    {
        return Ok(Refs::parse(std::str::from_utf8(&known).unwrap_or_default()));
    }
    let refs = row(tx, tenant, one).await?.refs;
    if let Some((epoch, fragments)) = remembered {
        fragments.keep(epoch, key, &refs.to_text().into());
    }
    Ok(refs)
}

/// What is remembered of a kind now.
fn memory(tx: &Tx<'_>, kind: EntityType) -> Option<(Epoch, FragmentsOf)> {
    let stands_alone =
        matches!(kind, EntityType::Action | EntityType::Batch | EntityType::Note | EntityType::WorkOrder);
    let fragments = tx.fragments().filter(|_| !stands_alone)?;
    Some((fragments.epoch()?, fragments))
}

/// What an entity that is referred to looks like inside another. Made once, if it may be remembered.
pub(crate) fn inside<'a>(tx: &'a mut Tx<'_>, tenant: TenantId, one: &'a Ref) -> BoxFuture<'a, Result<Bytes>> {
    async move {
        let Some((epoch, fragments)) = memory(tx, one.kind) else { return made(tx, tenant, one).await };
        let key = Key(tenant, one.kind, one.id.clone());
        if let Some(known) = fragments.get(epoch, &key) {
            return Ok(known);
        }
        let made = made(tx, tenant, one).await?;
        fragments.keep(epoch, key, &made);
        Ok(made)
    }
    .boxed()
}

/// What was counted of entities that stand inside others, so that each is counted once for a page.
#[derive(Default)]
struct Totals(HashMap<String, Vec<u8>>);

impl Totals {
    /// What an entity that is referred to looks like inside another, with what is counted of it.
    async fn inside(&mut self, tx: &mut Tx<'_>, tenant: TenantId, one: &Ref) -> Result<Bytes> {
        let made = inside(tx, tenant, one).await?;
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

async fn made(tx: &mut Tx<'_>, tenant: TenantId, one: &Ref) -> Result<Bytes> {
    let found = row(tx, tenant, one).await?;
    members(tx, tenant, &kind::inside(found)?).await
}

async fn row(tx: &mut Tx<'_>, tenant: TenantId, one: &Ref) -> Result<Entity> {
    let found = entity::find(tx, tenant, one.kind, &one.id).await?;
    found.ok_or_else(|| Error::internal(format!("{} {} has no row", one.kind, one.id)))
}

/// The members of an entity as a JSON object: its own, those that the server keeps, and the entities it belongs to.
pub(crate) async fn members(tx: &mut Tx<'_>, tenant: TenantId, entity: &Entity) -> Result<Bytes> {
    Ok(writer(tx, tenant, entity, None, &mut Totals::default()).await?.end())
}

/// `tallies` are those of the entity, if they are known already.
async fn writer(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    entity: &Entity,
    tallies: Option<Vec<Tally>>,
    totals: &mut Totals,
) -> Result<Writer> {
    let mut out = Writer::new(entity, &kind::shown(entity)?)?;
    let shape = shape::of(entity.kind);
    for (name, role) in shape.inside {
        match entity.refs.get(*role) {
            Some(one) => {
                let made = totals.inside(tx, tenant, one).await?;
                out.raw(name, &made);
            }
            None if is_shown_empty(*role) => out.raw(name, b"null"),
            None => {}
        }
    }
    for (name, kind) in shape.totals {
        let total = counter::read(tx, tenant, &lineage::counter_below(&entity.id, *kind)).await?;
        out.raw(name, total.to_string().as_bytes());
    }
    if fields::has(entity.kind) {
        out.raw(fields::MEMBER, &fields::shown(tx, tenant, entity).await?);
    }
    kind::add_members(tx, tenant, entity, tallies, &mut out).await?;
    Ok(out)
}

/// Where components come from and products go is said only when it is known.
fn is_shown_empty(role: Role) -> bool {
    !matches!(role, Role::InputFrom | Role::OutputTo)
}

/// Writes a JSON object around the stored members, without parsing them.
pub(crate) struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// Begins with the id and the members of `own`, a JSON object.
    fn new(entity: &Entity, own: &[u8]) -> Result<Self> {
        let own = own.strip_prefix(b"{").and_then(|doc| doc.strip_suffix(b"}"));
        let own = own.ok_or_else(|| Error::internal(format!("the document of {} is broken", entity.id)))?;
        let mut writer = Self { out: Vec::with_capacity(own.len() + 1024) };
        writer.out.push(b'{');
        writer.text(entity.kind.id_member(), &entity.id);
        if !own.is_empty() {
            writer.out.push(b',');
            writer.out.extend_from_slice(own);
        }
        writer.text("created", &format_ms(entity.created));
        writer.text("updated", &format_ms(entity.updated));
        Ok(writer)
    }

    fn name(&mut self, name: &str) {
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// A member that needs no escapes: an id, a time, a code.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.push(b'"');
        self.out.extend_from_slice(value.as_bytes());
        self.out.push(b'"');
    }

    /// A member whose value is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &[u8]) {
        self.name(name);
        self.out.extend_from_slice(json);
    }

    fn end(mut self) -> Bytes {
        self.out.push(b'}');
        self.out.into()
    }
}
