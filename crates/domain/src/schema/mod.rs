//! What a body of the Niagara dialect must look like, and what Ajv 6 says when it does not.
//!
//! The request schemas stand in `schemas/niagara/`. The `jsonschema` library decides whether a body is valid; only for
//! a body that is not, a walk over the schema makes the messages. They are held to those of the real Ajv 6 by the
//! cases in `tests/ajv/`. What differs is listed in `docs/decisions/0012-ajv-messages.md`.

mod docs;
mod form;
mod format;
mod library;
mod place;
mod source;
#[cfg(test)]
mod tests;
mod value;
mod walk;

use serde_json::{Value, json};

use crate::Message;

/// The request bodies that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Body {
    /// An action on an event.
    Action,
    /// A work order: create and replace.
    WorkOrder,
    /// A batch of cycles.
    Batch,
    /// Up to 100 batches at once.
    MultiBatch,
    /// A queue at a location.
    Queue,
    /// A work flow; of its steps only that they are an object.
    WorkFlow,
    /// A customer.
    Customer,
    /// A program of a customer.
    Program,
    /// A project of a program.
    Project,
    /// A part.
    Part,
    /// A unit; it may say `location` in place of `current_location`.
    Unit,
    /// A change to a unit: as [`Body::Unit`], nothing required.
    UnitPatch,
    /// A location.
    Location,
    /// A resource at a location.
    Resource,
    /// A part of a resource.
    SubResource,
    /// A manufacturer.
    Manufacturer,
    /// A vendor.
    Vendor,
    /// A contact.
    Contact,
    /// A role and what it grants.
    Role,
    /// A note.
    Note,
    /// A relation to another entity.
    Relation,
    /// A file that is to be attached to something.
    SignAttachment,
    /// A status for the list of the tenant.
    Status,
    /// The start of a run of a work flow.
    StartContext,
    /// The user who gets a role.
    AttachRoleUser,
    /// A user.
    User,
}

impl Body {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Action,
        Self::WorkOrder,
        Self::Batch,
        Self::MultiBatch,
        Self::Queue,
        Self::WorkFlow,
        Self::Customer,
        Self::Program,
        Self::Project,
        Self::Part,
        Self::Unit,
        Self::UnitPatch,
        Self::Location,
        Self::Resource,
        Self::SubResource,
        Self::Manufacturer,
        Self::Vendor,
        Self::Contact,
        Self::Role,
        Self::Note,
        Self::Relation,
        Self::SignAttachment,
        Self::Status,
        Self::StartContext,
        Self::AttachRoleUser,
        Self::User,
    ];
}

/// The members that the schema of a body names.
#[must_use]
pub fn members(body: Body) -> Vec<&'static str> {
    let file = docs::file(&form::id(form::files(body)[0])).schema;
    let named = file.get("properties").and_then(Value::as_object);
    named.into_iter().flat_map(|members| members.keys()).map(String::as_str).collect()
}

/// Holds a body against its schema.
///
/// # Errors
/// All messages that Ajv 6 gives with `allErrors`, in its order, but no more than 1 000; at least one.
pub fn check(body: Body, value: &Value) -> Result<(), Vec<Message>> {
    let file = form::file(body, value);
    let id = form::id(file);
    if library::accepts(&id, value) {
        return Ok(());
    }
    match walk::Walk::messages(&id, value) {
        Some(messages) if messages.is_empty() => Ok(()),
        Some(messages) => Err(messages),
        None => Err(vec![Message::own(
            "tooLarge",
            "",
            json!({}),
            "should be smaller, so that all of it can be checked",
        )]),
    }
}
