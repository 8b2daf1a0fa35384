//! `GET /attachments`.

use axum::response::Response;
use docket_domain::entity::EntityType;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::operations;
use crate::niagara::paging::{Asked, PageParams};
use crate::niagara::refusals::Listing;

/// List attachments: all of them with `file:read-all`, else those that the caller has a relation to. Those of a thing are among its
/// relations.
#[utoipa::path(get, path = "/attachments", tag = "Attachments", params(PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
pub(super) async fn fetch_attachments(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    operations::list(&op, &base, &asked, EntityType::File).await
}
