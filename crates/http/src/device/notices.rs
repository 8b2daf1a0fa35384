//! A technician's notices, page by page.

use axum::response::Response;
use docket_app::device;
use serde::Deserialize;

use super::feed::number;
use super::wire::{Notice, Notices};
use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{self, Params};
use crate::refusals::ProblemListing;

/// Which notices are wanted.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
    limit: Option<String>,
}

/// The notices after one, acknowledged or not, oldest first.
///
/// A page has fewer than `limit` when its documents are large; the last page is empty.
#[utoipa::path(get, path = "/device/v1/notices", tag = "Devices",
    params(
        ("after" = Option<i64>, Query, minimum = 0, description = "The id of the last notice that the device has [default: 0]"),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 500, description = "At most so many [default: 100]")),
    responses(
        (status = 200, description = "The notices", body = Notices<'_>),
        ProblemListing))]
pub(crate) async fn device_notices(Asker(op): Asker, Params(wanted): Params<Wanted>) -> Result<Response> {
    let after = wanted.after.as_deref().map_or(Ok(0), |after| number("after", after))?;
    let limit = params::limit(wanted.limit.as_deref(), 100, 500)?;
    let page = device::notices(&op, after, limit).await?;
    let next = page.last().map_or(after, |notice| notice.row.n);
    let notices = page.iter().map(Notice::of).collect::<docket_app::Result<_>>()?;
    Ok(answer::json(&Notices { notices, next }))
}
