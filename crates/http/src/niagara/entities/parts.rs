//! Parts, and the units of each.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Part, Body::Part, "Parts", "/parts", "/parts/{id}",
    making: MakingUnique, changing: ChangingUniqueLocked, deleting: DeletingLocked,
    /// List parts.
    list fetch_all_parts;
    /// Make a part.
    create create_part;
    /// Retrieve a part.
    get fetch_part_by_id;
    /// Change a part.
    replace update_part;
    /// Delete a part.
    delete delete_part;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(fetch_all_part_units))
}

below! {
    /// List the units of a part.
    fetch_all_part_units, "Parts", "/parts/{id}/units", EntityType::Part, EntityType::Unit
}
