//! Notes about units and work orders.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::entity::{change_issue, write_note};
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;
use serde_json::json;

use super::base::Base;
use super::operations::{self, below, checked};
use super::paging::{Asked, PageParams};
use super::refusals::{Changing, DeletingLocked, Reading};
use super::{hal, partial};
use crate::asker::Asker;
use crate::failure::Result;
use crate::params::Place;
use crate::refusals::{Conditions, Known};
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(fetch_all_notes_for_unit, create_note_for_unit))
        .routes(routes!(fetch_notes_for_work_order, create_note_for_work_order))
        .routes(routes!(fetch_note_by_id, change_note, delete_note))
}

below! {
    /// List the notes of a unit. Needs `note:read`.
    fetch_all_notes_for_unit, "Notes", "/units/{id}/notes", EntityType::Unit, EntityType::Note
}

below! {
    /// List the notes of a work order. Needs `note:read`.
    fetch_notes_for_work_order, "Notes", "/work-orders/{id}/notes", EntityType::WorkOrder, EntityType::Note
}

/// Write a note about a unit. Needs `note:create`.
#[utoipa::path(post, path = "/units/{id}/notes", tag = "Notes",
    params(("id" = String, Path, description = "The id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The note", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        Changing))]
async fn create_note_for_unit(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    create(write, &base, StatusCode::OK, (EntityType::Unit, &id)).await
}

/// Write a note about a work order. Needs `note:create`.
#[utoipa::path(post, path = "/work-orders/{id}/notes", tag = "Notes",
    params(("id" = String, Path, description = "The id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 201, description = "The note", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        Changing))]
async fn create_note_for_work_order(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    create(write, &base, StatusCode::CREATED, (EntityType::WorkOrder, &id)).await
}

async fn create(
    write: Write,
    base: &Base,
    status: StatusCode,
    about: (EntityType, &str),
) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::Note)?;
    Ok(hal::made(status, base, &write_note(&write.op, about, body).await?))
}

/// Retrieve a note. Needs `note:read`, and reading what it is about.
#[utoipa::path(get, path = "/notes/{id}", tag = "Notes", params(("id" = String, Path, description = "Its id"), Known),
    responses(
        (status = 200, description = "The note", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
async fn fetch_note_by_id(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
) -> Result<Response> {
    operations::get(&op, &base, &asked, EntityType::Note, &id).await
}

/// Say whether a note is an issue (`issue`) and whether that is settled (`closed`); the rest of a note never changes. Needs
/// `note:update`, and reading what it is about.
#[utoipa::path(patch, path = "/notes/{id}", tag = "Notes",
    params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses((status = 200, description = "The note", body = Object, content_type = "application/hal+json"), Changing))]
async fn change_note(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let whole = json!({"label": "-", "text": "-"});
    let said = partial::checked(&write, Body::Note, whole, &["issue", "closed"])?;
    Ok(hal::one(&HeaderMap::new(), &base, &change_issue(&write.op, &id, said).await?))
}

/// Delete a note. A closed one stays while its thread has answers.
#[utoipa::path(delete, path = "/notes/{id}", tag = "Notes",
    params(("id" = String, Path, description = "Its id"), Conditions),
    responses((status = 205, description = "It was deleted"), DeletingLocked))]
async fn delete_note(Place(id): Place<String>, write: Write) -> Result<Response> {
    operations::delete(write, EntityType::Note, &id).await
}
