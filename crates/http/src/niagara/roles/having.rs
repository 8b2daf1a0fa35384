//! `/roles/{id}/users`: who has a role.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::role::{self, Joining};
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;
use serde_json::Value;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::operations::checked;
use crate::niagara::paging::{Asked, PageParams};
use crate::niagara::refusals::{ChangingUnique, Reading};
use crate::params::Place;
use crate::refusals::Conditions;
use crate::write::Write;

/// List the users who have a role, by id. Needs `role:read`.
#[utoipa::path(get, path = "/roles/{id}/users", tag = "Roles",
    params(("id" = String, Path, description = "The role's id"), PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
pub(super) async fn fetch_all_role_users(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let listed = role::users(&op, &id, asked.offset(), asked.limit()?).await?;
    asked.listed(&base, EntityType::User, &listed)
}

/// Give a role to a user, named by `user_id`, or by `email`. Needs `role:update` and all permissions of the role; `user:create`
/// too if nobody has the address: the user is made then.
#[utoipa::path(post, path = "/roles/{id}/users", tag = "Roles",
    params(("id" = String, Path, description = "The role's id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The user", body = Object, content_type = "application/hal+json"),
        ChangingUnique))]
pub(super) async fn attach_role_user(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let write = write.making()?;
    let view = role::attach(&write.op, &id, joining(&write)?).await?;
    Ok(hal::one(&HeaderMap::new(), &base, &view))
}

/// Who a body names. An id of another system may hold more than the ids that we give, so it is only looked up.
fn joining(write: &Write) -> Result<Joining> {
    let body = write.object()?;
    match (body.get("user_id"), body.contains_key("email")) {
        (Some(Value::String(id)), _) if !id.is_empty() => Ok(Joining::User(id.clone())),
        (None, true) => Ok(Joining::Body(checked(write, Body::User)?)),
        _ => {
            checked(write, Body::AttachRoleUser)?;
            Err(docket_domain::Fault::at("$.user_id", "must be the id of a user").into())
        }
    }
}
