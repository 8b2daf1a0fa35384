//! Dry runs of work flows.

use axum::response::Response;
use docket_app::work_flow_run;

use crate::answer;
use crate::failure::Result;
use crate::niagara::refusals::Trying;
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(try_workflow))
}

/// Try a work flow without touching anything.
///
/// The body holds `work_flow`, a definition in any spelling, or `work_flow_id` and perhaps `version`; and a `sample`: `data` (the
/// variables it begins with), `entity`, `using`, `work_order`, `cycle`, `location` and `resource` (what the run sees), `answers` (`{step,
/// close: {…} | fail: {reason}, by, after}`), `events` (`{event, after, data, entity}`), `jobs` (`{step, end: "complete" or why not,
/// after}`), `effects` (`{step, function, error | value}`: what comes of what is done, else success) and `starts_at`. `after` is in
/// seconds: of an event after the run begins, else after the step opens; time is virtual. The answer tells the way that the run
/// takes, what it writes, and what it waits for. It ends after 10 000 steps or 400 days.
#[utoipa::path(post, path = "/work-flows/dry-run", tag = "Work flows", request_body = Object,
    responses((status = 200, description = "What came of it", body = Object), Trying))]
async fn try_workflow(write: Write) -> Result<Response> {
    let report = work_flow_run::rehearse(&write.op, &write.object()?).await?;
    Ok(answer::json(&report))
}
