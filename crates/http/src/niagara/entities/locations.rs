//! Locations, by type too, and what is at each.

use docket_app::Op;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Location, Body::Location, "Locations", "/locations", "/locations/{id}",
    making: Making, changing: Changing, deleting: DeletingLocked,
    /// List locations.
    ///
    /// `filter[type]`, `filter[country]`, `filter[administrative_area]`, `filter[postal_code]` and `filter[thoroughfare]`
    /// narrow the list.
    list fetch_all_locations;
    /// Make a location.
    create create_location;
    /// Retrieve a location.
    get fetch_location_by_id;
    /// Change a location.
    replace update_location;
    /// Delete a location.
    delete delete_location;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>()
        .routes(routes!(fetch_all_facilities))
        .routes(routes!(fetch_all_warehouses))
        .routes(routes!(fetch_resources_for_location))
        .routes(routes!(fetch_queues_for_location))
}

below! {
    /// List the resources at a location.
    fetch_resources_for_location, "Locations", "/locations/{id}/resources", EntityType::Location, EntityType::Resource
}

below! {
    /// List the queues at a location.
    fetch_queues_for_location, "Locations", "/locations/{id}/queues", EntityType::Location, EntityType::Queue
}

/// List facilities: locations of the type `facility`.
#[utoipa::path(get, path = "/facilities", tag = "Locations", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
async fn fetch_all_facilities(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    of_type(&op, &base, &asked, "facility").await
}

/// List warehouses: locations of the type `warehouse`.
#[utoipa::path(get, path = "/ware-houses", tag = "Locations", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
async fn fetch_all_warehouses(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    of_type(&op, &base, &asked, "warehouse").await
}

async fn of_type(op: &Op, base: &Base, asked: &Asked, location_type: &str) -> Result<Response> {
    let mut query = asked.query(EntityType::Location)?;
    query.facet = Some(location_type.to_owned());
    let listed = docket_app::entity::list(op, query).await?;
    asked.listed(base, EntityType::Location, &listed)
}
