//! `GET /attachments/{id}/download`.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::attachment;

use crate::asker::Asker;
use crate::failure::Result;
use crate::file::serve;
use crate::niagara::refusals::Ranging;
use crate::params::Place;
use crate::range::Asked;

/// What the names of the files end with.
const ENDING: &str = ".pdf";

/// Download an attachment. Who may retrieve it may do so; one whose content has not come does not exist yet.
#[utoipa::path(get, path = "/attachments/{id}/download", tag = "Attachments",
    params(("id" = String, Path, description = "Its id"), Asked),
    responses(
        (status = 200, description = "The file", body = [u8], content_type = "application/pdf",
            headers(("ETag" = String, description = "The SHA-256 of the file"))),
        (status = 206, description = "The part that was asked for", body = [u8], content_type = "application/pdf",
            headers(("Content-Range" = String, description = "Which bytes of how many"))),
        (status = 304, description = "The caller has it"),
        Ranging))]
pub(super) async fn download_attachment(
    Asker(op): Asker,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    let (file, name) = attachment::open(&op, &id).await?;
    let ends = name.to_ascii_lowercase().ends_with(ENDING);
    serve(&asked, file, &if ends { name } else { name + ENDING }).await
}
