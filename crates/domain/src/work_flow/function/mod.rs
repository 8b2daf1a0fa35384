//! The functions that the server offers to steps and actions.

pub(super) mod allocate;
pub(super) mod dispatch_job;
pub(super) mod set_location;
pub(super) mod set_status;

use serde::Deserialize;
use serde_json::Value;

pub use allocate::Allocate;
pub use dispatch_job::DispatchJob;
pub use set_location::{LocationSource, SetLocation};
pub use set_status::SetStatus;

use super::at::At;
use super::definition::{NotCanonical, member};
use super::report::Report;
use super::shape::{self, Member, Shape, members, optional, required};

/// A call of a function of the server, with what it is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// `allocate-unit-to-project`
    Allocate(Allocate),
    /// `set-entity-status`
    SetStatus(SetStatus),
    /// `set-entity-location`
    SetLocation(SetLocation),
    /// `dispatch-job`
    DispatchJob(DispatchJob),
}

impl Call {
    /// The model of a canonical call.
    pub(super) fn of(name: &str, payload: &Value) -> Result<Self, NotCanonical> {
        Ok(match name {
            ALLOCATE => Self::Allocate(Allocate::deserialize(payload)?),
            SET_STATUS => Self::SetStatus(SetStatus::of(payload)?),
            SET_LOCATION => Self::SetLocation(SetLocation::of(payload)?),
            DISPATCH_JOB => Self::DispatchJob(DispatchJob::deserialize(payload)?),
            _ => return Err(format!("there is no function {name}").into()),
        })
    }

    /// The model of the options of a canonical step.
    pub(super) fn of_options(options: &Value) -> Result<Self, NotCanonical> {
        let name: String = member(options, "function")?;
        Self::of(&name, options.get("payload").ok_or("a call has no payload")?)
    }
}

pub(super) const ALLOCATE: &str = "allocate-unit-to-project";
pub(super) const SET_STATUS: &str = "set-entity-status";
pub(super) const SET_LOCATION: &str = "set-entity-location";
pub(super) const DISPATCH_JOB: &str = "dispatch-job";

const NAMES: &[&str] = &[ALLOCATE, SET_STATUS, SET_LOCATION, DISPATCH_JOB];

/// Older names of functions.
pub(super) const OLDER: &[(&str, &str)] = &[("allocate-units-to-project", ALLOCATE)];

const FUNCTION: Member = required("function", Shape::Word(NAMES, OLDER));
const COMPONENT: Member = optional("component", Shape::Text);

const OF_ALLOCATE: &[Member] = &[FUNCTION, required("payload", Shape::Closed(allocate::PAYLOAD)), COMPONENT];
const OF_SET_STATUS: &[Member] =
    &[FUNCTION, required("payload", Shape::Closed(set_status::PAYLOAD)), COMPONENT];
const OF_SET_LOCATION: &[Member] = &[FUNCTION, required("payload", set_location::SHAPE), COMPONENT];
const OF_DISPATCH_JOB: &[Member] =
    &[FUNCTION, required("payload", Shape::Closed(dispatch_job::PAYLOAD)), COMPONENT];
const UNKNOWN: &[Member] = &[FUNCTION, required("payload", Shape::Open), COMPONENT];

/// The options of a function step.
pub(super) fn options(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let name = source.get("function").and_then(Value::as_str).unwrap_or_default();
    let table = match shape::spelled(name, NAMES, OLDER) {
        Some(ALLOCATE) => OF_ALLOCATE,
        Some(SET_STATUS) => OF_SET_STATUS,
        Some(SET_LOCATION) => OF_SET_LOCATION,
        Some(DISPATCH_JOB) => OF_DISPATCH_JOB,
        _ => UNKNOWN,
    };
    Some(Value::Object(members(source, &[table], true, at, report)))
}

/// The options of a function step inside a branch, where only the status may be set.
pub(super) fn branch_options(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let name = source.get("function").and_then(Value::as_str);
    if name.is_some_and(|name| name != SET_STATUS) {
        report.none_of(&At::Member(at, "function"), [SET_STATUS]);
        return None;
    }
    Some(Value::Object(members(source, &[OF_SET_STATUS], true, at, report)))
}
