//! The master data of field service as lists; single records are read and written at their own addresses.

use axum::response::Response;
use docket_app::office;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use crate::answer;
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::{Params, Place, limit};
use crate::refusals::ProblemListing;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// How many at most: 1 to 1000, else 100
    limit: Option<String>,
    /// The `next` of a page
    after: Option<String>,
}

/// A record and what names it.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedRecord)]
pub(crate) struct Listed {
    /// Its number as in its address: of a location and a system category two parts, else one.
    key: Vec<String>,
    /// The document.
    #[schema(value_type = Object)]
    record: Box<RawValue>,
}

/// A page of records.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordPage {
    /// The records, by number.
    records: Vec<Listed>,
    /// The `after` of the next page; null at the end.
    next: Option<String>,
}

/// List the master data of a kind: `account`, `location`, `user`, `asset`, `product` or `system_category`.
#[utoipa::path(get, path = "/admin/v1/records/{kind}", tag = "Office",
    params(("kind" = String, Path, description = "The kind"), Asked),
    responses((status = 200, description = "The records", body = RecordPage), ProblemListing))]
pub(crate) async fn get_records(
    Asker(op): Asker,
    Place(kind): Place<String>,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), 100, 1_000)?;
    let page = office::records(&op, &kind, asked.after.as_deref(), limit).await?;
    let records = page.entries.into_iter().filter_map(|(key, doc)| {
        let key = [key.first, key.second].into_iter().filter(|part| !part.is_empty()).collect();
        Some(Listed { key, record: serde_json::from_slice(&doc).ok()? })
    });
    Ok(answer::json(&RecordPage { records: records.collect(), next: page.next }))
}
