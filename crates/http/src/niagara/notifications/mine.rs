//! Reading the caller's notifications.

use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::notification::{self, Query};
use utoipa::IntoParams;

use crate::asker::Asker;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::hal;
use crate::niagara::paging::{Asked, wrong};
use crate::niagara::refusals::{Listing, Reading};
use crate::params::Place;
use crate::refusals::Known;

/// The parameters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes Asked for the OpenAPI document")]
pub(crate) struct Params {
    /// How many entries: 1 to 100, else 100
    limit: Option<i32>,
    /// The `offset` of a page, to go on after it
    offset: Option<String>,
    /// `created`, or `-created` for the newest first
    sort: Option<String>,
    /// Only those that were read, or were not
    #[param(rename = "filter[read]")]
    filter_read: Option<bool>,
    /// Only those that were archived, or were not
    #[param(rename = "filter[archive]")]
    filter_archive: Option<bool>,
    /// The same as `filter[archive]`
    #[param(rename = "filter[archived]")]
    filter_archived: Option<bool>,
}

/// List the caller's notifications, as they were sent. Needs `me:profile`.
#[utoipa::path(get, path = "/me/notifications", tag = "Notifications", params(Params),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
pub(super) async fn fetch_notifications(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
    let query = Query {
        read: truth(&asked, "read")?,
        archived: truth(&asked, "archive")?.or(truth(&asked, "archived")?),
        descending: descending(&asked)?,
        offset: asked.offset().map(str::to_owned),
        limit: asked.limit()?,
    };
    asked.listed_as(&base, "nter:notifications", &notification::list(&op, &query).await?)
}

/// Retrieve one of the caller's notifications. Needs `me:profile`.
#[utoipa::path(get, path = "/me/notifications/{id}", tag = "Notifications",
    params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The notification", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
pub(super) async fn fetch_notification_by_id(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &notification::get(&op, &id).await?))
}

/// A filter that is `true` or `false`.
fn truth(asked: &Asked, name: &str) -> Result<Option<bool>> {
    match asked.filter(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(other) => Err(wrong(&format!("filter[{name}]"), other, "should be true or false")),
    }
}

/// Whether the newest come first.
fn descending(asked: &Asked) -> Result<bool> {
    match asked.get("sort").unwrap_or_default() {
        "" | "created" => Ok(false),
        "-created" => Ok(true),
        other => Err(wrong("sort", other, "should be one of the fields that this list is sorted by")),
    }
}
