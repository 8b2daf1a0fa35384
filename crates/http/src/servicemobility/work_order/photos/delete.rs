//! Removing photos.

use axum::response::Response;
use docket_app::job::photos;
use docket_domain::job::Number;

use super::super::done;
use crate::failure::{Result, Standard};
use crate::params::Place;
use crate::refusals::{Conditions, Deleting};
use crate::write::Write;

/// Remove a photo.
#[utoipa::path(delete, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos/{PhotoID}", tag = "Work orders (jobs)",
    params(
        ("WorkOrderNum" = String, Path, description = "The number of the work order"),
        ("PhotoID" = String, Path, description = "The ID of the photo"),
        Conditions),
    responses((status = 200, description = "Removed", body = Standard), Deleting))]
pub(crate) async fn delete_photo(
    Place((num, id)): Place<(String, String)>,
    write: Write,
) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = photos::remove(&write.op, num.clone(), id).await?;
    Ok(done(&num, kept))
}

/// Remove all photos.
#[utoipa::path(delete, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    responses((status = 200, description = "Removed", body = Standard), Deleting))]
pub(crate) async fn delete_photos(Place(num): Place<String>, write: Write) -> Result<Response> {
    let num = Number::new(&num)?;
    let kept = photos::remove_all(&write.op, num.clone()).await?;
    Ok(done(&num, kept))
}

/// Remove all photos; the address as it was published.
#[utoipa::path(delete, path = "/seiapi/v3/trans/WorkOrder/{WorkOrderNum}/Photos/", tag = "Work orders (jobs)",
    params(("WorkOrderNum" = String, Path, description = "The number of the work order"), Conditions),
    responses((status = 200, description = "Removed", body = Standard), Deleting))]
pub(crate) async fn delete_photos_slash(num: Place<String>, write: Write) -> Result<Response> {
    delete_photos(num, write).await
}
