//! What became of what was sent to technicians.

use axum::response::Response;
use docket_app::office::{self, Wanted};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, limit, start};
use crate::refusals::ProblemListing;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Which jobs, in the words of `GET /seiapi/v3/query/WorkOrders`; all of them if absent
    filters: Option<String>,
    /// A term that must occur in the jobs
    q: Option<String>,
    /// The order of the jobs; by OrderNum if absent
    sort: Option<String>,
    /// How many jobs to skip, at most 1000000
    start: Option<String>,
    /// How many jobs at most: 1 to 1000, else 100
    limit: Option<String>,
}

/// A job that was accepted, or taken back, since it was dispatched last.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reply {
    /// The job.
    num: String,
    /// `accepted`: its technician said yes. `recalled`: it was taken back from its technician, and is in nobody's hands.
    state: &'static str,
    /// When.
    at: String,
}

/// What became of the newest dispatch of some jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct Replies {
    /// In the order of the jobs. Those that are missing were never dispatched, or have not been accepted yet.
    replies: Vec<Reply>,
}

/// List what became of the newest dispatch of the jobs that match: accepted or taken back. Needs `workorder:read`.
#[utoipa::path(get, path = "/admin/v1/replies", tag = "Office",
    params(Asked),
    responses((status = 200, description = "What became of it", body = Replies), ProblemListing))]
pub(crate) async fn get_replies(Asker(op): Asker, Params(asked): Params<Asked>) -> Result<Response> {
    let wanted = Wanted {
        start: start(asked.start.as_deref())?,
        limit: limit(asked.limit.as_deref(), 100, 1_000)?,
        filters: asked.filters,
        q: asked.q,
        fields: None,
        sort: asked.sort,
    };
    let replies = office::replies(&op, &wanted).await?.into_iter().map(|reply| Reply {
        num: reply.num,
        state: if reply.accepted { "accepted" } else { "recalled" },
        at: reply.at,
    });
    Ok(answer::json(&Replies { replies: replies.collect() }))
}
