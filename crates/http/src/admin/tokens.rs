//! `/admin/v1/tokens`: tokens for programs.

use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_app::access::token;
use docket_domain::Fault;
use docket_domain::time::format_ms;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::body;
use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, Place, limit};
use crate::refusals::{Conditions, ProblemDeleting, ProblemListing, ProblemMaking};
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(list_tokens, create_token)).routes(routes!(revoke_token))
}

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Page {
    /// The `next` of the page before.
    after: Option<String>,
    /// How many at most: 1 to 1000, 100 when absent.
    limit: Option<String>,
}

/// A page of tokens, oldest first.
#[derive(Serialize, ToSchema)]
struct TokenPage {
    tokens: Vec<TokenInfo>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A token that was given out; its text is not kept.
#[derive(Serialize, ToSchema)]
struct TokenInfo {
    id: String,
    /// Who bears it: a name, or the id of the user whose session it is.
    subject: String,
    /// What it may do: `all`, or rights with commas between. Absent for a session, which has the rights of its user's roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    expires: String,
    /// When it was taken back, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    revoked: Option<String>,
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// Who bears it, for the log: 1 to 200 characters.
    subject: String,
    /// What it may do: `all`, or rights with commas between (`workorder:read,account:*`).
    rights: String,
    /// How long it lasts, in seconds: up to ten years.
    expires_in: i64,
}

/// A new token; its text is shown this once.
#[derive(Serialize, ToSchema)]
struct IssuedToken {
    /// For taking it back.
    id: String,
    /// The JWT, for `x-access-token` or `Authorization: Bearer`.
    token: String,
    #[schema(format = DateTime)]
    expires: String,
}

/// List the tokens that were given out, sessions too. Needs `token:read`.
#[utoipa::path(get, path = "/admin/v1/tokens", tag = "Access", params(Page),
    responses((status = 200, description = "A page of tokens", body = TokenPage), ProblemListing))]
async fn list_tokens(Asker(op): Asker, Params(page): Params<Page>) -> Result<Response> {
    let limit = limit(page.limit.as_deref(), 100, 1000)?;
    let (created, id) = page.after.as_deref().map_or(Ok((i64::MIN, "")), read_cursor)?;
    let mut found = token::page(&op, (created, id), limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| format!("{}.{}", last.created, last.id));
    let tokens = found.into_iter().map(|token| TokenInfo {
        id: token.id,
        subject: token.subject,
        rights: token.rights,
        created: format_ms(token.created),
        expires: format_ms(token.expires),
        revoked: token.revoked.map(format_ms),
    });
    Ok(answer::json(&TokenPage { tokens: tokens.collect(), next }))
}

/// Give out a token for a program. Needs `token:write`; nobody gives more than they have.
///
/// An `Idempotency-Key` is not heeded, because the answer holds a secret that must not be kept: a repeat gives out another
/// token.
#[utoipa::path(post, path = "/admin/v1/tokens", tag = "Access", request_body = NewToken,
    responses(
        (status = 201, description = "The token", body = IssuedToken, headers(("Location" = String, description = "Its address"))),
        ProblemMaking))]
async fn create_token(write: Write) -> Result<Response> {
    let write = write.making()?;
    let new: NewToken = body(&write)?;
    // What does not fit is refused as too long.
    let lifetime = new.expires_in.saturating_mul(1000);
    let issued = token::create(&write.op, new.subject, &new.rights, lifetime).await?;
    let address = format!("/admin/v1/tokens/{}", issued.id);
    let issued = IssuedToken { id: issued.id, token: issued.token, expires: format_ms(issued.expires) };
    let mut response = (StatusCode::CREATED, answer::json(&issued)).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(address) = HeaderValue::try_from(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    Ok(response)
}

/// Take a token back, or end a session: at once on this node, within a second on others. A token has no versions: of `If-Match`,
/// only `*` holds. Needs `token:write`.
#[utoipa::path(delete, path = "/admin/v1/tokens/{id}", tag = "Access",
    params(("id" = String, Path, description = "The id of the token"), Conditions),
    responses((status = 204, description = "It is no longer valid"), ProblemDeleting))]
async fn revoke_token(Place(id): Place<String>, write: Write) -> Result<StatusCode> {
    token::revoke(&write.op, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads the place after which a page begins.
fn read_cursor(text: &str) -> Result<(i64, &str)> {
    let wrong = || Fault::parameter("after", "must be the next of another page").with_value(&text.into());
    let (created, id) = text.split_once('.').ok_or_else(wrong)?;
    if id.len() > 64 || id.chars().any(char::is_control) {
        return Err(wrong().into());
    }
    Ok((created.parse().map_err(|_| wrong())?, id))
}
