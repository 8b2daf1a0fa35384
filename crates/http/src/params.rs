//! Query and path parameters, with errors in our own form.

use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use docket_app::office::MOST_SKIPPED;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Query parameters; unknown ones are ignored.
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Self(params)),
            Err(error) => Err(Failure::new(StatusCode::BAD_REQUEST, "invalid", error.body_text())),
        }
    }
}

/// The parts of the address that the route leaves open, percent-decoded.
pub(crate) struct Place<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Place<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let place: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, state).await;
        match place {
            Ok(Path(place)) => Ok(Self(place)),
            Err(error) => Err(Failure::new(StatusCode::BAD_REQUEST, "invalid", misplaced(&error))),
        }
    }
}

/// What is wrong with an address whose open parts can't be read.
fn misplaced(error: &PathRejection) -> String {
    if let PathRejection::FailedToDeserializePathParams(failed) = error
        && let ErrorKind::ParseError { value, .. }
        | ErrorKind::ParseErrorAtIndex { value, .. }
        | ErrorKind::ParseErrorAtKey { value, .. } = failed.kind()
    {
        return format!("\"{value}\" in the address is not what belongs there");
    }
    error.body_text()
}

/// Reads a `limit`: 1 to `most`, or `usual` when absent.
pub(crate) fn limit(asked: Option<&str>, usual: i64, most: i64) -> Result<i64, Failure> {
    let Some(asked) = asked else { return Ok(usual) };
    match asked.parse::<i64>() {
        Ok(limit) if (1..=most).contains(&limit) => Ok(limit),
        _ => Err(docket_domain::Fault::parameter("limit", format!("must be a number from 1 to {most}"))
            .with_value(&asked.into())
            .into()),
    }
}

/// Reads a `start`: how many jobs to skip, none when absent.
pub(crate) fn start(asked: Option<&str>) -> Result<i64, Failure> {
    let Some(asked) = asked else { return Ok(0) };
    match asked.parse::<i64>() {
        Ok(start) if (0..=MOST_SKIPPED).contains(&start) => Ok(start),
        _ => Err(docket_domain::Fault::parameter(
            "start",
            format!("must be a number from 0 to {MOST_SKIPPED}"),
        )
        .with_value(&asked.into())
        .into()),
    }
}
