//! `set-entity-status`: gives the entity of the context a status.

use serde_json::Value;

use crate::status::{Category, Status};
use crate::work_flow::definition::NotCanonical;
use crate::work_flow::pattern::STATUS;
use crate::work_flow::shape::{Member, Shape, optional, required};

/// The status to set.
#[derive(Debug, Clone, PartialEq)]
pub struct SetStatus {
    /// The status.
    pub status: Status,
}

impl SetStatus {
    pub(super) fn of(payload: &Value) -> Result<Self, NotCanonical> {
        let status = payload.get("status").and_then(Status::of_value);
        Ok(Self { status: status.ok_or("it has no status to set")? })
    }
}

/// The members of the payload.
pub(in crate::work_flow) const PAYLOAD: &[Member] = &[required("status", Shape::Closed(MEMBERS))];

const MEMBERS: &[Member] = &[
    required("status", Shape::Like(&STATUS)),
    required("category", Shape::Word(CATEGORIES, &[])),
    optional("description", Shape::TextOrNull),
    optional("order", Shape::Number),
];

const CATEGORIES: &[&str] = &[
    Category::Pending.as_str(),
    Category::InProgress.as_str(),
    Category::Verifying.as_str(),
    Category::Complete.as_str(),
    Category::Cancelled.as_str(),
    Category::Blocked.as_str(),
];
