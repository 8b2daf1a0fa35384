//! The export feed: how another system learns what was changed, in which order.

use axum::response::Response;
use docket_app::log;
use docket_domain::Fault;
use docket_domain::event::Source;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, limit};
use crate::refusals::Listing;
use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(export_work_order))
}

/// The usual number of rows in an answer.
const USUAL: i64 = 100;
/// The most rows in an answer.
const MOST: i64 = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The rowver of the answer before; 0 or absent for the beginning
    rowver: Option<String>,
    /// How many rows at most: 1 to 1000, else 100
    limit: Option<String>,
    /// Where the changes came from: mob (devices, also when absent), sch (scheduling), api (this API and the console)
    src: Option<String>,
}

/// Work orders as they were after each change.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkOrderExport)]
pub(crate) struct Export {
    /// What to ask with for what follows.
    rowver: String,
    /// The changes, oldest first.
    rows: Vec<Row>,
}

/// A work order after a change.
#[derive(Serialize, ToSchema)]
#[schema(as = WorkOrderExportRow)]
pub(crate) struct Row {
    /// Its place in the feed.
    rowver: String,
    /// Who made the change.
    #[serde(rename = "UserID")]
    user_id: String,
    /// The work order; a deleted one as it was before, with `"Deleted": 1`.
    #[serde(rename = "WorkOrder")]
    #[schema(value_type = Object)]
    work_order: Box<RawValue>,
}

/// Read the changes of work orders.
#[utoipa::path(get, path = "/seiapi/v3/export/WorkOrder", tag = "Work orders (jobs)",
    params(Asked),
    responses((status = 200, description = "The changes after rowver", body = Export), Listing))]
pub(crate) async fn export_work_order(Asker(op): Asker, Params(asked): Params<Asked>) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), USUAL, MOST)?;
    let source = match asked.src.as_deref() {
        None => Source::Mobile,
        Some(src) => Source::parse(src)
            .ok_or_else(|| Fault::parameter("src", "must be mob, sch or api").with_value(&src.into()))?,
    };
    let exported = log::export(&op, asked.rowver.as_deref().unwrap_or("0"), source, limit).await?;
    let rows = exported.rows.into_iter();
    let rows = rows.map(|row| Row { rowver: row.rowver, user_id: row.user, work_order: row.doc }).collect();
    Ok(answer::json(&Export { rowver: exported.rowver, rows }))
}
