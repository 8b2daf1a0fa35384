//! Sub-resources: slots of a resource and the like.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::operations as declare;

declare! {
    EntityType::SubResource, Body::SubResource, "Sub-resources", "/sub-resources", "/sub-resources/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List sub-resources. `filter[resource_type]` narrows the list.
    list fetch_all_sub_resources;
    /// Make a sub-resource.
    create create_sub_resource;
    /// Retrieve a sub-resource.
    get fetch_sub_resource_by_id;
    /// Change a sub-resource.
    replace update_sub_resource;
    /// Delete a sub-resource.
    delete delete_sub_resource;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes()
}
