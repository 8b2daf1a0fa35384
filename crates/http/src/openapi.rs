//! All routes, and the description that is made from them.

use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::failure::{InvalidParam, Standard};
use crate::niagara::problem::{Problem, ValidationMessage};
use crate::routing::Routes;
use crate::{admin, device, docs, events, niagara, oauth, servicemobility};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Docket",
        description = "The open work-order server. `/seiapi` is the ServiceMobility dialect, `/work-orders` and what lies beside it the Niagara dialect; `/device`, `/admin` and `/events` are Docket's own.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(Problem, ValidationMessage, Standard, InvalidParam)),
    security(("token" = []), ("bearer" = []), ("niagara" = [])),
)]
struct Frame;

/// All routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(servicemobility::routes())
        .merge(niagara::routes())
        .merge(device::routes())
        .merge(admin::routes())
        .merge(events::routes())
        .merge(oauth::routes())
        .merge(docs::routes())
}

/// The OpenAPI 3.1 document, made from the routes: for the chore that keeps it and the test that compares. What serves
/// answers the one that was kept.
#[must_use]
pub fn document() -> Value {
    let mut document = Routes::merge(Frame::openapi(), routes());
    let components = document.components.get_or_insert_with(Default::default);
    let token = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("x-access-token")));
    let bearer =
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build());
    components.add_security_scheme("token", token);
    components.add_security_scheme("bearer", bearer);
    components.add_security_scheme("niagara", oauth::scheme());
    // What these types describe is always JSON.
    let mut document = serde_json::to_value(document).unwrap_or_default();
    niagara::answers::describe(&mut document);
    document
}
