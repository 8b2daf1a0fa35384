//! What a person does at a user step.

mod confirm_action;
mod follow_pdf;
mod manual_entry;
mod task_list;

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

pub use confirm_action::ConfirmAction;
pub use follow_pdf::FollowPdf;
pub use manual_entry::{Field, InputType, ManualEntry};
pub use task_list::{Task, TaskList};

use super::at::At;
use super::definition::{NotCanonical, member};
use super::report::Report;
use super::shape::{self, Member, Shape, members, required};

/// What the person is shown, and asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum User {
    /// `follow-pdf-instructions`
    FollowPdf(FollowPdf),
    /// `manual-data-entry`
    ManualEntry(ManualEntry),
    /// `task-list`
    TaskList(TaskList),
    /// `confirm-action`
    ConfirmAction(ConfirmAction),
}

impl User {
    /// The model of the options of a canonical step.
    pub(super) fn of_options(options: &Value) -> Result<Self, NotCanonical> {
        let component: String = member(options, "component")?;
        let payload = options.get("payload").ok_or("a user step has no payload")?;
        Ok(match component.as_str() {
            FOLLOW_PDF => Self::FollowPdf(FollowPdf::deserialize(payload)?),
            MANUAL_ENTRY => Self::ManualEntry(ManualEntry::deserialize(payload)?),
            TASK_LIST => Self::TaskList(TaskList::deserialize(payload)?),
            CONFIRM_ACTION => Self::ConfirmAction(ConfirmAction::deserialize(payload)?),
            _ => return Err(format!("there is no component {component}").into()),
        })
    }

    /// The name of the part of a user interface that shows it: `task-list`.
    #[must_use]
    pub const fn component(&self) -> &'static str {
        match self {
            Self::FollowPdf(_) => FOLLOW_PDF,
            Self::ManualEntry(_) => MANUAL_ENTRY,
            Self::TaskList(_) => TASK_LIST,
            Self::ConfirmAction(_) => CONFIRM_ACTION,
        }
    }
}

const FOLLOW_PDF: &str = "follow-pdf-instructions";
const MANUAL_ENTRY: &str = "manual-data-entry";
const TASK_LIST: &str = "task-list";
const CONFIRM_ACTION: &str = "confirm-action";

const NAMES: &[&str] = &[FOLLOW_PDF, MANUAL_ENTRY, TASK_LIST, CONFIRM_ACTION];
const OLDER: &[(&str, &str)] = &[("follow-pds-instructions", FOLLOW_PDF)];

const COMPONENT: Member = required("component", Shape::Word(NAMES, OLDER));

const OF_FOLLOW_PDF: &[Member] = &[COMPONENT, required("payload", Shape::Closed(follow_pdf::PAYLOAD))];
const OF_MANUAL_ENTRY: &[Member] = &[COMPONENT, required("payload", Shape::Closed(manual_entry::PAYLOAD))];
const OF_TASK_LIST: &[Member] = &[COMPONENT, required("payload", Shape::By(task_list::payload))];
const OF_CONFIRM_ACTION: &[Member] =
    &[COMPONENT, required("payload", Shape::Closed(confirm_action::PAYLOAD))];
const UNKNOWN: &[Member] = &[COMPONENT, required("payload", Shape::Open)];

/// The options of a user step.
pub(super) fn options(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let name = source.get("component").and_then(Value::as_str).unwrap_or_default();
    let table = match shape::spelled(name, NAMES, OLDER) {
        Some(FOLLOW_PDF) => OF_FOLLOW_PDF,
        Some(MANUAL_ENTRY) => OF_MANUAL_ENTRY,
        Some(TASK_LIST) => OF_TASK_LIST,
        Some(CONFIRM_ACTION) => OF_CONFIRM_ACTION,
        _ => UNKNOWN,
    };
    Some(Value::Object(members(source, &[table], true, at, report)))
}

/// The step with its payload where it belongs: an early schema demanded it beside the options, not in them.
pub(super) fn with_payload_in_options(step: &Value) -> Cow<'_, Value> {
    let strayed = step.get("payload").filter(|payload| match step.pointer("/options/payload") {
        None => step.get("options").is_some_and(Value::is_object),
        Some(own) => own == *payload,
    });
    let Some(payload) = strayed else { return Cow::Borrowed(step) };
    let mut moved = step.clone();
    if let Some(options) = moved.get_mut("options").and_then(Value::as_object_mut) {
        options.insert("payload".to_owned(), payload.clone());
    }
    if let Some(step) = moved.as_object_mut() {
        step.shift_remove("payload");
    }
    Cow::Owned(moved)
}
