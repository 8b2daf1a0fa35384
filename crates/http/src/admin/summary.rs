//! Figures for the office.

use std::collections::BTreeMap;

use axum::response::Response;
use docket_app::office;
use docket_domain::status::Category;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::refusals::ProblemWhole;

/// Figures, all of one moment.
#[derive(Serialize, ToSchema)]
pub(crate) struct Summary {
    /// Jobs.
    total: i64,
    /// Jobs by `OrderStatus`.
    by_status: BTreeMap<String, i64>,
    /// Jobs by `DispatchStatus`: 0 none, 1 scheduled, 2 assigned, 3 dispatched.
    by_dispatch: BTreeMap<String, i64>,
    /// Open jobs whose planned end is past.
    late: i64,
    /// Open jobs without a technician.
    unassigned: i64,
    /// Notices that no device has acknowledged.
    pending_notices: i64,
    /// Reports that came too late.
    late_reports: i64,
    /// Cycles of work orders that are blocked.
    blocked_cycles: i64,
    /// Cycles of all work orders by the category of their status: `PENDING`, `IN_PROGRESS`, `VERIFYING`, `COMPLETE`,
    /// `BLOCKED`, `CANCELLED`.
    cycles: BTreeMap<String, i64>,
}

/// Read the figures.
#[utoipa::path(get, path = "/admin/v1/summary", tag = "Office",
    responses((status = 200, description = "The figures", body = Summary), ProblemWhole))]
pub(crate) async fn get_summary(Asker(op): Asker) -> Result<Response> {
    let summary = office::summary(&op).await?;
    Ok(answer::json(&Summary {
        total: summary.total,
        by_status: summary.by_status,
        by_dispatch: summary.by_dispatch,
        late: summary.late,
        unassigned: summary.unassigned,
        pending_notices: summary.pending_notices,
        late_reports: summary.late_reports,
        blocked_cycles: summary.cycles.get(Category::Blocked.as_str()).copied().unwrap_or_default(),
        cycles: summary.cycles,
    }))
}
