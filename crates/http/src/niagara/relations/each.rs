//! The relations of each kind.

use super::operations::relations;
use crate::routing::Routes;

/// The routes.
pub(crate) fn routes<R: Routes>() -> R {
    R::new()
        .merge(attachment::routes())
        .merge(batch::routes())
        .merge(contact::routes())
        .merge(customer::routes())
        .merge(location::routes())
        .merge(manufacturer::routes())
        .merge(part::routes())
        .merge(program::routes())
        .merge(project::routes())
        .merge(queue::routes())
        .merge(resource::routes())
        .merge(sub_resource::routes())
        .merge(unit::routes())
        .merge(user::routes())
        .merge(vendor::routes())
        .merge(work_flow::routes())
        .merge(work_order::routes())
}

relations! {
    attachment, EntityType::File, "/attachments/{id}/relations", "/attachments/{id}/relations/{relation_id}",
    fetch_relations_for_attachment, create_relation_for_attachment, delete_relation_for_attachment
}

relations! {
    batch, EntityType::Batch, "/batches/{id}/relations", "/batches/{id}/relations/{relation_id}",
    fetch_relations_for_batch, create_relation_for_batch, delete_relation_for_batch
}

relations! {
    contact, EntityType::Contact, "/contacts/{id}/relations", "/contacts/{id}/relations/{relation_id}",
    fetch_relations_for_contact, create_relation_for_contact, delete_relation_for_contact
}

relations! {
    customer, EntityType::Customer, "/customers/{id}/relations", "/customers/{id}/relations/{relation_id}",
    fetch_relations_for_customer, create_relation_for_customer, delete_relation_for_customer
}

relations! {
    location, EntityType::Location, "/locations/{id}/relations", "/locations/{id}/relations/{relation_id}",
    fetch_relations_for_location, create_relation_for_location, delete_relation_for_location
}

relations! {
    manufacturer, EntityType::Manufacturer, "/manufacturers/{id}/relations", "/manufacturers/{id}/relations/{relation_id}",
    fetch_relations_for_manufacturer, create_relation_for_manufacturer, delete_relation_for_manufacturer
}

relations! {
    part, EntityType::Part, "/parts/{id}/relations", "/parts/{id}/relations/{relation_id}",
    fetch_relations_for_part, create_relation_for_part, delete_relation_for_part
}

relations! {
    program, EntityType::Program, "/programs/{id}/relations", "/programs/{id}/relations/{relation_id}",
    fetch_relations_for_program, create_relation_for_program, delete_relation_for_program
}

relations! {
    project, EntityType::Project, "/projects/{id}/relations", "/projects/{id}/relations/{relation_id}",
    fetch_relations_for_project, create_relation_for_project, delete_relation_for_project
}

relations! {
    queue, EntityType::Queue, "/queues/{id}/relations", "/queues/{id}/relations/{relation_id}",
    fetch_relations_for_queue, create_relation_for_queue, delete_relation_for_queue
}

relations! {
    resource, EntityType::Resource, "/resources/{id}/relations", "/resources/{id}/relations/{relation_id}",
    fetch_relations_for_resource, create_relation_for_resource, delete_relation_for_resource
}

relations! {
    sub_resource, EntityType::SubResource, "/sub-resources/{id}/relations", "/sub-resources/{id}/relations/{relation_id}",
    fetch_relations_for_sub_resource, create_relation_for_sub_resource, delete_relation_for_sub_resource
}

relations! {
    unit, EntityType::Unit, "/units/{id}/relations", "/units/{id}/relations/{relation_id}",
    fetch_relations_for_unit, create_relation_for_unit, delete_relation_for_unit
}

relations! {
    user, EntityType::User, "/users/{id}/relations", "/users/{id}/relations/{relation_id}",
    fetch_relations_for_user, create_relation_for_user, delete_relation_for_user
}

relations! {
    vendor, EntityType::Vendor, "/vendors/{id}/relations", "/vendors/{id}/relations/{relation_id}",
    fetch_relations_for_vendor, create_relation_for_vendor, delete_relation_for_vendor
}

relations! {
    work_flow, EntityType::WorkFlow, "/work-flows/{id}/relations", "/work-flows/{id}/relations/{relation_id}",
    fetch_relations_for_work_flow, create_relation_for_work_flow, delete_relation_for_work_flow
}

relations! {
    work_order, EntityType::WorkOrder, "/work-orders/{id}/relations", "/work-orders/{id}/relations/{relation_id}",
    fetch_relations_for_work_order, create_relation_for_work_order, delete_relation_for_work_order
}
