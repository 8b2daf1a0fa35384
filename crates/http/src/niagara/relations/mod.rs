//! Relations: the same three operations below every kind that documents them.

mod each;
mod operations;

pub(super) use each::routes;

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use docket_app::Op;
use docket_app::entity::relations::{self, Direction, RelationQuery, RelationShown, relate, unrelate};
use docket_domain::entity::relation::Relation;
use docket_domain::entity::{EntityType, user_id};
use docket_domain::schema::Body;
use serde_json::json;

use super::base::Base;
use super::hal;
use super::operations::checked;
use super::paging::{Asked, wrong};
use crate::failure::Result;
use crate::place::escape;
use crate::write::Write;

async fn list(op: &Op, base: &Base, asked: &Asked, of: (EntityType, &str)) -> Result<Response> {
    let query = RelationQuery {
        of: (of.0, of.1.to_owned()),
        relation: parsed(asked, "relation", Relation::parse)?,
        entity_type: parsed(asked, "entity_type", EntityType::parse)?,
        direction: parsed(asked, "direction", direction)?,
        offset: asked.offset().map(str::to_owned),
        limit: asked.limit()?,
    };
    let listed = relations::relations(op, query).await?;
    let entries = listed.entries.iter().map(|shown| written(base, of, shown));
    asked.page(base, "nter:relations", entries, (listed.total, listed.next.as_deref()))
}

async fn create(write: Write, base: &Base, of: (EntityType, &str)) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::Relation)?;
    let shown = relate(&write.op, of, &body).await?;
    let mut response = hal::raw(StatusCode::CREATED, written(base, of, &shown));
    if let Ok(address) = HeaderValue::try_from(address(base, of, &shown)) {
        response.headers_mut().insert(LOCATION, address);
    }
    Ok(response)
}

async fn delete(write: Write, base: &Base, of: (EntityType, &str), relation_id: &str) -> Result<Response> {
    let shown = unrelate(&write.op, of, relation_id).await?;
    Ok(hal::raw(StatusCode::OK, written(base, of, &shown)))
}

/// The address of a relation, below what it is a relation of.
fn address(base: &Base, (kind, id): (EntityType, &str), shown: &RelationShown) -> String {
    let id = shown_id(kind, id);
    format!("{}/{}/{}/relations/{}", base.0, kind.plural(), escape(&id), shown.relation_id)
}

/// A relation with its two links: itself and the entity at the other end.
fn written(base: &Base, of: (EntityType, &str), shown: &RelationShown) -> Vec<u8> {
    let own = address(base, of, shown);
    let entity = &shown.entity;
    let other = entity["entity_type"].as_str().and_then(EntityType::parse).unwrap_or(EntityType::User);
    let related_to =
        format!("{}/{}/{}", base.0, other.plural(), escape(entity["entity_id"].as_str().unwrap_or_default()));
    let mut value = json!(shown);
    let related = format!("nter:{}", other.word());
    value["_links"] = json!({"self": {"href": own}, related: {"href": related_to}});
    value.to_string().into_bytes()
}

/// The id in the address of what a relation is a relation of: a user may have been asked for by the id or by its alias.
fn shown_id(kind: EntityType, asked: &str) -> String {
    user_id::shown(kind, &user_id::meant(kind, asked)).into_owned()
}

fn direction(word: &str) -> Option<Direction> {
    match word {
        "OUTWARD" => Some(Direction::Outward),
        "INWARD" => Some(Direction::Inward),
        _ => None,
    }
}

fn parsed<T>(asked: &Asked, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(word) = asked.filter(name) else { return Ok(None) };
    let shown = format!("filter[{name}]");
    parse(word).map(Some).ok_or_else(|| wrong(&shown, word, "should be one of the documented words"))
}
