//! `/oauth/token`: tokens, and giving them back.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use docket_app::access::oauth::{self, Ask, Code, Refusal};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::authorize::go;
use super::form::{Fields, Form, basic, host, invalid};
use super::refusal::OAuthError;
use crate::answer;
use crate::asker::Asker;
use crate::failure::{Failure, Result};
use crate::service::Service;

/// What is sent to get tokens.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the body for the OpenAPI document")]
struct TokenForm {
    /// `authorization_code`, `password`, `client_credentials` or `refresh_token`.
    grant_type: String,
    /// The client; it may also come by HTTP Basic, with its secret.
    client_id: Option<String>,
    /// Its secret, unless it is public.
    client_secret: Option<String>,
    /// For `authorization_code`: the code.
    code: Option<String>,
    /// For `authorization_code`: as the code was asked for with. `redirect_url` is the same.
    redirect_uri: Option<String>,
    /// For `authorization_code`: the secret whose hash was sent (PKCE).
    code_verifier: Option<String>,
    /// For `password`: the id of the user.
    username: Option<String>,
    /// For `password`: the password.
    password: Option<String>,
    /// For `refresh_token`: the token; it is good once.
    refresh_token: Option<String>,
    /// Rights with spaces between, to which the tokens are narrowed.
    scope: Option<String>,
    /// The tenant; without it, the client's, or the default one.
    tenant: Option<String>,
}

/// Tokens.
#[derive(Serialize, ToSchema)]
struct Tokens {
    /// The JWT, for `Authorization: Bearer` or `x-access-token`.
    access_token: String,
    /// For the next tokens, once, within 30 days.
    refresh_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// How long the access token lasts, in seconds.
    expires_in: i64,
    /// The rights that it was narrowed to, with spaces between; absent if it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

/// Get tokens for a code, a password, a client's secret or a refresh token.
///
/// A code or a refresh token that is used a second time takes back all that came of it.
#[utoipa::path(post, path = "/oauth/token", tag = "Signing in", security(()),
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The tokens", body = Tokens),
        (status = 400, description = "Nothing is given for this; `error` says why", body = OAuthError),
        (status = 401, description = "The client is not known or its secret is wrong", body = OAuthError),
        (status = 404, description = "The tenant does not exist", body = OAuthError),
        (status = 413, description = "The form is too large", body = OAuthError),
        (status = 415, description = "The body is no form", body = OAuthError),
        (status = 429, description = "Too many passwords; see Retry-After", body = OAuthError),
        (status = 503, description = "The server is too busy or the database is not available; see Retry-After", body = OAuthError)))]
pub(super) async fn give_tokens(State(service): State<Service>, sent: Form) -> Result<Response> {
    let Form { mut fields, headers, address, .. } = sent;
    let by_header = basic(&headers)?;
    let challenges = by_header.is_some();
    let ask = ask(&mut fields, by_header, address)?;
    let given = match oauth::give(&service.app, ask).await {
        Ok(given) => given,
        Err(refusal) => {
            let challenges = challenges && matches!(refusal, Refusal::Said(Code::InvalidClient, _));
            let mut response = Failure::from(refusal).into_response();
            if challenges {
                let realm = HeaderValue::from_static("Basic realm=\"docket\"");
                response.headers_mut().insert(WWW_AUTHENTICATE, realm);
            }
            return Ok(response);
        }
    };
    let mut response = answer::json(&Tokens {
        access_token: given.access_token,
        refresh_token: given.refresh_token,
        token_type: "Bearer",
        expires_in: given.expires_in,
        scope: given.scope,
    });
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The request, with the client's id and secret from the one place where they are.
fn ask(fields: &mut Fields, by_header: Option<(String, String)>, address: String) -> Result<Ask> {
    let (mut client_id, mut client_secret) = (fields.take("client_id"), fields.take("client_secret"));
    if let Some((id, secret)) = by_header {
        if client_secret.is_some() || client_id.is_some_and(|said| said != id) {
            return Err(invalid("the client is named twice"));
        }
        client_id = Some(id);
        client_secret = Some(secret).filter(|secret| !secret.is_empty());
    }
    let (uri, url) = (fields.take("redirect_uri"), fields.take("redirect_url"));
    if uri.is_some() && url.is_some() && uri != url {
        return Err(invalid("redirect_uri and redirect_url differ"));
    }
    Ok(Ask {
        grant_type: fields.take("grant_type"),
        tenant: fields.take("tenant"),
        client_id,
        client_secret,
        code: fields.take("code"),
        redirect: uri.or(url),
        code_verifier: fields.take("code_verifier"),
        username: fields.take("username"),
        password: fields.take("password"),
        refresh_token: fields.take("refresh_token"),
        scope: fields.take("scope"),
        address,
    })
}

/// Where to go after signing out.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes the parameters for the OpenAPI document")]
struct Afterwards {
    /// One of the client's addresses; `/` when absent. `post_logout_redirect_uri` is the same.
    redirect_uri: Option<String>,
}

/// Sign out: take back the token and all others of the same sign-in. Needs no right.
#[utoipa::path(delete, path = "/oauth/token", tag = "Signing in", params(Afterwards),
    responses(
        (status = 302, description = "It is no longer valid", headers(("Location" = String))),
        (status = 400, description = "The address is not the client's; nothing was taken back", body = OAuthError),
        (status = 401, description = "There is no valid token", body = OAuthError),
        (status = 404, description = "The token is of another issuer", body = OAuthError),
        (status = 503, description = "The server is too busy or the database is not available; see Retry-After", body = OAuthError)))]
pub(super) async fn sign_out(Asker(op): Asker, request: Request) -> Result<Response> {
    let (parts, _) = request.into_parts();
    let mut fields = Fields::read(parts.uri.query().unwrap_or_default().as_bytes())?;
    let asked = fields.take("redirect_uri").or(fields.take("post_logout_redirect_uri"));
    go(&oauth::end(&op, asked.as_deref(), &host(&op.app, &parts)).await?)
}
