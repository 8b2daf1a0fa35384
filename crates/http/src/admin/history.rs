//! What happened to one job.

use axum::response::Response;
use docket_app::log;
use docket_domain::job::Number;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::answer;
use crate::asker::Asker;
use crate::events::shape::Event;
use crate::failure::Result;
use crate::params::{Params, Place, limit};
use crate::refusals::ProblemReading;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// How many events at most: 1 to 1000, else 100
    limit: Option<String>,
    /// A version, or the `next` of a page: what happened before it
    before: Option<String>,
}

/// A page of a job's history.
#[derive(Serialize, ToSchema)]
pub(crate) struct HistoryPage {
    /// What happened, newest first.
    events: Vec<Event>,
    /// The `before` of the next page; null at the end.
    next: Option<String>,
}

/// Read the history of a job, also of a deleted one.
#[utoipa::path(get, path = "/admin/v1/jobs/{num}/history", tag = "Office",
    params(("num" = String, Path, description = "The number of the job"), Asked),
    responses((status = 200, description = "What happened to it", body = HistoryPage), ProblemReading))]
pub(crate) async fn get_history(
    Asker(op): Asker,
    Place(num): Place<String>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), 100, 1_000)?;
    let history = log::history(&op, Number::new(&num)?, asked.before.as_deref(), limit).await?;
    let events = history.events.into_iter().map(Event::from).collect();
    Ok(answer::json(&HistoryPage { events, next: history.next }))
}
