//! Resources at a location (a line, a station), and the sub-resources of one (a slot in the station).

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_store::entity::Entity;
use docket_store::{Tx, lineage};
use serde_json::json;

use super::super::draft::{Draft, Drafting};
use super::locked;
use crate::{Op, Result};

/// A resource.
pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    own_members(drafting);
    drafting.refer("location", Role::Location, EntityType::Location).await.map(|_| ())
}

/// A sub-resource; it is where its resource is.
pub(super) async fn draft_sub(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    own_members(drafting);
    let named = drafting.named("location", EntityType::Location).await?;
    let Some(resource) = drafting.refer("resource", Role::Resource, EntityType::Resource).await? else {
        return Ok(());
    };
    let place = resource.refs.id(Role::Location);
    if let Some(place) = place {
        drafting.draft.refs.set(Role::Location, EntityType::Location, place);
    }
    if named.is_some_and(|named| Some(named.id.as_str()) != place) {
        let params = json!({"location_id": place});
        let message = "should be the location of the resource";
        drafting.wrong("resourceLocation", ".location.location_id", params, message);
    }
    Ok(())
}

fn own_members(drafting: &mut Drafting<'_, '_>) {
    drafting.take(&["label", "resource_type"], &json!(""));
    drafting.take(&["meta"], &json!({}));
    drafting.draft.facet = drafting.text("resource_type").map(str::to_owned);
}

/// A resource stays where it is, and a sub-resource in its resource, while something is in it.
pub(super) async fn may_change(op: &Op, tx: &mut Tx<'_>, before: &Entity, draft: &Draft) -> Result<()> {
    let moved =
        [Role::Location, Role::Resource].iter().any(|role| before.refs.id(*role) != draft.refs.id(*role));
    if !moved {
        return Ok(());
    }
    for kind in [EntityType::SubResource, EntityType::Unit] {
        if lineage::any(tx, op.tenant(), &before.id, kind).await? {
            return Err(locked());
        }
    }
    Ok(())
}
