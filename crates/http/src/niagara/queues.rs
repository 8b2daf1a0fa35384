//! `/queues`: where batches wait for their technicians.

use docket_app::entity;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;
use docket_store::entity_list::Sort;
use serde_json::json;

use super::operations::operations as declare;
use super::refusals::Changing;
use super::{hal, partial};

declare! {
    EntityType::Queue, Body::Queue, "Queues", "/queues", "/queues/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List queues. `sort=priority` lists them by priority.
    list fetch_all_queues;
    /// Make a queue. `priority` is a number, or a text that sorts among others; it is shown as a number.
    create create_queue;
    /// Retrieve a queue, with what is in it counted.
    get fetch_queue_by_id;
    /// Change a queue. With batches in it, it stays at its location.
    replace update_queue;
    /// Delete a queue. Batches with something to be done lock it.
    delete delete_queue;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(patch_queue)).routes(routes!(fetch_all_batches_for_queue))
}

/// Change the label or the priority of a queue.
#[utoipa::path(patch, path = "/queues/{id}", tag = "Queues", params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses((status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"), Changing))]
async fn patch_queue(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let whole = json!({"label": "-", "priority": 0, "location": {"location_id": "-"}});
    let body = partial::checked(&write, Body::Queue, whole, &["label", "priority"])?;
    let view = entity::replace(&write.op, EntityType::Queue, &id, body).await?;
    Ok(hal::one(&HeaderMap::new(), &base, &view))
}

/// List the batches of a queue, by their `order` unless `sort` says otherwise.
#[utoipa::path(get, path = "/queues/{id}/batches", tag = "Queues",
    params(("id" = String, Path, description = "The id"), PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
async fn fetch_all_batches_for_queue(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let mut query = asked.query(EntityType::Batch)?;
    query.below = Some((EntityType::Queue, id));
    if asked.get("sort").is_none_or(str::is_empty) {
        query.sort = Sort::Rank;
    }
    asked.listed(&base, EntityType::Batch, &entity::list(&op, query).await?)
}
