//! Units: instances of a part.

use docket_app::Error;
use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;
use serde_json::json;

use crate::niagara::hal;
use crate::niagara::operations::operations as declare;
use crate::niagara::refusals::Changing;

declare! {
    EntityType::Unit, Body::Unit, "Units", "/units", "/units/{id}",
    making: Making, changing: ChangingLocked, deleting: DeletingLocked,
    /// List units.
    ///
    /// `filter[number]` narrows the list to those whose serial number, with the prefix of the part, or own part number holds this;
    /// `filter[free]=true` to those that a cycle can begin on: their status is not final and no active context processes them.
    /// With `false` it is the others.
    list fetch_all_units;
    /// Make a unit.
    create create_unit;
    /// Retrieve a unit.
    get fetch_unit_by_id;
    /// Change a unit.
    replace update_unit;
    /// Delete a unit.
    delete delete_unit;
}

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    own_routes::<R>().routes(routes!(partial_update_unit))
}

/// The members that a PATCH can change.
const CHANGEABLE: [&str; 5] = ["current_status", "current_location", "location", "resource", "sub_resource"];

/// Say where a unit is or what its status is; nothing else of it can be changed like this.
#[utoipa::path(patch, path = "/units/{id}", tag = "Units", params(("id" = String, Path, description = "Its id"), Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses((status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"), Changing))]
async fn partial_update_unit(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
    let body = operations::checked(&write, Body::UnitPatch)?;
    let others = body.keys().filter(|name| !CHANGEABLE.contains(&name.as_str()));
    let messages: Vec<Message> = others.map(|name| not_changeable(name)).collect();
    if !messages.is_empty() {
        return Err(Error::Messages(messages).into());
    }
    let view = docket_app::entity::replace(&write.op, EntityType::Unit, &id, body).await?;
    Ok(hal::one(&HeaderMap::new(), &base, &view))
}

fn not_changeable(name: &str) -> Message {
    let name: String = name.chars().take(200).collect();
    let params = json!({"additionalProperty": name});
    Message::own("additionalProperties", "", params, "should NOT have additional properties")
}
