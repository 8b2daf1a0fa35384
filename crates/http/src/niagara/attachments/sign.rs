//! `POST /attachments`.

use axum::http::StatusCode;
use axum::response::Response;
use docket_app::attachment::{self, Address, LIFETIME, Signed};
use docket_app::entity::View;
use docket_domain::schema::Body;
use form_urlencoded::Serializer;
use serde_json::Value;

use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::operations::checked;
use crate::niagara::refusals::Making;
use crate::refusals::Conditions;
use crate::write::Write;

/// Announce a PDF of at most 10 485 760 bytes; its content is to be sent by PUT to `url` within `expires_in` seconds, without
/// a token. Needs `file:create`.
#[utoipa::path(post, path = "/attachments", tag = "Attachments", params(Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was announced", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        Making))]
pub(super) async fn sign_attachment(base: Base, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::SignAttachment)?;
    let Signed { view, address } = attachment::sign(&write.op, body).await?;
    Ok(hal::made(StatusCode::OK, &base, &with_address(&base, view, &address)))
}

/// The file with the address that its content is to be sent to.
fn with_address(base: &Base, mut view: View, address: &Address) -> View {
    let signed = Serializer::new(String::new())
        .append_pair("key", &address.key)
        .append_pair("expires", &address.expires.to_string())
        .append_pair("signature", &address.signature)
        .finish();
    let url = Value::from(format!("{}{}/content?{signed}", base.0, view.path));
    let members = view.members.strip_suffix(b"}").unwrap_or(&view.members);
    let more = format!(",\"url\":{url},\"expires_in\":{LIFETIME}}}");
    view.members = [members, more.as_bytes()].concat().into();
    view
}
