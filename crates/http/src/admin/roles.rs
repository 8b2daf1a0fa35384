//! `/admin/v1/roles`: named sets of rights.

use axum::http::StatusCode;
use axum::response::Response;
use docket_app::access::role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::body;
use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::refusals::{Conditions, ProblemDeleting, ProblemPutting, ProblemWhole};
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(list_roles)).routes(routes!(put_role, delete_role))
}

/// All roles, by name.
#[derive(Serialize, ToSchema)]
struct RoleList {
    roles: Vec<Role>,
}

/// A named set of rights.
#[derive(Serialize, ToSchema)]
struct Role {
    name: String,
    /// `all`, or rights with commas between.
    rights: String,
}

/// What a role allows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRole {
    /// `all`, or rights with commas between (`workorder:read,account:*`).
    rights: String,
}

/// List the roles. Needs `role:read`.
#[utoipa::path(get, path = "/admin/v1/roles", tag = "Access",
    responses((status = 200, description = "The roles", body = RoleList), ProblemWhole))]
async fn list_roles(Asker(op): Asker) -> Result<Response> {
    let roles = role::all(&op).await?;
    let roles = roles.into_iter().map(|(name, rights)| Role { name, rights });
    Ok(answer::json(&RoleList { roles: roles.collect() }))
}

/// Make or change a role; `GET /roles/{id}` tells its entity tag. Needs `role:write` and all rights of the role, before and
/// after.
#[utoipa::path(put, path = "/admin/v1/roles/{name}", tag = "Access", request_body = NewRole,
    params(("name" = String, Path, description = "1 to 64 letters, digits, hyphens or underscores"), Conditions),
    responses((status = 204, description = "The role is as sent"), ProblemPutting))]
async fn put_role(Place(name): Place<String>, write: Write) -> Result<StatusCode> {
    let role: NewRole = body(&write)?;
    role::put(&write.op, name, &role.rights).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove a role; who had it loses its rights. Needs `role:write` and all rights of the role.
#[utoipa::path(delete, path = "/admin/v1/roles/{name}", tag = "Access",
    params(("name" = String, Path, description = "The name of the role"), Conditions),
    responses((status = 204, description = "Removed"), ProblemDeleting))]
async fn delete_role(Place(name): Place<String>, write: Write) -> Result<StatusCode> {
    role::remove(&write.op, name).await?;
    Ok(StatusCode::NO_CONTENT)
}
