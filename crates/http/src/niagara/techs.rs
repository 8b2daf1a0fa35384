//! The technicians of batches and locations.

use axum::response::Response;
use docket_app::Op;
use docket_app::entity::relations::{remove_tech, techs};
use docket_domain::entity::EntityType;

use super::base::Base;
use super::hal;
use super::paging::{Asked, PageParams};
use super::refusals::{Deleting, Reading};
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::refusals::Conditions;
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(fetch_techs_for_batch))
        .routes(routes!(detach_tech_from_batch))
        .routes(routes!(fetch_techs_for_location))
        .routes(routes!(detach_tech_from_location))
}

async fn list(op: &Op, base: &Base, asked: &Asked, of: (EntityType, &str)) -> Result<Response> {
    let listed = techs(op, of, asked.offset(), asked.limit()?).await?;
    asked.listed(base, EntityType::User, &listed)
}

/// List the technicians of a batch.
#[utoipa::path(get, path = "/batches/{id}/techs", tag = "Technicians",
    params(("id" = String, Path, description = "The id"), PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
async fn fetch_techs_for_batch(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    list(&op, &base, &asked, (EntityType::Batch, &id)).await
}

/// List the technicians of a location.
#[utoipa::path(get, path = "/locations/{id}/techs", tag = "Technicians",
    params(("id" = String, Path, description = "The id"), PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
async fn fetch_techs_for_location(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    list(&op, &base, &asked, (EntityType::Location, &id)).await
}

/// Take a technician off a batch.
#[utoipa::path(delete, path = "/batches/{id}/techs/{tech_id}", tag = "Technicians",
    params(("id" = String, Path, description = "The id"), ("tech_id" = String, Path, description = "The user"), Conditions),
    responses((status = 205, description = "The user is no technician of it any more"), Deleting))]
async fn detach_tech_from_batch(
    Place((id, tech)): Place<(String, String)>,
    write: Write,
) -> Result<Response> {
    remove_tech(&write.op, (EntityType::Batch, &id), &tech).await?;
    Ok(hal::gone())
}

/// Take a technician off a location.
#[utoipa::path(delete, path = "/locations/{id}/techs/{tech_id}", tag = "Technicians",
    params(("id" = String, Path, description = "The id"), ("tech_id" = String, Path, description = "The user"), Conditions),
    responses((status = 205, description = "The user is no technician of it any more"), Deleting))]
async fn detach_tech_from_location(
    Place((id, tech)): Place<(String, String)>,
    write: Write,
) -> Result<Response> {
    remove_tech(&write.op, (EntityType::Location, &id), &tech).await?;
    Ok(hal::gone())
}
