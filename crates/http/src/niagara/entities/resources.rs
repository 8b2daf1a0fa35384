//! Resources: lines, stations and the like at a location.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Resource, Body::Resource, "Resources", "/resources", "/resources/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List resources. `filter[resource_type]` narrows the list.
    list fetch_all_resources;
    /// Make a resource.
    create create_resource;
    /// Retrieve a resource.
    get fetch_resource_by_id;
    /// Change a resource.
    replace update_resource;
    /// Delete a resource.
    delete delete_resource;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(fetch_all_child_resources))
}

below! {
    /// List the sub-resources of a resource.
    fetch_all_child_resources, "Resources", "/resources/{id}/sub-resources", EntityType::Resource, EntityType::SubResource
}
