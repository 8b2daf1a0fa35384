//! Projects, and what belongs to them.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Project, Body::Project, "Projects", "/projects", "/projects/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List projects.
    list fetch_all_projects;
    /// Make a project.
    create create_project;
    /// Retrieve a project.
    get fetch_project_by_id;
    /// Change a project.
    replace update_project;
    /// Delete a project.
    delete delete_project;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(fetch_all_project_work_orders)).routes(routes!(fetch_all_project_units))
}

below! {
    /// List the work orders of a project.
    fetch_all_project_work_orders, "Projects", "/projects/{id}/work-orders", EntityType::Project, EntityType::WorkOrder
}

below! {
    /// List the units that are allocated to a project.
    fetch_all_project_units, "Projects", "/projects/{id}/units", EntityType::Project, EntityType::Unit
}
