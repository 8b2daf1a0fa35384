//! `/users`: the people who work here. The same records as the users of the ServiceMobility dialect.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::user;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::operations::checked;
use crate::niagara::paging::{Asked, PageParams};
use crate::niagara::refusals::{ChangingUnique, Deleting, Listing, MakingUnique, Reading};
use crate::params::Place;
use crate::refusals::{Conditions, Known};
use crate::write::Write;

/// List users, by id. Needs `user:read`.
#[utoipa::path(get, path = "/users", tag = "Users", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
pub(super) async fn fetch_all_users(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    let listed = user::list(&op, asked.offset(), asked.limit()?).await?;
    asked.listed(&base, EntityType::User, &listed)
}

/// Make a user. Needs `user:create`.
#[utoipa::path(post, path = "/users", tag = "Users", params(Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was made", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        MakingUnique))]
pub(super) async fn create_user(base: Base, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::User)?;
    Ok(hal::made(StatusCode::OK, &base, &user::create(&write.op, body).await?))
}

/// Retrieve a user. Needs `user:read`; everybody may read the own record.
#[utoipa::path(get, path = "/users/{id}", tag = "Users", params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The user", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_user_by_id(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &user::get(&op, &id).await?))
}

/// Change a user: what the body names is replaced. Needs `user:update`.
#[utoipa::path(put, path = "/users/{id}", tag = "Users", params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"),
        ChangingUnique))]
pub(super) async fn update_user(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let body = checked(&write, Body::User)?;
    let view = user::replace(&write.op, &id, body).await?;
    Ok(hal::one(&HeaderMap::new(), &base, &view))
}

/// Delete a user, with the way to sign in and all relations. Needs `user:delete`.
#[utoipa::path(delete, path = "/users/{id}", tag = "Users",
    params(("id" = String, Path, description = "Its id"), Conditions),
    responses((status = 205, description = "It was deleted"), Deleting))]
pub(super) async fn remove_user(Place(id): Place<String>, write: Write) -> Result<Response> {
    user::delete(&write.op, &id).await?;
    Ok(hal::gone())
}
