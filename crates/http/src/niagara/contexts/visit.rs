//! When a run was begun, which visit of a step is meant and when it was closed: what a phone says that was without signal.

use axum::http::HeaderMap;
use docket_domain::Fault;
use docket_domain::time::parse_ms;
use utoipa::IntoParams;

use crate::failure::Result;

/// What the headers say of the closing of a step.
#[derive(Debug, PartialEq, IntoParams)]
#[into_params(parameter_in = Header)]
pub(super) struct Visit {
    /// Since when the step that is meant waits, as `waiting_for` says it: one that was left and began anew meanwhile is not closed
    #[param(rename = "Step-Since", value_type = Option<String>, format = DateTime, nullable = false)]
    pub since: Option<i64>,
    /// When it was closed by the clock of whoever did; it stands in `last_steps` as `done_at`
    #[param(rename = "Action-Time", value_type = Option<String>, format = DateTime, nullable = false)]
    pub done_at: Option<i64>,
}

impl Visit {
    /// Reads the headers.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self> {
        Ok(Self { since: time(headers, "Step-Since")?, done_at: time(headers, "Action-Time")? })
    }
}

/// What the headers say of the begin of a run.
#[derive(Debug, PartialEq, IntoParams)]
#[into_params(parameter_in = Header)]
pub(super) struct Begin {
    /// When it was begun by the clock of whoever did; it stands in the context as `begun_at`
    #[param(rename = "Action-Time", value_type = Option<String>, format = DateTime, nullable = false)]
    pub begun_at: Option<i64>,
}

impl Begin {
    /// Reads the headers.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self> {
        Ok(Self { begun_at: time(headers, "Action-Time")? })
    }
}

fn time(headers: &HeaderMap, name: &str) -> Result<Option<i64>, Fault> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let time = value.to_str().ok().and_then(parse_ms);
    time.map(Some).ok_or_else(|| Fault::parameter(name, "must be a time such as 2026-11-21T10:00:00.000Z"))
}
