//! Things of the Niagara dialect: one set of use cases for all kinds. What is special about a kind stands in `kind`: what
//! a body may say, what locks it, what follows from a change.
//!
//! A row holds the members that are an entity's own; what it belongs to is named by [`Refs`](docket_domain::entity::refs::Refs) and put
//! in when it is shown (`view`).

pub(crate) mod access;
mod create;
mod customer_contacts;
mod delete;
pub(crate) mod draft;
mod fields;
mod follow;
pub(crate) mod get;
pub(crate) mod inside;
mod issue;
pub(crate) mod keep;
pub(crate) mod kind;
mod list;
mod note;
pub mod relations;
pub mod remains;
mod replace;
mod shape;
mod status_use;
mod template;
pub(crate) mod view;
mod writer;

pub(crate) use create::Made;
pub use create::create;
pub(crate) use create::{begin, plan, planned};
pub use customer_contacts::{attach_contact, customer_contacts, detach_contact};
pub use delete::delete;
pub use get::get;
pub use issue::change_issue;
pub use kind::unit::allocation;
pub use kind::words;
pub use kind::work_flow::{work_flow_version, work_flow_versions};
pub use list::{Listed, Query, USUAL, list};
pub(crate) use list::{of_place, to_place};
pub use note::write_note;
pub use replace::replace;
pub(crate) use replace::{apply, prepare};
pub use template::{Links, Template};
pub use view::View;

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_store::entity::Entity;

use crate::job::stored_object;
use crate::{Error, Result};

/// The error for an entity that does not exist, or does no longer.
pub(crate) fn missing(id: &str) -> Error {
    Error::NotFound("A Resource", id.to_owned())
}

/// The own members of an entity.
pub(crate) fn own(entity: &Entity) -> Result<Object> {
    stored_object(&entity.doc)
}

/// The number of an entity's lock key: changes of one follow each other.
pub(crate) fn lock_key(kind: EntityType) -> &'static str {
    kind.code()
}
