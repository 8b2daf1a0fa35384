//! `/admin/v1/users/{UserID}/roles`: what a user who signs in may do.

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
use crate::refusals::{Conditions, ProblemChanging, ProblemReading};
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(get_user_roles, put_user_roles))
}

/// The roles of a user.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserRoles {
    /// Their names, 64 at most.
    roles: Vec<String>,
}

/// List the roles of a user. Needs `role:read`.
#[utoipa::path(get, path = "/admin/v1/users/{UserID}/roles", tag = "Access",
    params(("UserID" = String, Path, description = "The id of the user")),
    responses((status = 200, description = "The roles", body = UserRoles), ProblemReading))]
async fn get_user_roles(Asker(op): Asker, Place(user): Place<String>) -> Result<Response> {
    let roles = role::of_user(&op, &user).await?;
    Ok(answer::json(&UserRoles { roles }))
}

/// Set the roles of a user. They have no versions: of `If-Match`, only `*` holds. Needs `role:write` and all rights of the
/// roles, before and after.
#[utoipa::path(put, path = "/admin/v1/users/{UserID}/roles", tag = "Access", request_body = UserRoles,
    params(("UserID" = String, Path, description = "The id of the user"), Conditions),
    responses((status = 204, description = "The user has these roles"), ProblemChanging))]
async fn put_user_roles(Place(user): Place<String>, write: Write) -> Result<StatusCode> {
    let sent: UserRoles = body(&write)?;
    role::set_of_user(&write.op, user, sent.roles).await?;
    Ok(StatusCode::NO_CONTENT)
}
