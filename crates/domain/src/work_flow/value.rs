//! Values that a definition gives or looks up, and the variables that it sets.

use serde::Deserialize;
use serde_json::Value;

use super::shape::{MAX_ITEMS, Member, Shape, optional, required};

/// A value that a definition names: given, or looked up in the context when the step runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Value")]
pub enum Operand {
    /// A path into the context, with its leading `$`: `$.battery`.
    Path(String),
    /// The value itself.
    Literal(Value),
}

impl From<Value> for Operand {
    /// A text that begins with `$` is a path; anything else stands for itself.
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) if text.starts_with('$') => Self::Path(text),
            literal => Self::Literal(literal),
        }
    }
}

/// A variable that a step sets when it succeeds, or that the context of a run begins with.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Assignment {
    /// The variable: its bare name, or a path (`$.fizz`).
    pub key: String,
    /// What it is set to.
    pub value: Operand,
    /// Whether later steps are kept from writing it.
    #[serde(default)]
    pub lock: bool,
    /// Whether the write is skipped, rather than failing the step, when the variable is locked.
    #[serde(default)]
    pub ignore: bool,
}

/// A list of assignments.
pub(super) const ASSIGNMENTS: Shape = Shape::List(&Shape::Closed(ASSIGNMENT), 0, MAX_ITEMS);

const ASSIGNMENT: &[Member] = &[
    required("key", Shape::Text),
    required("value", Shape::Any),
    optional("lock", Shape::Bool),
    optional("ignore", Shape::Bool),
];
