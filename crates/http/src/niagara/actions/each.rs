//! The actions of each kind.

use super::family::actions;
use crate::routing::Routes;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(contact::routes())
        .merge(customer::routes())
        .merge(location::routes())
        .merge(manufacturer::routes())
        .merge(part::routes())
        .merge(program::routes())
        .merge(project::routes())
        .merge(resource::routes())
        .merge(sub_resource::routes())
        .merge(unit::routes())
        .merge(user::routes())
        .merge(vendor::routes())
        .merge(work_order::routes())
}

actions! {
    contact, EntityType::Contact, "/contacts/{id}/actions",
    fetch_actions_for_contact, create_action_for_contact
}

actions! {
    customer, EntityType::Customer, "/customers/{id}/actions",
    fetch_actions_for_customer, create_action_for_customer
}

actions! {
    location, EntityType::Location, "/locations/{id}/actions",
    fetch_actions_for_location, create_action_for_location
}

actions! {
    manufacturer, EntityType::Manufacturer, "/manufacturers/{id}/actions",
    fetch_actions_for_manufacturer, create_action_for_manufacturer
}

actions! {
    part, EntityType::Part, "/parts/{id}/actions",
    fetch_actions_for_part, create_action_for_part
}

actions! {
    program, EntityType::Program, "/programs/{id}/actions",
    fetch_actions_for_program, create_action_for_program
}

actions! {
    project, EntityType::Project, "/projects/{id}/actions",
    fetch_actions_for_project, create_action_for_project
}

actions! {
    resource, EntityType::Resource, "/resources/{id}/actions",
    fetch_actions_for_resource, create_action_for_resource
}

actions! {
    sub_resource, EntityType::SubResource, "/sub-resources/{id}/actions",
    fetch_actions_for_sub_resource, create_action_for_sub_resource
}

actions! {
    unit, EntityType::Unit, "/units/{id}/actions",
    fetch_actions_for_unit, create_action_for_unit
}

actions! {
    user, EntityType::User, "/users/{id}/actions",
    fetch_actions_for_user, create_action_for_user
}

actions! {
    vendor, EntityType::Vendor, "/vendors/{id}/actions",
    fetch_actions_for_vendor, create_action_for_vendor
}

actions! {
    work_order, EntityType::WorkOrder, "/work-orders/{id}/actions",
    fetch_actions_for_work_order, create_action_for_work_order
}
