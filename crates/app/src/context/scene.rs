//! Where a run takes place: the entity that it processes and the order that it is done for, as they stand in the unit of
//! work that drives it.

use bytes::Bytes;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Ref, Role};
use docket_flow::Root;
use docket_store::Tx;
use docket_store::cycle::Cycle;
use docket_store::entity::{self, Entity};
use serde_json::Value;

use crate::entity::view;
use crate::job::stored_value;
use crate::{Op, Result, cycle};

/// Where a run takes place.
#[derive(Debug)]
pub(super) struct Scene {
    /// The id of the run.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// The entity that is processed.
    pub entity: (EntityType, String),
    /// Who started the run.
    pub started_by: String,
    /// What the run is done for: the work order and its cycle, both locked.
    pub order: Option<(Entity, Cycle)>,
    /// Where the work is done.
    pub location: Option<String>,
    /// At which resource or sub-resource.
    pub resource: Option<(EntityType, String)>,
    /// The entity, once it is locked.
    held: Option<Entity>,
}

impl Scene {
    pub(super) fn new(id: &str, label: &str, entity: (EntityType, &str), started_by: &str) -> Self {
        Self {
            id: id.to_owned(),
            label: label.to_owned(),
            entity: (entity.0, entity.1.to_owned()),
            started_by: started_by.to_owned(),
            order: None,
            location: None,
            resource: None,
            held: None,
        }
    }

    /// The work order that the run is done for.
    pub(super) fn work_order(&self) -> Option<&Entity> {
        self.order.as_ref().map(|(work_order, _)| work_order)
    }

    /// The cycle that the run is done for.
    pub(super) fn cycle(&self) -> Option<&Cycle> {
        self.order.as_ref().map(|(_, cycle)| cycle)
    }

    /// The entity, locked until the unit ends; `None` if it was deleted.
    pub(super) async fn held(&mut self, op: &Op, tx: &mut Tx<'_>) -> Result<Option<&Entity>> {
        if self.held.is_none() {
            self.held = entity::lock(tx, op.tenant(), self.entity.0, &self.entity.1).await?;
        }
        Ok(self.held.as_ref().filter(|held| !held.deleted))
    }

    /// Takes note of the entity as it is locked and stands now.
    pub(super) fn holds(&mut self, entity: Entity) {
        if (entity.kind, &entity.id) == (self.entity.0, &self.entity.1) {
            self.held = Some(entity);
        }
    }

    /// What a run sees under one of its roots; null if there is nothing.
    pub(super) async fn document(&self, op: &Op, tx: &mut Tx<'_>, root: Root) -> Result<Value> {
        let shown = match root {
            Root::Entity => self.shown_entity(op, tx).await?,
            Root::WorkOrder => match self.work_order() {
                Some(work_order) => Some(view::members(tx, op.tenant(), work_order).await?),
                None => None,
            },
            Root::Using | Root::Cycle => match &self.order {
                Some((work_order, cycle)) => {
                    Some(cycle::shown(tx, op.tenant(), work_order, cycle).await?.members)
                }
                None => None,
            },
            Root::Location => {
                let location = self.location.as_ref().map(|id| (EntityType::Location, id.as_str()));
                shown(op, tx, location).await?
            }
            Root::Resource => {
                let resource = self.resource.as_ref().map(|(kind, id)| (*kind, id.as_str()));
                shown(op, tx, resource).await?
            }
        };
        shown.map_or(Ok(Value::Null), |shown| stored_value(&shown))
    }

    async fn shown_entity(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Option<Bytes>> {
        match &self.held {
            Some(held) => Ok(Some(view::members(tx, op.tenant(), held).await?)),
            None => shown(op, tx, Some((self.entity.0, &self.entity.1))).await,
        }
    }
}

/// An entity as its own answer shows it, living or deleted.
async fn shown(op: &Op, tx: &mut Tx<'_>, one: Option<(EntityType, &str)>) -> Result<Option<Bytes>> {
    let Some((kind, id)) = one else { return Ok(None) };
    let Some(found) = entity::find(tx, op.tenant(), kind, id).await? else { return Ok(None) };
    Ok(Some(view::members(tx, op.tenant(), &found).await?))
}

/// Where an entity is: at a location, perhaps at a resource or sub-resource there.
pub(super) fn place_of(entity: &Entity) -> (Option<String>, Option<(EntityType, String)>) {
    let resource: Option<&Ref> =
        entity.refs.get(Role::SubResource).or_else(|| entity.refs.get(Role::Resource));
    (
        entity.refs.id(Role::Location).map(str::to_owned),
        resource.map(|resource| (resource.kind, resource.id.clone())),
    )
}
