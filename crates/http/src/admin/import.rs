//! `/admin/v1/import`: the rows of a table become accounts, jobs, units …, all of them or none.

mod described;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::Op;
use docket_app::import::{self, Import, Kind, MOST_CSV, Mapping, Source};
use docket_domain::Fault;
use serde::Deserialize;
use utoipa::IntoParams;

use self::described::{ImportProgress, ImportRefused, ImportReport};
use super::body::Once;
use crate::answer;
use crate::asker::Asker;
use crate::failure::{Failure, Result};
use crate::params::{Params, Place};
use crate::refusals::{ProblemImporting, ProblemListing};
use crate::service::Service;
use crate::write;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `true`: a check run; every row is tried and nothing is written
    dry_run: Option<String>,
    /// A JSON object with the member that a column is, by the column's name: `{"Kd-Nr":"AccountNum","Ort":"Addresses.0.City","Intern":""}`.
    /// An empty member leaves the column out. Columns that are called like their members need no entry
    mapping: Option<String>,
    /// What the caller calls this import: `GET` of the same address with the same name tells how far it is
    #[param(pattern = "^[A-Za-z0-9-]{1,64}$")]
    name: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Named {
    /// What the caller called the import
    #[param(pattern = "^[A-Za-z0-9-]{1,64}$")]
    name: String,
}

/// Import `accounts`, `locations`, `users`, `products`, `assets`, `jobs`, `parts` or `units`: all rows, or none. What is there
/// is changed by what a row says; empty cells change nothing. Of parts and units, `custom.Asset Tag` or `custom.asset-tag` is the value
/// of that custom field. Needs the right to make one of the kind.
#[utoipa::path(post, path = "/admin/v1/import/{kind}", tag = "Office",
    params(("kind" = String, Path, description = "What the rows become"), Asked, Once),
    request_body(content((String = "text/csv"), (Vec<Object> = "application/json")),
        description = "CSV with commas, semicolons or tabs between, whose first row names the columns (at most 16 MiB; UTF-8, \
                       or windows-1252 if its Content-Type says so), or an array of objects (at most 8 MiB)"),
    responses(
        (status = 200, description = "What was done; of a check run, what would be", body = ImportReport),
        ProblemImporting,
        (status = 400, description = "Rows are not right, or it is no table: nothing was imported", body = ImportRefused,
            content_type = "application/problem+json")))]
pub(crate) async fn import_table(
    Place(kind): Place<String>,
    Params(asked): Params<Asked>,
    sent: Sent,
) -> Result<Response> {
    let mapping = asked.mapping.as_deref().map(Mapping::parse).transpose()?.unwrap_or_default();
    let asked_for = Import { kind: kind_of(&kind)?, source: sent.source, mapping, name: asked.name };
    let report = match asked.dry_run.as_deref() {
        Some("true") => import::check(&sent.op, asked_for).await?,
        None | Some("false") => import::import(&sent.op, asked_for).await?,
        Some(other) => {
            return Err(Fault::parameter("dry_run", "must be true or false")
                .with_value(&other.into())
                .into());
        }
    };
    Ok(answer::json(&report))
}

/// Read how far an import of the caller's is that goes on now: with how many rows it is through. Of one that this server does not
/// run (any more) the phase is `idle`. Needs the right to make one of the kind.
#[utoipa::path(get, path = "/admin/v1/import/{kind}", tag = "Office",
    params(("kind" = String, Path, description = "What the rows become"), Named),
    responses((status = 200, description = "How far it is", body = ImportProgress), ProblemListing))]
pub(crate) async fn get_import_progress(
    Asker(op): Asker,
    Place(kind): Place<String>,
    Params(Named { name }): Params<Named>,
) -> Result<Response> {
    Ok(answer::json(&import::how_far(&op, kind_of(&kind)?, &name)?))
}

fn kind_of(name: &str) -> Result<Kind> {
    let kinds = || Kind::ALL.map(Kind::as_str).join(", ");
    let fault = || Fault::parameter("kind", format!("must be one of {}", kinds())).with_value(&name.into());
    Ok(Kind::parse(name).ok_or_else(fault)?)
}

/// A table that was sent.
pub(crate) struct Sent {
    op: Op,
    source: Source,
}

impl FromRequest<Service> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, service: &Service) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let Asker(mut op) = Asker::from_request_parts(&mut parts, service).await?;
        let media = Media::of(&parts.headers)?;
        let most = if matches!(media, Media::Csv(_)) { MOST_CSV } else { write::LARGEST };
        let bytes = write::read_up_to(most, &parts.headers, body).await?;
        op.once = once(&op, &parts, &bytes)?;
        let source = match media {
            Media::Csv(charset) => Source::Csv { bytes, charset },
            Media::Json => Source::Json(bytes),
        };
        Ok(Self { op, source })
    }
}

/// The caller's key; a repeat must say the same of the columns.
fn once(op: &Op, parts: &Parts, bytes: &[u8]) -> Result<Option<docket_app::Once>> {
    let Some(key) = parts.headers.get("idempotency-key") else { return Ok(None) };
    let content = [parts.uri.query().unwrap_or_default().as_bytes(), bytes];
    let (method, path) = (&parts.method, parts.uri.path());
    write::once(op, key.as_bytes(), method, path, &parts.headers, &content).map(Some)
}

/// What a table is written in.
enum Media {
    /// CSV, in this charset.
    Csv(Option<String>),
    Json,
}

impl Media {
    fn of(headers: &HeaderMap) -> Result<Self> {
        let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (essence, parameters) = said.split_once(';').unwrap_or((said, ""));
        match essence.trim().to_ascii_lowercase().as_str() {
            "text/csv" => {
                let named = parameters.split(';').filter_map(|one| one.split_once('='));
                let mut charset = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
                Ok(Self::Csv(charset.next().map(|(_, charset)| charset.trim().to_owned())))
            }
            "application/json" => Ok(Self::Json),
            _ => Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-a-table",
                "The Content-Type must be text/csv or application/json",
            )),
        }
    }
}
