//! `/me`: the caller.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::user;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::refusals::Telling;
use crate::refusals::Known;

/// Retrieve the caller as a user, with all permissions held. Needs `me:profile`.
#[utoipa::path(get, path = "/me", tag = "Users", params(Known),
    responses(
        (status = 200, description = "The caller", body = Object, content_type = "application/hal+json"),
        (status = 304, description = "The caller has it"),
        Telling))]
pub(super) async fn fetch_me(Asker(op): Asker, base: Base, asked: HeaderMap) -> Result<Response> {
    Ok(hal::one(&asked, &base, &user::me(&op).await?))
}
