//! Contacts, and those of a customer.

use axum::http::StatusCode;
use docket_app::entity;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use crate::niagara::hal;
use crate::niagara::operations::operations as declare;

declare! {
    EntityType::Contact, Body::Contact, "Contacts", "/contacts", "/contacts/{id}",
    making: MakingUnique, changing: ChangingUnique, deleting: Deleting,
    /// List contacts.
    list fetch_all_contacts;
    /// Make a contact.
    create create_contact;
    /// Retrieve a contact.
    get fetch_contact_by_id;
    /// Change a contact.
    replace update_contact;
    /// Delete a contact.
    delete delete_contact;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>()
        .routes(routes!(fetch_all_customer_contacts, attach_customer_contact))
        .routes(routes!(detach_customer_contact))
}

/// List the contacts of a customer, by id.
#[utoipa::path(get, path = "/customers/{id}/contacts", tag = "Customers",
    params(("id" = String, Path, description = "The id"), PageParams),
    responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
async fn fetch_all_customer_contacts(
    Asker(op): Asker,
    base: Base,
    Place(id): Place<String>,
    asked: Asked,
) -> Result<Response> {
    let listed = entity::customer_contacts(&op, &id, asked.offset(), asked.limit()?).await?;
    asked.listed(&base, EntityType::Contact, &listed)
}

/// Make somebody a contact of a customer. The contact is made too, unless one has the e-mail address: that one is taken then, as
/// it is. Needs `customer:attach`, and `contact:create` or `contact:read`.
#[utoipa::path(post, path = "/customers/{id}/contacts", tag = "Customers",
    params(("id" = String, Path, description = "The id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The contact", body = Object, content_type = "application/hal+json",
            headers(("Location" = String, description = "Its address"))),
        ChangingUnique))]
async fn attach_customer_contact(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let write = write.making()?;
    let body = operations::checked(&write, Body::Contact)?;
    let view = entity::attach_contact(&write.op, &id, body).await?;
    Ok(hal::made(StatusCode::OK, &base, &view))
}

/// Make somebody no longer a contact of a customer. The contact lives on. Needs `customer:detach`.
#[utoipa::path(delete, path = "/customers/{id}/contacts/{contact_id}", tag = "Customers",
    params(("id" = String, Path, description = "The id"), ("contact_id" = String, Path, description = "The contact's id"), Conditions),
    responses((status = 205, description = "It is no longer one"), Deleting))]
async fn detach_customer_contact(
    Place((id, contact)): Place<(String, String)>,
    write: Write,
) -> Result<Response> {
    entity::detach_contact(&write.op, &id, &contact).await?;
    Ok(hal::gone())
}
