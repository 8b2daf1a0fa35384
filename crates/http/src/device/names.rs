//! What the people of a technician's jobs are called.

use std::collections::BTreeMap;

use axum::extract::RawQuery;
use axum::response::Response;
use docket_app::device;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::refusals::ProblemListing;

/// What people are called.
#[derive(Serialize, ToSchema)]
#[schema(as = DeviceNames)]
pub(crate) struct Names {
    /// By the ids that were asked with. Left out is whom no job of the technician's names, and who has no name.
    names: BTreeMap<String, String>,
}

/// What the people are called whom the technician's jobs name: who works on them, and who wrote their notes.
#[utoipa::path(get, path = "/device/v1/names", tag = "Devices",
    params(("id" = Vec<String>, Query, min_items = 1, max_items = 100, description = "The id of a user; repeated for several, 100 at most")),
    responses(
        (status = 200, description = "The names", body = Names),
        ProblemListing))]
pub(crate) async fn device_names(Asker(op): Asker, RawQuery(query): RawQuery) -> Result<Response> {
    let params = form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes());
    let ids = params.filter(|(name, _)| name == "id").map(|(_, id)| id.into_owned()).collect::<Vec<_>>();
    Ok(answer::json(&Names { names: device::names(&op, &ids).await? }))
}
