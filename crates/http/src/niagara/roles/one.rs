//! `/roles`: what people may do, by name.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::role;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::operations::checked;
use crate::niagara::paging::{Asked, PageParams};
use crate::niagara::refusals::{ChangingUnique, DeletingLocked, Listing, MakingUnique, Reading};
use crate::params::Place;
use crate::refusals::{Conditions, Known};
use crate::write::Write;

/// List roles, by id. Needs `role:read`.
#[utoipa::path(get, path = "/roles", tag = "Roles", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
pub(super) async fn fetch_all_roles(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    let listed = role::list(&op, asked.offset(), asked.limit()?).await?;
    asked.listed(&base, EntityType::Role, &listed)
}

/// Make a role. Needs `role:create` and all permissions of the role.
#[utoipa::path(post, path = "/roles", tag = "Roles", params(Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was made", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        MakingUnique))]
pub(super) async fn create_role(base: Base, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::Role)?;
    Ok(hal::made(StatusCode::OK, &base, &role::create(&write.op, &body).await?))
}

/// Retrieve a role. Needs `role:read`.
#[utoipa::path(get, path = "/roles/{id}", tag = "Roles", params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The role", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_role_by_id(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &role::get(&op, &id).await?))
}

/// Change a role. Needs `role:update`, and all permissions of the role before and after.
#[utoipa::path(put, path = "/roles/{id}", tag = "Roles", params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"),
        ChangingUnique))]
pub(super) async fn update_role(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let body = checked(&write, Body::Role)?;
    let view = role::replace(&write.op, &id, &body).await?;
    Ok(hal::one(&HeaderMap::new(), &base, &view))
}

/// Delete a role that nobody has. Needs `role:delete` and all permissions of the role.
#[utoipa::path(delete, path = "/roles/{id}", tag = "Roles",
    params(("id" = String, Path, description = "Its id"), Conditions),
    responses((status = 205, description = "It was deleted"), DeletingLocked))]
pub(super) async fn remove_role(Place(id): Place<String>, write: Write) -> Result<Response> {
    role::delete(&write.op, &id).await?;
    Ok(hal::gone())
}
