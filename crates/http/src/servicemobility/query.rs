//! Searching jobs.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use docket_app::office::{self, Wanted};
use docket_domain::Fault;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, limit, start};
use crate::refusals::Listing;
use crate::routing::{Routes, routes};

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(query_work_orders))
}

/// The usual number of work orders in an answer.
const USUAL: i64 = 100;
/// The most work orders in an answer.
const MOST: i64 = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A condition, without regard to case: `OrderStatus==3;UserName=in=(ada,bob),PlannedStartDate>=2026-11-21`. `;` or `and`
    /// binds closer than `,` or `or`. Fields: OrderNum, OrderStatus, OrderType, UserName, AccountNum, LocationNum,
    /// PlannedStartDate, PlannedEndDate, Priority, DispatchStatus.
    filters: Option<String>,
    /// The older form of `filters`, which nothing would filter by.
    #[param(ignore = true)]
    filter: Option<String>,
    /// A term that must occur, anywhere or in some fields: `pump`, `pump::in:UserName,AccountNum`
    q: Option<String>,
    /// The properties to show: `OrderNum,Account/Name`
    fields: Option<String>,
    /// The order: `-PlannedStartDate,OrderNum`; by OrderNum if absent
    sort: Option<String>,
    /// How many to skip, at most 1000000
    start: Option<String>,
    /// How many at most: 1 to 1000, else 100
    limit: Option<String>,
}

/// Search work orders.
#[utoipa::path(get, path = "/seiapi/v3/query/WorkOrders", tag = "Work orders (jobs)",
    params(Asked),
    responses((status = 200, description = "The work orders found", body = Vec<Object>), Listing))]
pub(crate) async fn query_work_orders(Asker(op): Asker, Params(asked): Params<Asked>) -> Result<Response> {
    if asked.filter.is_some() {
        let reason = "is an older form; say it with filters, such as UserName==ann;OrderStatus==1";
        return Err(Fault::parameter("filter", reason).into());
    }
    let wanted = Wanted {
        start: start(asked.start.as_deref())?,
        limit: limit(asked.limit.as_deref(), USUAL, MOST)?,
        filters: asked.filters,
        q: asked.q,
        fields: asked.fields,
        sort: asked.sort,
    };
    let found = office::jobs(&op, &wanted).await?;
    Ok(([(CONTENT_TYPE, "application/json")], found).into_response())
}
