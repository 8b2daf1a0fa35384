//! `allocate-unit-to-project`: reserves units of a part for a project.

use serde::Deserialize;

use crate::work_flow::shape::{Member, Shape, optional, required};

/// What to reserve, and for which project.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Allocate {
    /// The part whose units are wanted: an id, or a path.
    pub part_id: String,
    /// The project that gets them: an id, or a path.
    pub project_id: String,
    /// How many units.
    pub qty: u32,
    /// What the part is called, for people.
    #[serde(default)]
    pub part_label: Option<String>,
    /// Only units in the status of this name.
    #[serde(default)]
    pub status: Option<String>,
    /// Whether a part that replaces this one will do.
    #[serde(default)]
    pub allow_replacement: bool,
    /// Whether a part that can stand in for this one will do.
    #[serde(default)]
    pub allow_substitution: bool,
    /// Whether to go on with fewer units than wanted.
    #[serde(default)]
    pub allow_scarcity: bool,
    /// Whether to reserve although the project has such units already.
    #[serde(default)]
    pub force: bool,
}

/// The members of the payload. An early schema demanded `project_id` but described `program_id`, so both may come.
pub(in crate::work_flow) const PAYLOAD: &[Member] = &[
    required("part_id", Shape::Text),
    required("project_id", Shape::Text).over(&["program_id"]),
    optional("qty", Shape::Whole(1, u32::MAX as i64)).by_default(|| 1.into()),
    optional("part_label", Shape::Text),
    optional("status", Shape::Text),
    optional("allow_replacement", Shape::Bool),
    optional("allow_substitution", Shape::Bool),
    optional("allow_scarcity", Shape::Bool),
    optional("force", Shape::Bool),
];
