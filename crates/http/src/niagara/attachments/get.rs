//! `GET /attachments/{id}`.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_domain::entity::EntityType;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::operations;
use crate::niagara::refusals::Reading;
use crate::params::Place;
use crate::refusals::Known;

/// Retrieve what is known of an attachment. Needs `file:read`, reading what it is attached to, or seeing a run of a work flow that
/// shows it.
#[utoipa::path(get, path = "/attachments/{id}", tag = "Attachments",
    params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The attachment", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn get_attachment(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    operations::get(&op, &base, &asked, EntityType::File, &id).await
}
