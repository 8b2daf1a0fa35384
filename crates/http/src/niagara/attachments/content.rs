//! `PUT /attachments/{id}/content`: an address that was signed, so that whoever has it needs no token.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::Error;
use docket_app::attachment::{self, Address, Said};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::failure::Result;
use crate::file::arriving;
use crate::niagara::refusals::Delivering;
use crate::params::{Params, Place};
use crate::service::Service;

/// What makes the address a signed one. All of it comes with `url`.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Signature {
    /// The key that signed it.
    key: Option<String>,
    /// Until when it is good, in seconds since 1970.
    expires: Option<String>,
    /// The signature.
    signature: Option<String>,
}

impl Signature {
    fn address(self) -> Option<Address> {
        let expires = self.expires?.parse().ok()?;
        Some(Address { key: self.key?, expires, signature: self.signature? })
    }
}

/// Send the content of an attachment to the `url` that came when it was announced. It is what was announced, by type and size;
/// the same once more changes nothing.
#[utoipa::path(put, path = "/attachments/{id}/content", tag = "Attachments", security(()),
    params(("id" = String, Path, description = "Its id"), Signature),
    request_body(content = [u8], content_type = "application/pdf"),
    responses((status = 204, description = "It is kept"), Delivering))]
pub(super) async fn put_attachment_content(
    State(service): State<Service>,
    Place(id): Place<String>,
    Params(signature): Params<Signature>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    let unsigned = || Error::NotAllowed("the address is not signed".to_owned());
    let address = signature.address().ok_or_else(unsigned)?;
    let op = attachment::admit(&service.app, &id, &address).await?;
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let said = Said {
        media: text(CONTENT_TYPE).map(str::to_owned),
        size: text(CONTENT_LENGTH).and_then(|size| size.parse().ok()),
    };
    attachment::deliver(&op, &id, said, arriving(body)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
