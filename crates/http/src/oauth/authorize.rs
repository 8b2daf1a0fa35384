//! `/oauth/authorize`: the page on which a person signs in, and what it sends.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::Error;
use docket_app::access::oauth::{self, Asked, Checked, Person, Refused};
use utoipa::{IntoParams, ToSchema};

use super::form::{Fields, Form, host};
use super::page::{Shown, show};
use super::refusal::OAuthError;
use super::{cookie, form};
use crate::failure::{Failure, Result};
use crate::service::Service;

/// What is asked.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes the parameters for the OpenAPI document")]
struct Parameters {
    /// The client: `docket-web`, or one that was registered.
    client_id: String,
    /// `code`.
    response_type: String,
    /// Where the code is sent: one of the client's addresses. May be left out if the client has just one.
    redirect_uri: Option<String>,
    /// Sent back as it came.
    state: Option<String>,
    /// The user name that stands in the form.
    login_hint: Option<String>,
    /// The hash of a secret that will be needed to use the code (PKCE); public clients must send it.
    code_challenge: Option<String>,
    /// `S256`.
    code_challenge_method: Option<String>,
    /// Rights with spaces between, to which the tokens are narrowed.
    scope: Option<String>,
    /// The tenant; without it, the default one if the client is registered there, else the only one where it is.
    tenant: Option<String>,
}

/// What the page sends.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the body for the OpenAPI document")]
struct SignInForm {
    /// The id of the user.
    username: String,
    /// The password.
    password: String,
    /// The token of the form: good for ten minutes, in the browser that was shown the page.
    form: String,
    /// As the page was asked for, like all other parameters.
    client_id: String,
}

/// Show the page on which a person signs in for a client.
///
/// An unknown client or an address that is not the client's is refused here; whatever else is wrong is told to the client.
#[utoipa::path(get, path = "/oauth/authorize", tag = "Signing in", security(()), params(Parameters),
    responses(
        (status = 200, description = "The page", content_type = "text/html", body = String),
        (status = 302, description = "Back to the client with `error` and `state`", headers(("Location" = String))),
        (status = 400, description = "The client is not known, or the address is not the client's", body = OAuthError),
        (status = 404, description = "The tenant does not exist", body = OAuthError),
        (status = 503, description = "The database is not available; see Retry-After", body = OAuthError)))]
pub(super) async fn show_sign_in(State(service): State<Service>, request: Request) -> Result<Response> {
    let (parts, _) = request.into_parts();
    let asked = Fields::read(parts.uri.query().unwrap_or_default().as_bytes())?.asked();
    let checked = match check(&service, asked, &host(&service.app, &parts)).await? {
        Ok(checked) => checked,
        Err(back) => return Ok(back),
    };
    let username = checked.asked.login_hint.clone().unwrap_or_default();
    page(&service, &parts.headers, StatusCode::OK, &checked, &username, None).await
}

/// Sign in on the page.
#[utoipa::path(post, path = "/oauth/authorize", tag = "Signing in", security(()),
    request_body(content = SignInForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 302, description = "Back to the client with `code` and `state`", headers(("Location" = String))),
        (status = 400, description = "The page again: it was too old; or, as JSON, what was wrong",
            content((String = "text/html"), (OAuthError = "application/json"))),
        (status = 401, description = "The page again: the user name or the password is wrong", content_type = "text/html", body = String),
        (status = 404, description = "The tenant does not exist", body = OAuthError),
        (status = 413, description = "The form is too large", body = OAuthError),
        (status = 415, description = "The body is no form", body = OAuthError),
        (status = 429, description = "The page again: too many tries; see Retry-After", content_type = "text/html", body = String),
        (status = 503, description = "The server is too busy or the database is not available; see Retry-After", body = OAuthError)))]
pub(super) async fn sign_in(State(service): State<Service>, sent: Form) -> Result<Response> {
    let Form { mut fields, headers, host, address } = sent;
    let asked = fields.asked();
    let checked = match check(&service, asked, &host).await? {
        Ok(checked) => checked,
        Err(back) => return Ok(back),
    };
    let username = fields.take("username").ok_or_else(|| form::invalid("username is missing"))?;
    let password = fields.take("password").ok_or_else(|| form::invalid("password is missing"))?;
    let again =
        async |status, error: &str| page(&service, &headers, status, &checked, &username, Some(error)).await;
    let form = fields.take("form").unwrap_or_default();
    let shown = match cookie::visit(&headers) {
        Some(visit) => oauth::check_form(&service.app, &checked, &visit, &form).await?,
        None => false,
    };
    if !shown {
        return again(StatusCode::BAD_REQUEST, "This page was too old. Please sign in once more.").await;
    }
    let person = Person { username: username.clone(), password, address };
    match oauth::sign_in(&service.app, &checked, person).await {
        Ok(location) => go(&location),
        Err(Error::Unauthorized(_)) => {
            again(StatusCode::UNAUTHORIZED, "The user name or the password is wrong.").await
        }
        Err(Error::TooMany(wait)) => {
            let words = format!("Too many tries. Please wait {wait} seconds.");
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, &words).await?;
            response.headers_mut().insert(RETRY_AFTER, wait.into());
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// A request that is in order, or the way back to the client, who is told what is not.
async fn check(service: &Service, asked: Asked, host: &str) -> Result<Result<Checked, Response>> {
    match oauth::check(&service.app, asked, host).await {
        Ok(checked) => Ok(Ok(checked)),
        Err(Refused::There(location)) => go(&location).map(Err),
        Err(Refused::Here(refusal)) => Err(refusal.into()),
    }
}

/// The page with a new form, for the browser's visit.
async fn page(
    service: &Service,
    headers: &HeaderMap,
    status: StatusCode,
    checked: &Checked,
    username: &str,
    error: Option<&str>,
) -> Result<Response> {
    let visit = cookie::visit(headers).unwrap_or_else(oauth::new_visit);
    let form = oauth::new_form(&service.app, checked, &visit).await?;
    let mut response = show(status, checked, &Shown { form: &form, username, error });
    if let Some(cookie) = cookie::set(&visit) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Sends the browser on.
pub(super) fn go(location: &str) -> Result<Response> {
    let location = HeaderValue::try_from(location);
    let location = location.map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))?;
    let mut response = StatusCode::FOUND.into_response();
    response.headers_mut().insert(LOCATION, location);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
