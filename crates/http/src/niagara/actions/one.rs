//! `/actions`: all actions, on whatever.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::action;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::operations::{self, checked};
use crate::niagara::paging::{Asked, PageParams};
use crate::niagara::refusals::{Changing, Deleting, Listing, Making, Reading};
use crate::params::Place;
use crate::refusals::{Conditions, Known};
use crate::write::Write;

/// List actions. Needs `action:read-all`.
#[utoipa::path(get, path = "/actions", tag = "Actions", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
pub(super) async fn fetch_actions(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    operations::list(&op, &base, &asked, EntityType::Action).await
}

/// Make an action on anything. Needs `action:create-global`.
#[utoipa::path(post, path = "/actions", tag = "Actions", params(Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was made", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        Making))]
pub(super) async fn create_action(base: Base, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::Action)?;
    Ok(hal::made(StatusCode::OK, &base, &action::create_global(&write.op, body).await?))
}

/// Retrieve an action. Needs `action:read`.
#[utoipa::path(get, path = "/actions/{id}", tag = "Actions", params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The action", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn get_action(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    operations::get(&op, &base, &asked, EntityType::Action, &id).await
}

/// Change an action; it stays with the entity that it was made for. Needs `action:update`.
#[utoipa::path(put, path = "/actions/{id}", tag = "Actions",
    params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"),
        Changing))]
pub(super) async fn update_action(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    operations::replace(write, &base, EntityType::Action, &id, Body::Action).await
}

/// Delete an action. Needs `action:delete`.
#[utoipa::path(delete, path = "/actions/{id}", tag = "Actions",
    params(("id" = String, Path, description = "Its id"), Conditions),
    responses((status = 205, description = "It was deleted"), Deleting))]
pub(super) async fn delete_action(Place(id): Place<String>, write: Write) -> Result<Response> {
    operations::delete(write, EntityType::Action, &id).await
}
