//! Manufacturers, and what is made by them.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Manufacturer, Body::Manufacturer, "Manufacturers", "/manufacturers", "/manufacturers/{id}",
    making: MakingUnique, changing: ChangingUnique, deleting: DeletingLocked,
    /// List manufacturers.
    list fetch_all_manufacturers;
    /// Make a manufacturer.
    create create_manufacturer;
    /// Retrieve a manufacturer.
    get fetch_manufacturer_by_id;
    /// Change a manufacturer.
    replace update_manufacturer;
    /// Delete a manufacturer.
    delete delete_manufacturer;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>()
        .routes(routes!(fetch_all_manufacturer_parts))
        .routes(routes!(fetch_all_manufacturer_units))
}

below! {
    /// List the parts of a manufacturer.
    fetch_all_manufacturer_parts, "Manufacturers", "/manufacturers/{id}/parts", EntityType::Manufacturer, EntityType::Part
}

below! {
    /// List the units of a manufacturer.
    fetch_all_manufacturer_units, "Manufacturers", "/manufacturers/{id}/units", EntityType::Manufacturer, EntityType::Unit
}
