//! The objects of the device API as they are written.

use axum::http::HeaderValue;
use axum::http::header::ETAG;
use axum::response::Response;
use docket_app::{Result, device, job};
use docket_domain::time::format_ms;
use docket_store::Error as Store;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::answer;

/// A notice to a technician's device.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeviceNotice)]
pub(super) struct Notice<'a> {
    /// Its number among the technician's notices; the place to resume from.
    id: i64,
    /// `dispatch`: the job is theirs; `update`: it changed; `remove`: it was taken away; `cancel`: it was deleted.
    #[schema(pattern = "^(dispatch|update|remove|cancel)$")]
    kind: &'a str,
    /// The job.
    num: &'a str,
    /// The version of the job that caused it.
    version: i64,
    /// When it was sent.
    #[schema(format = DateTime)]
    created: String,
    /// When a device acknowledged it first.
    #[schema(required, format = DateTime)]
    acked: Option<String>,
    /// The entity tag of `job`, without quotes; its version may be newer than the notice's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    etag: Option<&'a str>,
    /// The job as it is now; only with `dispatch` and `update`, and only while the technician still has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    job: Option<&'a RawValue>,
}

impl<'a> Notice<'a> {
    pub(super) fn of(notice: &'a device::Notice) -> Result<Self> {
        let row = &notice.row;
        Ok(Self {
            id: row.n,
            kind: &row.kind,
            num: &row.num,
            version: row.version,
            created: format_ms(row.created),
            acked: row.acked.map(format_ms),
            etag: notice.job.as_ref().map(|job| job.tag.as_str()),
            job: notice.job.as_ref().map(raw).transpose()?,
        })
    }

    /// One line of JSON.
    pub(super) fn to_json(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|error| Store::Internal(error.to_string()).into())
    }
}

/// A page of notices.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeviceNotices)]
pub(super) struct Notices<'a> {
    /// In the order of their ids. An empty list means that there are no more.
    pub notices: Vec<Notice<'a>>,
    /// The `after` of the next page.
    pub next: i64,
}

/// A job that a technician holds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeviceJob)]
pub(super) struct Job<'a> {
    /// Its number.
    num: &'a str,
    /// Its version.
    version: i64,
    /// Its entity tag, without quotes.
    etag: &'a str,
    /// The document.
    #[schema(value_type = Object)]
    job: &'a RawValue,
}

impl<'a> Job<'a> {
    pub(super) fn of(held: &'a device::Held) -> Result<Self> {
        let (num, etag) = (&held.num, &held.answer.tag);
        Ok(Self { num, version: held.version, etag, job: raw(&held.answer)? })
    }
}

/// The jobs that a technician holds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeviceJobs)]
pub(super) struct Jobs<'a> {
    /// By planned start.
    pub jobs: Vec<Job<'a>>,
}

/// A document as it stands, without reading and writing it again.
fn raw(job: &job::Answer) -> Result<&RawValue> {
    serde_json::from_slice(&job.doc)
        .map_err(|error| Store::Internal(format!("a stored document is broken: {error}")).into())
}

/// What became of a report; a repeat is answered the same.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeviceReport)]
pub(super) struct Reported<'a> {
    /// The job.
    num: &'a str,
    /// Its newest version.
    version: i64,
    /// The entity tag of it, without quotes.
    etag: &'a str,
    /// `patch`, or the action.
    action: &'a str,
    /// The device's id of the report.
    #[schema(format = "uuid")]
    id: &'a str,
    /// The device's time of it; null if the device did not say.
    #[schema(required, format = DateTime)]
    at: Option<&'a str>,
    /// The server's time of it.
    #[schema(format = DateTime)]
    received: &'a str,
    /// The job's `OrderStatus` afterwards.
    order_status: &'a str,
    /// What the technician should know, though it was done.
    warnings: &'a [String],
}

/// The answer to a report.
pub(super) fn reported(done: &device::Answer) -> Response {
    let mut response = answer::json(&Reported {
        num: &done.num,
        version: done.version,
        etag: &done.etag,
        action: &done.action,
        id: &done.id,
        at: done.at.as_deref(),
        received: &done.received,
        order_status: &done.order_status,
        warnings: &done.warnings,
    });
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", done.etag)) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}
