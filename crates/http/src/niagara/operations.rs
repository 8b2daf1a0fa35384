//! The five operations that most kinds have, declared at their addresses.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use docket_app::Op;
use docket_app::entity;
use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::schema::{Body, check};
use docket_domain::work_flow::accept;
use serde_json::Value;

use super::base::Base;
use super::hal;
use super::paging::Asked;
use crate::failure::Result;
use crate::write::Write;

/// A page of a kind.
pub(crate) async fn list(op: &Op, base: &Base, asked: &Asked, kind: EntityType) -> Result<Response> {
    let listed = entity::list(op, asked.query(kind)?).await?;
    asked.listed(base, kind, &listed)
}

/// A page of what belongs to an entity.
pub(crate) async fn list_below(
    op: &Op,
    base: &Base,
    asked: &Asked,
    (above, id): (EntityType, &str),
    kind: EntityType,
) -> Result<Response> {
    let mut query = asked.query(kind)?;
    query.below = Some((above, id.to_owned()));
    let listed = entity::list(op, query).await?;
    asked.listed(base, kind, &listed)
}

/// One entity.
pub(crate) async fn get(
    op: &Op,
    base: &Base,
    asked: &HeaderMap,
    kind: EntityType,
    id: &str,
) -> Result<Response> {
    Ok(hal::one(asked, base, &entity::get(op, kind, id).await?))
}

/// Makes one.
pub(crate) async fn create(write: Write, base: &Base, kind: EntityType, body: Body) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, body)?;
    Ok(hal::made(StatusCode::OK, base, &entity::create(&write.op, kind, body).await?))
}

/// Changes one.
pub(crate) async fn replace(
    write: Write,
    base: &Base,
    kind: EntityType,
    id: &str,
    body: Body,
) -> Result<Response> {
    let body = checked(&write, body)?;
    let view = entity::replace(&write.op, kind, id, body).await?;
    Ok(hal::one(&HeaderMap::new(), base, &view))
}

/// Deletes one.
pub(crate) async fn delete(write: Write, kind: EntityType, id: &str) -> Result<Response> {
    entity::delete(&write.op, kind, id).await?;
    Ok(hal::gone())
}

/// The body, if it has the shape that is asked for.
pub(crate) fn checked(write: &Write, body: Body) -> Result<docket_domain::json::Object> {
    let value = docket_domain::json::parse(&write.body)?;
    check(body, &value).map_err(|found| docket_app::Error::Messages(with_steps(body, &value, found)))?;
    match value {
        Value::Object(object) => Ok(object),
        // Every schema asks for an object.
        _ => Err(docket_domain::Fault::at("$", "must be an object").into()),
    }
}

/// What is wrong with the shape of a body and, of a work flow, with its steps: all of it is told at once.
fn with_steps(body: Body, value: &Value, mut found: Vec<Message>) -> Vec<Message> {
    if let (Body::WorkFlow, Value::Object(object)) = (body, value) {
        let of_steps = accept(object).err().unwrap_or_default();
        let is_told = |message: &Message, found: &[Message]| {
            let same = |other: &Message| {
                (&other.keyword, &other.data_path) == (&message.keyword, &message.data_path)
                    && other.params == message.params
            };
            found.iter().any(same)
        };
        for message in of_steps {
            if !is_told(&message, &found) {
                found.push(message);
            }
        }
    }
    found
}

/// Declares `routes` with the five operations of a kind. Each stands with its doc comment and its published name; the
/// OpenAPI document takes both over.
macro_rules! operations {
    (
        $kind:expr, $body:expr, $tag:literal, $path:literal, $one:literal,
        making: $making:ident, changing: $changing:ident, deleting: $deleting:ident,
        $(#[$list_doc:meta])* list $list:ident;
        $(#[$create_doc:meta])* create $create:ident;
        $(#[$get_doc:meta])* get $get:ident;
        $(#[$replace_doc:meta])* replace $replace:ident;
        $(#[$delete_doc:meta])* delete $delete:ident;
    ) => {
        use axum::http::HeaderMap;
        use axum::response::Response;

        use crate::asker::Asker;
        use crate::failure::Result;
        use crate::niagara::base::Base;
        use crate::niagara::operations;
        use crate::niagara::paging::{Asked, PageParams};
        use crate::niagara::refusals::{$changing, $deleting, $making, Listing, Reading};
        use crate::params::Place;
        use crate::refusals::{Conditions, Known};
        use crate::routing::{Routes, routes};
        use crate::write::Write;

        fn own_routes<R: Routes>() -> R {
            R::new().routes(routes!($list, $create)).routes(routes!($get, $replace, $delete))
        }

        $(#[$list_doc])*
        #[utoipa::path(get, path = $path, tag = $tag, params(PageParams),
            responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Listing))]
        async fn $list(Asker(op): Asker, base: Base, asked: Asked) -> Result<Response> {
            operations::list(&op, &base, &asked, $kind).await
        }

        $(#[$create_doc])*
        #[utoipa::path(post, path = $path, tag = $tag, params(Conditions),
            request_body(content = Object, content_type = "application/json"),
            responses(
                (status = 200, description = "It was made", body = Object, content_type = "application/hal+json",
                    headers(("Location" = String, description = "Its address"))),
                $making))]
        async fn $create(base: Base, write: Write) -> Result<Response> {
            operations::create(write, &base, $kind, $body).await
        }

        $(#[$get_doc])*
        #[utoipa::path(get, path = $one, tag = $tag, params(("id" = String, Path, description = "Its id"), Known),
            responses(
                (status = 200, description = "The entity", body = Object, content_type = "application/hal+json",
                    headers(("ETag" = String, description = "\"version.hash\""))),
                (status = 304, description = "The caller has it"),
                Reading))]
        async fn $get(Asker(op): Asker, base: Base, Place(id): Place<String>, asked: HeaderMap) -> Result<Response> {
            operations::get(&op, &base, &asked, $kind, &id).await
        }

        $(#[$replace_doc])*
        #[utoipa::path(put, path = $one, tag = $tag, params(("id" = String, Path, description = "Its id"), Conditions),
            request_body(content = Object, content_type = "application/json"),
            responses((status = 200, description = "It was changed", body = Object, content_type = "application/hal+json"), $changing))]
        async fn $replace(base: Base, Place(id): Place<String>, write: Write) -> Result<Response> {
            operations::replace(write, &base, $kind, &id, $body).await
        }

        $(#[$delete_doc])*
        #[utoipa::path(delete, path = $one, tag = $tag, params(("id" = String, Path, description = "Its id"), Conditions),
            responses((status = 205, description = "It was deleted"), $deleting))]
        async fn $delete(Place(id): Place<String>, write: Write) -> Result<Response> {
            operations::delete(write, $kind, &id).await
        }
    };
}
pub(crate) use operations;

/// Declares a page of what belongs to an entity: `GET /customers/{id}/programs`.
macro_rules! below {
    ($(#[$doc:meta])* $name:ident, $tag:literal, $path:literal, $above:expr, $kind:expr) => {
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = $tag, params(("id" = String, Path, description = "The id"), PageParams),
            responses((status = 200, description = "A page", body = Object, content_type = "application/hal+json"), Reading))]
        async fn $name(Asker(op): Asker, base: Base, Place(id): Place<String>, asked: Asked) -> Result<Response> {
            operations::list_below(&op, &base, &asked, ($above, &id), $kind).await
        }
    };
}
pub(crate) use below;
