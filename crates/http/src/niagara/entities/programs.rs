//! Programs, and what belongs to them.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Program, Body::Program, "Programs", "/programs", "/programs/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List programs.
    list fetch_all_programs;
    /// Make a program.
    create create_program;
    /// Retrieve a program.
    get fetch_program_by_id;
    /// Change a program.
    replace update_program;
    /// Delete a program.
    delete delete_program;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>()
        .routes(routes!(fetch_all_program_projects))
        .routes(routes!(fetch_all_program_work_orders))
}

below! {
    /// List the projects of a program.
    fetch_all_program_projects, "Programs", "/programs/{id}/projects", EntityType::Program, EntityType::Project
}

below! {
    /// List the work orders of a program.
    fetch_all_program_work_orders, "Programs", "/programs/{id}/work-orders", EntityType::Program, EntityType::WorkOrder
}
