//! What technicians reported on jobs that had been taken away from them.

use axum::response::Response;
use docket_app::office;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, limit};
use crate::refusals::ProblemListing;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// How many at most: 1 to 1000, else 100
    limit: Option<String>,
    /// The `next` of a page
    after: Option<String>,
}

/// A report that came too late; nothing was changed by it.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateReport {
    /// The job.
    num: String,
    /// The id that the device gave it.
    id: String,
    /// The technician.
    user: String,
    /// `patch`, or the action: `start`, `complete` …
    kind: String,
    /// The device's time of it; null if it gave none.
    at: Option<String>,
    /// When it reached the server.
    received: String,
    /// What the device sent.
    #[schema(value_type = Object)]
    body: Box<RawValue>,
}

/// A page of late reports.
#[derive(Serialize, ToSchema)]
pub(crate) struct LateReportPage {
    /// The reports, oldest first.
    reports: Vec<LateReport>,
    /// The `after` of the next page; null at the end.
    next: Option<String>,
}

/// List reports that came too late.
#[utoipa::path(get, path = "/admin/v1/late-reports", tag = "Office",
    params(Asked),
    responses((status = 200, description = "The reports", body = LateReportPage), ProblemListing))]
pub(crate) async fn get_late_reports(Asker(op): Asker, Params(asked): Params<Asked>) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), 100, 1_000)?;
    let page = office::late_reports(&op, asked.after.as_deref(), limit).await?;
    let reports = page.entries.into_iter().map(|report| LateReport {
        num: report.num,
        id: report.id,
        user: report.user,
        kind: report.kind,
        at: report.at,
        received: report.received,
        body: report.body,
    });
    Ok(answer::json(&LateReportPage { reports: reports.collect(), next: page.next }))
}
