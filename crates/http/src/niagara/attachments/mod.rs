//! `/attachments`: PDFs, announced, sent to a signed address, and given out to who may see what they are attached to.

mod content;
mod delete;
mod download;
mod get;
mod list;
mod sign;

use crate::routing::{Routes, routes};

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(list::fetch_attachments, sign::sign_attachment))
        .routes(routes!(get::get_attachment, delete::delete_attachment))
        .routes(routes!(download::download_attachment))
        .routes(routes!(content::put_attachment_content))
}
