//! `confirm-action`: a question to say yes to.

use serde::Deserialize;

use crate::work_flow::shape::{Member, Shape, optional, required};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ConfirmAction {
    /// What is to be confirmed.
    pub message: String,
    /// What saying no means.
    #[serde(default)]
    pub negative_message: Option<String>,
}

/// The members of the payload.
pub(super) const PAYLOAD: &[Member] =
    &[required("message", Shape::Text), optional("negative_message", Shape::TextOrNull)];
