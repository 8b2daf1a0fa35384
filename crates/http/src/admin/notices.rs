//! Notices to technicians' devices, as the office sees them.

use axum::response::Response;
use docket_app::office::{self, WantedNotices};
use docket_domain::Fault;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, limit};
use crate::refusals::ProblemListing;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Only those of this technician
    user: Option<String>,
    /// Only those about this job
    job: Option<String>,
    /// Only those that no device has acknowledged (pending), or only the others (acked)
    state: Option<String>,
    /// How many at most: 1 to 1000, else 100
    limit: Option<String>,
    /// The `next` of a page
    after: Option<String>,
}

/// A notice to a technician's device.
#[derive(Serialize, ToSchema)]
#[schema(as = OfficeNotice)]
pub(crate) struct Notice {
    /// The technician.
    user: String,
    /// Its number among the technician's notices, from 1.
    id: i64,
    /// What it says about the job: `dispatch`, `update`, `remove` or `cancel`.
    kind: String,
    /// The job.
    num: String,
    /// The job's version that caused it.
    version: i64,
    /// When it was sent.
    created: String,
    /// When the device acknowledged it; null until then.
    acked: Option<String>,
}

/// A page of notices.
#[derive(Serialize, ToSchema)]
#[schema(as = OfficeNoticePage)]
pub(crate) struct NoticePage {
    /// The notices, newest first.
    notices: Vec<Notice>,
    /// The `after` of the next page; null at the end.
    next: Option<String>,
}

/// List notices.
#[utoipa::path(get, path = "/admin/v1/notices", tag = "Office",
    params(Asked),
    responses((status = 200, description = "The notices", body = NoticePage), ProblemListing))]
pub(crate) async fn get_notices(Asker(op): Asker, Params(asked): Params<Asked>) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), 100, 1_000)?;
    let acked = match asked.state.as_deref() {
        None => None,
        Some("pending") => Some(false),
        Some("acked") => Some(true),
        Some(other) => {
            let fault = Fault::parameter("state", "must be pending or acked");
            return Err(fault.with_value(&other.into()).into());
        }
    };
    let wanted = WantedNotices { user: asked.user, job: asked.job, acked };
    let page = office::notices(&op, wanted, asked.after.as_deref(), limit).await?;
    let notices = page.entries.into_iter().map(|notice| Notice {
        user: notice.user,
        id: notice.id,
        kind: notice.kind,
        num: notice.num,
        version: notice.version,
        created: notice.created,
        acked: notice.acked,
    });
    Ok(answer::json(&NoticePage { notices: notices.collect(), next: page.next }))
}
