//! One search over everything.

use axum::response::Response;
use docket_app::office;
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
    /// A number, or words; 1 to 200 characters
    q: Option<String>,
    /// How many hits at most: 1 to 100, else 20
    limit: Option<String>,
}

/// Something that was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hit {
    /// `job`, `account`, `location`, `user`, `asset` or `product`.
    kind: String,
    /// Its number.
    key: String,
    /// A location's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// What it is called.
    title: String,
    /// What tells it from others; may be empty.
    detail: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hits {
    /// What has the number first, then jobs, then master data.
    hits: Vec<Hit>,
}

/// Search jobs and master data, as far as the caller may read them.
#[utoipa::path(get, path = "/search", tag = "Office",
    params(Asked),
    responses((status = 200, description = "What was found", body = Hits), ProblemListing))]
pub(crate) async fn get_search(Asker(op): Asker, Params(asked): Params<Asked>) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), 20, 100)?;
    let found = office::search(&op, asked.q.as_deref().unwrap_or_default(), limit).await?;
    let hits = found.into_iter().map(|hit| Hit {
        kind: hit.kind,
        key: hit.key,
        account: hit.account,
        title: hit.title,
        detail: hit.detail,
    });
    Ok(answer::json(&Hits { hits: hits.collect() }))
}
