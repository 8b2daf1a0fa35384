//! The jobs on a technician's device.

use axum::response::Response;
use docket_app::device;
use serde::Deserialize;

use super::wire::{Job, Jobs};
use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{self, Params};
use crate::refusals::ProblemListing;

/// How many are wanted.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    limit: Option<String>,
}

/// The jobs that are dispatched to the technician, by planned start.
#[utoipa::path(get, path = "/device/v1/jobs", tag = "Devices",
    params(("limit" = Option<i64>, Query, minimum = 1, maximum = 500, description = "At most so many [default: 100]")),
    responses(
        (status = 200, description = "The jobs", body = Jobs<'_>),
        ProblemListing))]
pub(crate) async fn device_jobs(Asker(op): Asker, Params(wanted): Params<Wanted>) -> Result<Response> {
    let limit = params::limit(wanted.limit.as_deref(), 100, 500)?;
    let held = device::list(&op, limit).await?;
    let jobs = held.iter().map(Job::of).collect::<docket_app::Result<_>>()?;
    Ok(answer::json(&Jobs { jobs }))
}
