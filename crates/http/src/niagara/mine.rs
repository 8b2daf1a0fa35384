//! `/me/…`: what the caller has a relation to.

use axum::response::Response;
use docket_app::Op;
use docket_app::entity;
use docket_domain::entity::EntityType;

use super::base::Base;
use super::paging::{Asked, PageParams};
use super::refusals::Listing;
use crate::asker::Asker;
use crate::failure::Result;
use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(fetch_me_customers))
        .routes(routes!(fetch_me_manufacturers))
        .routes(routes!(fetch_me_vendors))
        .routes(routes!(fetch_me_locations))
}

async fn list(op: &Op, base: &Base, asked: &Asked, kind: EntityType) -> Result<Response> {
    let mut query = asked.query(kind)?;
    query.mine = true;
    asked.listed(base, kind, &entity::list(op, query).await?)
}

macro_rules! mine {
    ($(#[$doc:meta])* $name:ident, $path:literal, $kind:expr) => {
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "Users", params(PageParams),
            responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
        async fn $name(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
            list(&op, &base, &asked, $kind).await
        }
    };
}

mine! {
    /// List the customers that the caller has a relation to. Needs `me:profile`.
    fetch_me_customers, "/me/customers", EntityType::Customer
}

mine! {
    /// List the manufacturers that the caller has a relation to. Needs `me:profile`.
    fetch_me_manufacturers, "/me/manufacturers", EntityType::Manufacturer
}

mine! {
    /// List the vendors that the caller has a relation to. Needs `me:profile`.
    fetch_me_vendors, "/me/vendors", EntityType::Vendor
}

mine! {
    /// List the locations that the caller has a relation to. Needs `me:profile`.
    fetch_me_locations, "/me/locations", EntityType::Location
}
