//! Moving the entity of a run.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_flow::Target;
use docket_store::{Tx, entity};
use serde_json::{Value, json};

use super::{Done, Trouble, write};
use crate::context::scene::Scene;
use crate::{Op, Result};

pub(super) async fn perform(op: &Op, tx: &mut Tx<'_>, scene: &mut Scene, target: &Target) -> Result<Done> {
    if scene.entity.0 != EntityType::Unit {
        return Ok(Err(Trouble::words(format!("a {} is at no location", scene.entity.0.word()))));
    }
    let (kind, id) = match place(scene, target) {
        Ok(place) => place,
        Err(why) => return Ok(Err(Trouble::words(why))),
    };
    let found = if docket_domain::entity::is_id(&id) {
        entity::find(tx, op.tenant(), kind, &id).await?.filter(|found| !found.deleted)
    } else {
        None
    };
    if found.is_none() {
        return Ok(Err(Trouble::words(format!("there is no {} \"{id}\"", kind.word()))));
    }
    let member = match kind {
        EntityType::Resource => "resource",
        EntityType::SubResource => "sub_resource",
        _ => "location",
    };
    let body = Object::from_iter([(member.to_owned(), json!({kind.id_member(): id}))]);
    Ok(write::change(op, tx, scene, &body).await?.map(|()| Value::from(id)))
}

/// The place that is meant, or why there is none.
fn place(scene: &Scene, target: &Target) -> Result<(EntityType, String), &'static str> {
    let of_work_order = |role: Role, missing: &'static str| {
        let work_order = scene.work_order().ok_or("the run is not done for a work order")?;
        let one = work_order.refs.get(role).ok_or(missing)?;
        Ok((one.kind, one.id.clone()))
    };
    match target {
        Target::Location(id) => Ok((EntityType::Location, id.clone())),
        Target::Resource(id) => Ok((EntityType::Resource, id.clone())),
        Target::SubResource(id) => Ok((EntityType::SubResource, id.clone())),
        Target::Context => {
            let location = scene.location.clone().map(|id| (EntityType::Location, id));
            scene.resource.clone().or(location).ok_or("the run takes place at no location")
        }
        Target::WorkOrder => of_work_order(Role::Location, "the work order has no location"),
        Target::WorkOrderInputFrom => {
            of_work_order(Role::InputFrom, "the work order does not say where its components come from")
        }
        Target::WorkOrderOutputTo => {
            of_work_order(Role::OutputTo, "the work order does not say where its products go")
        }
    }
}
