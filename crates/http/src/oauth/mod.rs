//! Signing in for programs: `/oauth/authorize` and `/oauth/token`, and the page on which people sign in.

mod authorize;
mod cookie;
mod form;
mod page;
mod refusal;
mod token;

use docket_domain::permission::Right;
use utoipa::openapi::security::{AuthorizationCode, Flow, OAuth2, Scopes, SecurityScheme};

pub(crate) use refusal::{Said, phrase};

use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(authorize::show_sign_in, authorize::sign_in))
        .routes(routes!(token::give_tokens, token::sign_out))
}

/// Whether an address is one of these endpoints, whose errors have a form of their own.
pub(crate) fn owns(path: &str) -> bool {
    path.starts_with("/oauth/")
}

/// How clients of the Niagara dialect sign people in, for the OpenAPI document.
pub(crate) fn scheme() -> SecurityScheme {
    let scopes = Scopes::from_iter(Right::ALL.into_iter().map(|right| (right.as_str(), right.as_str())));
    let flow = AuthorizationCode::new("/oauth/authorize", "/oauth/token", scopes);
    SecurityScheme::OAuth2(OAuth2::new([Flow::AuthorizationCode(flow)]))
}
