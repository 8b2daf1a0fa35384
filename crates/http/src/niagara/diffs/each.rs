//! The changes of each kind.

use axum::response::Response;
use docket_domain::entity::EntityType;

use super::list;
use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::paging::{Asked, PageParams};
use crate::niagara::refusals::Reading;
use crate::params::Place;
use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(fetch_diff_for_contact))
        .routes(routes!(fetch_diff_for_customer))
        .routes(routes!(fetch_diff_for_location))
        .routes(routes!(fetch_diff_for_manufacturer))
        .routes(routes!(fetch_diff_for_part))
        .routes(routes!(fetch_diff_for_program))
        .routes(routes!(fetch_diff_for_project))
        .routes(routes!(fetch_diff_for_resource))
        .routes(routes!(fetch_diff_for_sub_resource))
        .routes(routes!(fetch_diff_for_unit))
        .routes(routes!(fetch_diff_for_vendor))
        .routes(routes!(fetch_diff_for_work_order))
}

macro_rules! diff {
    ($(#[$doc:meta])* $name:ident, $path:literal, $kind:expr) => {
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "Changes",
            params(("id" = String, Path, description = "The id"), PageParams),
            responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
        async fn $name(Asker(op): Asker, base: Base, Place(id): Place<String>, asked: Asked) -> Result<Response> {
            list(&op, &base, &asked, ($kind, &id)).await
        }
    };
}

diff! {
    /// List what was changed in a contact, oldest first.
    fetch_diff_for_contact, "/contacts/{id}/diff", EntityType::Contact
}

diff! {
    /// List what was changed in a customer, oldest first.
    fetch_diff_for_customer, "/customers/{id}/diff", EntityType::Customer
}

diff! {
    /// List what was changed in a location, oldest first.
    fetch_diff_for_location, "/locations/{id}/diff", EntityType::Location
}

diff! {
    /// List what was changed in a manufacturer, oldest first.
    fetch_diff_for_manufacturer, "/manufacturers/{id}/diff", EntityType::Manufacturer
}

diff! {
    /// List what was changed in a part, oldest first.
    fetch_diff_for_part, "/parts/{id}/diff", EntityType::Part
}

diff! {
    /// List what was changed in a program, oldest first.
    fetch_diff_for_program, "/programs/{id}/diff", EntityType::Program
}

diff! {
    /// List what was changed in a project, oldest first.
    fetch_diff_for_project, "/projects/{id}/diff", EntityType::Project
}

diff! {
    /// List what was changed in a resource, oldest first.
    fetch_diff_for_resource, "/resources/{id}/diff", EntityType::Resource
}

diff! {
    /// List what was changed in a sub-resource, oldest first.
    fetch_diff_for_sub_resource, "/sub-resources/{id}/diff", EntityType::SubResource
}

diff! {
    /// List what was changed in a unit, oldest first.
    fetch_diff_for_unit, "/units/{id}/diff", EntityType::Unit
}

diff! {
    /// List what was changed in a vendor, oldest first.
    fetch_diff_for_vendor, "/vendors/{id}/diff", EntityType::Vendor
}

diff! {
    /// List what was changed in a work order, oldest first.
    fetch_diff_for_work_order, "/work-orders/{id}/diff", EntityType::WorkOrder
}
