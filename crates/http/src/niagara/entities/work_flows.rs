//! Work flows, and their earlier versions.

use docket_app::entity;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::hal;
use crate::niagara::operations::operations as declare;

declare! {
    EntityType::WorkFlow, Body::WorkFlow, "Work flows", "/work-flows", "/work-flows/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List work flows.
    ///
    /// `filter[applies_to]` names a kind of entity; `sort` also takes `applies_to` and `version`.
    list fetch_all_workflows;
    /// Make a work flow.
    ///
    /// Steps are taken in every spelling that the documents ever had, and answered in the newest one. `warnings` tells what
    /// looks like a mistake but breaks nothing, such as a step that is never reached.
    create create_workflow;
    /// Retrieve a work flow.
    get fetch_workflow_by_id;
    /// Change a work flow.
    ///
    /// A definition that differs from the one before becomes the next `workflow_version`. What runs goes on with the version
    /// that it began with. `triggered_by`, `context` and `metadata` stay as they are if the body leaves them out.
    replace update_workflow;
    /// Delete a work flow.
    delete delete_workflow;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(fetch_all_workflow_versions)).routes(routes!(fetch_workflow_version))
}

/// List the versions of a work flow, oldest first.
#[utoipa::path(get, path = "/work-flows/{id}/versions", tag = "Work flows",
    params(
        ("id" = String, Path, description = "The id"),
        ("limit" = Option<i32>, Query, description = "How many entries: 1 to 100, else 100"),
        ("offset" = Option<String>, Query, description = "The `offset` of a page, to go on after it")),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
async fn fetch_all_workflow_versions(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let listed = entity::work_flow_versions(&op, &id, asked.offset(), asked.limit()?).await?;
    asked.listed_as(&base, "nter:work-flow-versions", &listed)
}

/// Retrieve a version of a work flow. It never changes.
#[utoipa::path(get, path = "/work-flows/{id}/versions/{version}", tag = "Work flows",
    params(
        ("id" = String, Path, description = "The id"),
        ("version" = i64, Path, description = "Its `workflow_version`"),
        Known),
    responses(
        (status = 200, description = "The work flow as it was", body = Object, content_type = "application/hal+json",
            headers(("ETag" = String, description = "\"version.hash\""))),
        (status = 304, description = "The caller has it"),
        Reading))]
async fn fetch_workflow_version(
    Asker(op): Asker,
    base: Base,
    Place((id, version)): Place<(String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    Ok(hal::one(&asked, &base, &entity::work_flow_version(&op, &id, &version).await?))
}
