//! A cycle as it is shown.

use std::collections::HashMap;

use bytes::Bytes;
use docket_domain::entity::{EntityType, user_id};
use docket_domain::json::Object;
use docket_domain::status::Status;
use docket_domain::tenant::TenantId;
use docket_domain::time::format_ms;
use docket_store::Tx;
use docket_store::cycle::{self, Cycle};
use docket_store::entity::{self, Entity};
use serde_json::{Value, json};

use crate::entity::kind::allowed;
use crate::entity::view::{self, View};
use crate::entity::{Links, get, missing, own};
use crate::{Error, Op, Result};

/// A cycle of a work order.
pub async fn show(op: &Op, work_order: &str, id: &str) -> Result<View> {
    let mut tx = op.reader().await?;
    let work_order = get::readable(op, &mut tx, EntityType::WorkOrder, work_order).await?;
    let found = match cycle::of_id(id) {
        Some((of, n)) if of == work_order.id => cycle::find(&mut tx, op.tenant(), of, n).await?,
        _ => None,
    };
    one(&mut tx, op.tenant(), &work_order, &found.ok_or_else(|| missing(id))?).await
}

/// A cycle of a work order as it is shown.
pub(crate) async fn one(
    tx: &mut Tx<'_>,
    tenant: TenantId,
    work_order: &Entity,
    cycle: &Cycle,
) -> Result<View> {
    Pen::of(tx, tenant, work_order).await?.view(tx, cycle).await
}

/// Shows the cycles of one work order: what many of them share is made once.
pub(crate) struct Pen {
    tenant: TenantId,
    label: String,
    /// The work order as it stands inside its cycles.
    work_order: Bytes,
    /// The allowed statuses, from the narrowest list to the tenant's.
    statuses: Vec<Vec<Status>>,
    batches: HashMap<String, Bytes>,
    resources: HashMap<String, Option<EntityType>>,
}

impl Pen {
    pub(crate) async fn of(tx: &mut Tx<'_>, tenant: TenantId, work_order: &Entity) -> Result<Self> {
        let label = own(work_order)?.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Self {
            tenant,
            label,
            work_order: view::members(tx, tenant, work_order).await?,
            statuses: allowed::lists(tx, tenant, &work_order.refs).await?,
            batches: HashMap::new(),
            resources: HashMap::new(),
        })
    }

    pub(crate) async fn view(&mut self, tx: &mut Tx<'_>, cycle: &Cycle) -> Result<View> {
        let id = cycle.id();
        let batch = match &cycle.batch {
            Some(batch) => self.batch(tx, batch).await?,
            None => Bytes::from_static(b"null"),
        };
        let mut own = Object::new();
        let mut add = |name: &str, value: Value| own.insert(name.to_owned(), value);
        add("cycle_id", json!(id));
        add("label", format!("Cycle {} for work order: {}", cycle.n, self.label).into());
        add("slug", format!("cycle-{}", cycle.n).into());
        add("created", format_ms(cycle.created).into());
        add("updated", format_ms(cycle.updated).into());
        add("current_status", allowed::shown(&self.statuses, cycle.category));
        add("location_id", json!(cycle.location));
        add("resource_id", json!(cycle.resource));
        add("assigned_user", json!(cycle.assigned_user.as_deref().map(user_id::alias)));
        add("is_retry", cycle.is_retry.into());
        add("context_id", json!(cycle.context));
        let own = serde_json::to_vec(&own).map_err(|e| Error::internal(e.to_string()))?;
        let mut members = own.strip_suffix(b"}").unwrap_or(&own).to_vec();
        for (name, value) in [("work_order", &self.work_order), ("batch", &batch)] {
            members.extend_from_slice(format!(",\"{name}\":").as_bytes());
            members.extend_from_slice(value);
        }
        members.push(b'}');
        let path = format!("{}/cycles/{id}", view::path(EntityType::WorkOrder, &cycle.work_order));
        let links = self.links(tx, cycle, Links::to(&[&path])).await?.into();
        Ok(View { links, ..View::new(EntityType::Cycle, id, cycle.version, members.into(), path) })
    }

    /// A batch as it stands inside its cycles.
    async fn batch(&mut self, tx: &mut Tx<'_>, id: &str) -> Result<Bytes> {
        if let Some(known) = self.batches.get(id) {
            return Ok(known.clone());
        }
        let found = entity::find(tx, self.tenant, EntityType::Batch, id).await?.ok_or_else(|| missing(id))?;
        let made = view::members(tx, self.tenant, &found).await?;
        self.batches.insert(id.to_owned(), made.clone());
        Ok(made)
    }

    async fn links(&mut self, tx: &mut Tx<'_>, cycle: &Cycle, to_itself: Links) -> Result<Links> {
        let resource = match &cycle.resource {
            Some(id) => self.resource(tx, id).await?.map(|kind| view::path(kind, id)),
            None => None,
        };
        let of = |kind, id: &Option<String>| id.as_ref().map(|id| view::path(kind, id));
        let links = [
            ("nter:cycle-work-order", Some(view::path(EntityType::WorkOrder, &cycle.work_order))),
            ("nter:cycle-context", of(EntityType::Context, &cycle.context)),
            ("nter:cycle-assigned-user", cycle.assigned_user.as_deref().map(crate::user::path)),
            ("nter:cycle-resource", resource),
            ("nter:cycle-location", of(EntityType::Location, &cycle.location)),
        ];
        let known = links.into_iter().filter_map(|(rel, path)| Some((rel, path?)));
        Ok(known.fold(to_itself, |links, (rel, path)| links.and(rel, &[&path])))
    }

    /// Whether an id is that of a resource or of a sub-resource.
    async fn resource(&mut self, tx: &mut Tx<'_>, id: &str) -> Result<Option<EntityType>> {
        if let Some(known) = self.resources.get(id) {
            return Ok(*known);
        }
        let mut found = None;
        for kind in [EntityType::Resource, EntityType::SubResource] {
            if found.is_none() && entity::find(tx, self.tenant, kind, id).await?.is_some() {
                found = Some(kind);
            }
        }
        self.resources.insert(id.to_owned(), found);
        Ok(found)
    }
}
