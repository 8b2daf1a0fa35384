//! `POST /createjwt`: signing in with a name and a password. The only request with a body that needs no token.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use docket_app::access::{self, SignIn};
use docket_domain::json::{self, Object};
use docket_domain::{Fault, Faults};
use http_body_util::Limited;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::address;
use crate::answer;
use crate::failure::{Failure, Result, Standard};
use crate::routing::{Routes, routes};
use crate::service::Service;
use crate::write::{need_json, read};

/// The largest body: strangers are not listened to for long.
const LARGEST: usize = 16 * 1024;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(create_jwt))
}

/// A name and a password.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the body for the OpenAPI document")]
struct Credentials {
    /// The id of the user.
    username: String,
    /// The password.
    password: String,
    /// The tenant; the default one when absent.
    tenant: Option<String>,
}

/// A session's token.
#[derive(Serialize, ToSchema)]
struct SessionToken {
    /// The JWT, for `x-access-token` or `Authorization: Bearer`.
    token: String,
}

/// Sign in.
///
/// Ten tries a minute for a user from an address. The address is that of the connection: behind a proxy all callers share
/// the proxy's.
#[utoipa::path(post, path = "/createjwt", tag = "Signing in", security(()),
    request_body = Credentials,
    responses(
        (status = 200, description = "Signed in", body = SessionToken),
        (status = 400, description = "The request is malformed", body = Standard),
        (status = 401, description = "The user name or the password is wrong", body = Standard),
        (status = 413, description = "The body is too large", body = Standard),
        (status = 415, description = "The body is not JSON", body = Standard),
        (status = 429, description = "Too many tries; see Retry-After", body = Standard),
        (status = 503, description = "The server is too busy or the database is not available; see Retry-After", body = Standard)))]
async fn create_jwt(State(service): State<Service>, stranger: Stranger) -> Result<Response> {
    let who = who(&json::parse_object(&stranger.body)?, stranger.address)?;
    let token = access::sign_in(&service.app, &who).await?;
    let mut response = answer::json(&SessionToken { token });
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A request without a token.
struct Stranger {
    body: Bytes,
    /// Where it comes from.
    address: String,
}

impl FromRequest<Service> for Stranger {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &Service) -> Result<Self> {
        let (parts, body) = request.into_parts();
        need_json(&parts.headers)?;
        let address = address::of(&parts.extensions);
        let body = read(&parts.headers, Body::new(Limited::new(body, LARGEST))).await?;
        Ok(Self { body, address })
    }
}

/// What was sent to sign in. What is wrong with it is said without repeating it.
fn who(sent: &Object, address: String) -> Result<SignIn> {
    let mut faults = Faults::new();
    let mut text = |name: &str, usual: Option<&str>| match (sent.get(name), usual) {
        (Some(Value::String(text)), _) => text.clone(),
        (None, Some(usual)) => usual.to_owned(),
        (Some(_), _) => {
            faults.push(Fault::at(format!("$.{name}"), "must be a string"));
            String::new()
        }
        (None, None) => {
            faults.push(Fault::at(format!("$.{name}"), "is missing"));
            String::new()
        }
    };
    let username = text("username", None);
    let password = text("password", None);
    let tenant = text("tenant", Some(docket_app::tenant::DEFAULT));
    if faults.is_empty() { Ok(SignIn { tenant, username, password, address }) } else { Err(faults.into()) }
}
