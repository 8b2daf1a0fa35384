//! Actions: what is done on an event.

mod each;
mod family;
mod one;

use axum::http::StatusCode;
use axum::response::Response;
use docket_app::{Op, action};
use docket_domain::entity::EntityType;
use docket_domain::schema::Body;

use super::base::Base;
use super::hal;
use super::operations::{self, checked};
use super::paging::Asked;
use crate::failure::Result;
use crate::routing::{Routes, routes};
use crate::write::Write;

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new()
        .routes(routes!(one::fetch_actions, one::create_action))
        .routes(routes!(one::get_action, one::update_action, one::delete_action))
        .merge(each::routes())
}

/// A page of the actions on an entity.
async fn list(op: &Op, base: &Base, asked: &Asked, of: (EntityType, &str)) -> Result<Response> {
    operations::list_below(op, base, asked, of, EntityType::Action).await
}

/// Makes an action on an entity.
async fn create(write: Write, base: &Base, of: (EntityType, &str)) -> Result<Response> {
    let write = write.making()?;
    let body = checked(&write, Body::Action)?;
    Ok(hal::made(StatusCode::OK, base, &action::create_for(&write.op, of, body).await?))
}
