//! `follow-pdf-instructions`: a document to work along.

use serde::Deserialize;

use crate::work_flow::pattern::ID_OR_PATH;
use crate::work_flow::shape::{Member, Shape, required};

/// The document that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FollowPdf {
    /// The stored file: an id, or a path. Whoever closes the step names it again.
    pub attachment_id: String,
}

/// The members of the payload.
pub(super) const PAYLOAD: &[Member] = &[required("attachment_id", Shape::Like(&ID_OR_PATH))];
