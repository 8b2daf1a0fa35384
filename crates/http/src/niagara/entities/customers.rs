//! Customers, and what belongs to them.

use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::operations::{below, operations as declare};

declare! {
    EntityType::Customer, Body::Customer, "Customers", "/customers", "/customers/{id}",
    making: MakingUnique, changing: ChangingUniqueLocked, deleting: DeletingLocked,
    /// List customers.
    list fetch_all_customers;
    /// Make a customer.
    create create_customer;
    /// Retrieve a customer.
    get fetch_customer_by_id;
    /// Change a customer.
    replace update_customer;
    /// Delete a customer.
    delete delete_customer;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>()
        .routes(routes!(fetch_all_customer_programs))
        .routes(routes!(fetch_all_customer_projects))
        .routes(routes!(fetch_all_customer_parts))
        .routes(routes!(fetch_all_customer_units))
        .routes(routes!(fetch_all_customer_work_orders))
}

below! {
    /// List the programs of a customer.
    fetch_all_customer_programs, "Customers", "/customers/{id}/programs", EntityType::Customer, EntityType::Program
}

below! {
    /// List the projects of a customer.
    fetch_all_customer_projects, "Customers", "/customers/{id}/projects", EntityType::Customer, EntityType::Project
}

below! {
    /// List the parts of a customer.
    fetch_all_customer_parts, "Customers", "/customers/{id}/parts", EntityType::Customer, EntityType::Part
}

below! {
    /// List the units of a customer.
    fetch_all_customer_units, "Customers", "/customers/{id}/units", EntityType::Customer, EntityType::Unit
}

below! {
    /// List the work orders of a customer.
    fetch_all_customer_work_orders, "Customers", "/customers/{id}/work-orders", EntityType::Customer, EntityType::WorkOrder
}
