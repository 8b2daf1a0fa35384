//! What the server can do of the protocol.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_domain::file::LARGEST_PHOTO;

use super::tus::{SUPPORTED, VERSION, answer};

const LARGEST: HeaderName = HeaderName::from_static("tus-max-size");
const EXTENSIONS: HeaderName = HeaderName::from_static("tus-extension");

/// What the server can do of tus, and how large a file may be.
#[utoipa::path(options, path = "/device/v1/uploads", tag = "Devices", security(()),
    responses((status = 204, description = "The headers say it", headers(
        ("Tus-Version" = String, description = "1.0.0"),
        ("Tus-Max-Size" = i64, description = "The largest file, in bytes"),
        ("Tus-Extension" = String, description = "creation,termination,expiration")))))]
pub(crate) async fn offer_uploads() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(SUPPORTED, VERSION);
    headers.insert(LARGEST, LARGEST_PHOTO.into());
    headers.insert(EXTENSIONS, HeaderValue::from_static("creation,termination,expiration"));
    answer(Ok(response))
}
