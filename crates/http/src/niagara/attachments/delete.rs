//! `DELETE /attachments/{id}`.

use axum::response::Response;
use docket_domain::entity::EntityType;

use crate::failure::Result;
use crate::niagara::operations;
use crate::niagara::refusals::Deleting;
use crate::params::Place;
use crate::refusals::Conditions;
use crate::write::Write;

/// Delete an attachment, from all that it is attached to. Needs `file:delete`.
#[utoipa::path(delete, path = "/attachments/{id}", tag = "Attachments",
    params(("id" = String, Path, description = "Its id"), Conditions),
    responses((status = 205, description = "It was deleted"), Deleting))]
pub(super) async fn delete_attachment(Place(id): Place<String>, write: Write) -> Result<Response> {
    operations::delete(write, EntityType::File, &id).await
}
