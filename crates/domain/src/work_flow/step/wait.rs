//! Waiting for time to pass, or for something to happen.

use serde_json::Value;

use super::frame;
use crate::work_flow::at::At;
use crate::work_flow::condition::{self, Condition};
use crate::work_flow::definition::{NotCanonical, list, member};
use crate::work_flow::report::Report;
use crate::work_flow::shape::{self, MAX_ITEMS, Member, Shape, members, optional, required};
use crate::work_flow::trigger;

/// What a step waits for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Seconds before it looks, and between looks; 1 to 900, and at most `stop_at`.
    pub time: u16,
    /// Seconds until it gives up, 1 to 900.
    pub stop_at: u16,
    /// The events that end the wait; without any, time alone does.
    pub listen_for: Vec<Listen>,
}

/// An event that ends a wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Listen {
    /// The stored name of the event.
    pub event: String,
    /// What must hold as well; all of it.
    pub conditions: Vec<Condition>,
}

impl Wait {
    pub(super) fn of(step: &Value) -> Result<Self, NotCanonical> {
        let events = step.get("listen_for").and_then(Value::as_array);
        let listen_for = events.into_iter().flatten().map(Listen::of).collect::<Result<_, _>>()?;
        Ok(Self { time: member(step, "time")?, stop_at: member(step, "stop_at")?, listen_for })
    }
}

impl Listen {
    fn of(value: &Value) -> Result<Self, NotCanonical> {
        let conditions = value.get("event_value").map_or(Ok(Vec::new()), |value| list(value, "decision"))?;
        Ok(Self { event: member(value, "event")?, conditions })
    }
}

const SECONDS: Shape = Shape::Whole(1, 900);

const WAIT: &[Member] = &[
    required("time", SECONDS),
    required("stop_at", SECONDS).or(&["stop-at", "stopAt"]),
    optional("listen_for", Shape::List(&Shape::Closed(LISTEN), 0, MAX_ITEMS))
        .or(&["listen-for", "listenFor"]),
];

const LISTEN: &[Member] =
    &[required("event", Shape::By(trigger::read)), optional("event_value", Shape::By(event_value))];

const CONDITIONS: &[Member] = &[required("decision", condition::LIST)];

/// A wait step, which must look before it gives up.
pub(super) fn step(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let canonical = members(source, &[frame::TYPE, frame::STEP, WAIT], true, at, report);
    let seconds = |name| canonical.get(name).and_then(Value::as_i64);
    if let (Some(time), Some(stop_at)) = (seconds("time"), seconds("stop_at"))
        && time > stop_at
    {
        report.above(&At::Member(at, "time"), stop_at);
    }
    Some(Value::Object(canonical))
}

/// What must hold besides the event: a list of conditions in an object, or one bare condition.
fn event_value(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    if source.is_empty() || source.contains_key("decision") {
        return Some(Value::Object(members(source, &[CONDITIONS], true, at, report)));
    }
    let condition = condition::SHAPE.read(value, at, report)?;
    Some(serde_json::json!({"decision": [condition]}))
}
