//! Where a unit is: at a location, perhaps in a resource or a sub-resource there.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_store::entity::Entity;
use serde_json::{Value, json};

use super::super::super::draft::Drafting;
use crate::Result;

/// Takes the location, the resource and the sub-resource over. A sub-resource brings its resource along and a resource its
/// location; a unit that goes to another location or resource leaves what it was in.
pub(super) async fn take(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let location = location(drafting).await?;
    let resource = drafting.named("resource", EntityType::Resource).await?;
    let slot = drafting.named("sub_resource", EntityType::SubResource).await?;
    let is_null = |name: &str| drafting.body.get(name).is_some_and(Value::is_null);
    let (leaves, leaves_slot) = (is_null("resource"), is_null("sub_resource"));
    if leaves || moved(drafting, Role::Resource, resource.as_ref()) {
        drafting.draft.refs.clear(Role::Resource);
        drafting.draft.refs.clear(Role::SubResource);
    }
    if leaves_slot {
        drafting.draft.refs.clear(Role::SubResource);
    }
    match (&resource, &slot) {
        (resource, Some(slot)) => enter_slot(drafting, resource.as_ref(), slot),
        (Some(resource), None) => {
            drafting.draft.refs.set(Role::Resource, resource.kind, resource.id.as_str());
        }
        (None, None) => {}
    }
    settle(drafting, location.as_ref(), slot.as_ref().or(resource.as_ref()));
    Ok(())
}

/// The location that the body names, by the older or the newer member; both must say the same.
async fn location(drafting: &mut Drafting<'_, '_>) -> Result<Option<Entity>> {
    let current = drafting.named("current_location", EntityType::Location).await?;
    let newer = drafting.named("location", EntityType::Location).await?;
    if let (Some(current), Some(newer)) = (&current, &newer)
        && current.id != newer.id
    {
        let params = json!({"location_id": current.id});
        drafting.wrong("sameLocation", ".location.location_id", params, "should be the current_location");
    }
    Ok(current.or(newer))
}

/// Whether the body names another entity than the one in the role.
fn moved(drafting: &Drafting<'_, '_>, role: Role, named: Option<&Entity>) -> bool {
    named.is_some_and(|named| drafting.draft.refs.id(role) != Some(named.id.as_str()))
}

fn enter_slot(drafting: &mut Drafting<'_, '_>, resource: Option<&Entity>, slot: &Entity) {
    let parent = slot.refs.id(Role::Resource);
    if let Some(resource) = resource
        && Some(resource.id.as_str()) != parent
    {
        let params = json!({"resource_id": parent});
        let message = "should be the resource of the sub_resource";
        drafting.wrong("sameResource", ".resource.resource_id", params, message);
    }
    if let Some(parent) = parent {
        drafting.draft.refs.set(Role::Resource, EntityType::Resource, parent);
    }
    drafting.draft.refs.set(Role::SubResource, slot.kind, slot.id.as_str());
}

/// Puts the unit at the location that the body names, or at that of the resource it goes to.
fn settle(drafting: &mut Drafting<'_, '_>, location: Option<&Entity>, within: Option<&Entity>) {
    let place = within.and_then(|within| within.refs.id(Role::Location));
    if let (Some(location), Some(place)) = (location, place)
        && location.id != place
    {
        let member =
            if drafting.body.contains_key("current_location") { "current_location" } else { "location" };
        let params = json!({"location_id": place});
        let message = "should be the location of the resource";
        drafting.wrong("resourceLocation", &format!(".{member}.location_id"), params, message);
    }
    if within.is_none() && moved(drafting, Role::Location, location) {
        drafting.draft.refs.clear(Role::Resource);
        drafting.draft.refs.clear(Role::SubResource);
    }
    if let Some(id) = place.or(location.map(|location| location.id.as_str())) {
        drafting.draft.refs.set(Role::Location, EntityType::Location, id);
    }
}
