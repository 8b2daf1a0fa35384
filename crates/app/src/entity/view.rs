//! An entity as it is shown, in pieces: its members as JSON, what is embedded, where its links go. The face that speaks
//! HTTP puts the pieces together.

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Refs;
use docket_domain::tenant::TenantId;
use docket_store::entity::Entity;
use docket_store::tally::{self, Tally};
use docket_store::{Tx, counter, lineage};
use serde::{Deserialize, Serialize};

use super::inside::{self, Totals};
use super::shape::{self, To};
use super::template::{Links, Template, text};
use super::writer::Writer;
use super::{fields, kind};
use crate::Result;

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
    pub embedded: Template,
    /// Its links.
    pub links: Template,
    /// The path of `self`.
    pub path: String,
}

impl View {
    /// A thing that is no entity of the one table, with the link to itself.
    pub(crate) fn new(kind: EntityType, id: String, version: i64, members: Bytes, path: String) -> Self {
        let links = Links::to(&[&path]).into();
        Self {
            kind: kind.code().to_owned(),
            id,
            version,
            members,
            embedded: Template::default(),
            links,
            path,
        }
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
    view.embedded = inside::embedded(tx, tenant, entity, &mut totals).await?;
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
    kind::add_links(entity, &mut links)?;
    Ok(View {
        kind: entity.kind.code().to_owned(),
        id: entity.id.clone(),
        version: entity.version,
        members: out.end(),
        embedded: Template::default(),
        links: links.into(),
        path: path(entity.kind, &entity.id),
    })
}

/// Where the links of an entity go that its shape knows.
pub(super) fn links(kind: EntityType, id: &str, refs: &Refs) -> Links {
    let of = |kind: EntityType, id| ["/", kind.plural(), "/", id];
    let [root, plural, slash, id] = of(kind, id);
    let mut links = Links::to(&[root, plural, slash, id]);
    for (rel, to) in shape::of(kind).links {
        match to {
            To::Below(what) => links.add(rel, &[root, plural, slash, id, "/", what]),
            To::Ref(role) => {
                if let Some(one) = refs.get(*role) {
                    links.add(rel, &of(one.kind, &one.id));
                }
            }
        }
    }
    links
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
    out.members(&inside::members(tx, tenant, entity, totals).await?);
    for (name, kind) in shape::of(entity.kind).totals {
        let total = counter::read(tx, tenant, &lineage::counter_below(&entity.id, *kind)).await?;
        out.raw(name, total.to_string().as_bytes());
    }
    if fields::has(entity.kind) {
        out.raw(fields::MEMBER, &fields::shown(tx, tenant, entity).await?);
    }
    kind::add_members(tx, tenant, entity, tallies, &mut out).await?;
    Ok(out)
}
