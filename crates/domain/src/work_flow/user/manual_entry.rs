//! `manual-data-entry`: a form.

use serde::Deserialize;

use crate::work_flow::shape::{MAX_ITEMS, Member, Shape, required};

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ManualEntry {
    /// What is asked for, from top to bottom.
    pub fields: Vec<Field>,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// How it looks.
    pub input_type: InputType,
    /// What it is called.
    pub label: String,
    /// Whether the form insists on it; what the entity demands holds anyway.
    pub required: bool,
    /// Where the value goes: a path on the entity or, with a leading `$`, in the context.
    pub entity_field: String,
}

/// How a field looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputType {
    /// Several lines.
    Textbox,
    /// One line.
    Input,
}

/// The members of the payload.
pub(super) const PAYLOAD: &[Member] = &[required("fields", Shape::List(&Shape::Closed(FIELD), 0, MAX_ITEMS))];

const FIELD: &[Member] = &[
    required("input_type", Shape::Word(&["textbox", "input"], &[])),
    required("label", Shape::Text),
    required("required", Shape::Bool),
    required("entity_field", Shape::Text),
];
