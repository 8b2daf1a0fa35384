//! Starting runs: of a work flow on an entity, or of the next cycle of a work order.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::Error;
use docket_app::context::{self, Start, StartNext};
use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::schema::Body;
use serde_json::{Value, json};

use super::visit::Begin;
use crate::failure::Result;
use crate::niagara::base::Base;
use crate::niagara::refusals::MovingLocked;
use crate::niagara::{hal, operations};
use crate::params::Place;
use crate::refusals::Conditions;
use crate::write::Write;

/// Start a work flow on an entity: `entity_type` and `entity_id`, bare or inside `entity`. `using` is the cycle that it is done
/// for, `resource_id` the resource or sub-resource that it is done at, `data` variables to begin with. Needs `context:create`; for a
/// cycle, being a technician for its batch does. An entity that is processed already, and a cycle that is not pending, are a
/// conflict.
#[utoipa::path(post, path = "/work-flows/{id}/contexts", tag = "Work flows",
    params(("id" = String, Path, description = "The id of the work flow"), Begin, Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The context as it rests for the first time", body = Object,
            content_type = "application/hal+json", headers(("Location" = String, description = "Its address"))),
        MovingLocked))]
pub(super) async fn start_workflow(
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
    write: Write,
) -> Result<Response> {
    let write = write.making()?;
    let StartNext { entity, using, resource, data, begun_at } = given(&asked, &write)?;
    let Some(entity) = entity else {
        let missing = ["entity_type", "entity_id"].map(|name| missing("", name));
        return Err(Error::Messages(missing.into()).into());
    };
    let start = Start { work_flow: id, entity, using, resource, data, begun_at };
    Ok(hal::made(StatusCode::OK, &base, &context::start(&write.op, start).await?))
}

/// Start the next cycle of a work order, or the one that `using` names, on `entity`: `entity_id` and `entity_type`. Without `using` it
/// is the next pending one of the caller's batches. Needs `context:create`, or being a technician for the cycle's batch. If none
/// is pending that is a conflict.
#[utoipa::path(post, path = "/work-orders/{id}/contexts", tag = "Work orders",
    params(("id" = String, Path, description = "The id of the work order"), Begin, Conditions),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "The context as it rests for the first time", body = Object,
            content_type = "application/hal+json", headers(("Location" = String, description = "Its address"))),
        MovingLocked))]
pub(super) async fn start_next_cycle(
    base: Base,
    Place(id): Place<String>,
    asked: HeaderMap,
    write: Write,
) -> Result<Response> {
    let write = write.making()?;
    let start = given(&asked, &write)?;
    Ok(hal::made(StatusCode::OK, &base, &context::start_next(&write.op, &id, start).await?))
}

/// What a request says about a run to be started.
fn given(asked: &HeaderMap, write: &Write) -> Result<StartNext> {
    let Begin { begun_at } = Begin::read(asked)?;
    let mut body = operations::checked(write, Body::StartContext)?;
    Ok(StartNext {
        entity: entity(&body)?,
        using: text(&body, "using"),
        resource: text(&body, "resource_id"),
        data: data(&mut body)?,
        begun_at,
    })
}

/// What a body names to be processed; one that names half of it is refused.
fn entity(body: &Object) -> Result<Option<(EntityType, String)>> {
    let (within, path) = match body.get("entity").and_then(Value::as_object) {
        Some(entity) => (entity, ".entity"),
        None => (body, ""),
    };
    let (kind, id) = (text(within, "entity_type"), text(within, "entity_id"));
    let name = match (kind, id) {
        (None, None) => return Ok(None),
        (Some(kind), Some(id)) => {
            if let Some(kind) = EntityType::parse(&kind) {
                return Ok(Some((kind, id)));
            }
            let message = "should be the type of something that is processed";
            let params = json!({"entity_type": kind});
            let message = Message::own("entityType", format!("{path}.entity_type"), params, message);
            return Err(Error::Messages(vec![message]).into());
        }
        (None, Some(_)) => "entity_type",
        (Some(_), None) => "entity_id",
    };
    Err(Error::Messages(vec![missing(path, name)]).into())
}

fn missing(path: &str, name: &str) -> Message {
    let message = format!("should have required property '{name}'");
    Message::own("required", path, json!({"missingProperty": name}), message)
}

fn text(body: &Object, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The variables to begin with.
fn data(body: &mut Object) -> Result<Object> {
    match body.shift_remove("data") {
        None | Some(Value::Null) => Ok(Object::new()),
        Some(Value::Object(data)) => Ok(data),
        Some(_) => {
            let message = Message::own("type", ".data", json!({"type": "object"}), "should be object");
            Err(Error::Messages(vec![message]).into())
        }
    }
}
