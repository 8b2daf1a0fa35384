//! `GET /attachments/{id}/download`.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::attachment;

use crate::asker::Asker;
use crate::failure::Result;
use crate::file::serve;
use crate::niagara::refusals::Reading;
use crate::params::Place;
use crate::refusals::Known;

/// What the names of the files end with.
const ENDING: &str = ".pdf";

/// Download an attachment. Who may retrieve it may do so; one whose content has not come does not exist yet.
#[utoipa::path(get, path = "/attachments/{id}/download", tag = "Attachments",
    params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The file", body = [u8], content_type = "application/pdf",
            headers(("ETag" = String, description = "The SHA-256 of the file"))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn download_attachment(
    Asker(op): Asker,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    let (file, name) = attachment::open(&op, &id).await?;
    let ends = name.to_ascii_lowercase().ends_with(ENDING);
    Ok(serve(&asked, file, &if ends { name } else { name + ENDING }))
}
