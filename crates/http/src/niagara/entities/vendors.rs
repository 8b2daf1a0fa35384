//! Vendors, and what was bought from them.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Vendor, Body::Vendor, "Vendors", "/vendors", "/vendors/{id}",
    making: MakingUnique, changing: ChangingUnique, deleting: DeletingLocked,
    /// List vendors.
    list fetch_all_vendors;
    /// Make a vendor.
    create create_vendor;
    /// Retrieve a vendor.
    get fetch_vendor_by_id;
    /// Change a vendor.
    replace update_vendor;
    /// Delete a vendor.
    delete delete_vendor;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(fetch_all_vendor_units))
}

below! {
    /// List the units of a vendor.
    fetch_all_vendor_units, "Vendors", "/vendors/{id}/units", EntityType::Vendor, EntityType::Unit
}
