//! What a step does besides its own work: when it starts, when it is complete, and after its last retry.

use serde::Deserialize;
use serde_json::Value;

use super::at::At;
use super::definition::{NotCanonical, member};
use super::function::{self, Call};
use super::report::Report;
use super::shape::{self, MAX_ITEMS, Member, Shape, members, optional, required};
use crate::json::Object;

/// Something that is done beside a step. Its failure does not fail the step.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A function that a step could be as well.
    Call(Call),
    /// A message inside the system.
    Notify(Notice),
    /// A message by e-mail.
    Email(Notice),
}

/// A message to people. Each text may be a path, where it begins with `$`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notice {
    /// For whom; empty on a notification to whoever the entity concerns.
    pub to: Vec<String>,
    /// In whose name.
    pub from: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// What it says.
    pub message: Option<String>,
    /// Further texts that were given with it.
    pub further: Object,
}

impl Action {
    /// The model of a canonical action.
    pub(super) fn of(value: &Value) -> Result<Self, NotCanonical> {
        let name: String = member(value, "function")?;
        let options = value.get("options").ok_or("an action has no options")?;
        Ok(match name.as_str() {
            "notify" => Self::Notify(Notice::of(options)?),
            "email" => Self::Email(Notice::of(options)?),
            _ => Self::Call(Call::of(&name, options)?),
        })
    }

    /// The models of a canonical list of actions; none where there is no list.
    pub(super) fn list(value: Option<&Value>) -> Result<Vec<Self>, NotCanonical> {
        value.and_then(Value::as_array).map_or(Ok(Vec::new()), |list| list.iter().map(Self::of).collect())
    }
}

impl Notice {
    fn of(options: &Value) -> Result<Self, NotCanonical> {
        let mut further = Object::deserialize(options)?;
        let to = match further.shift_remove("to") {
            Some(Value::String(one)) => vec![one],
            Some(list) => Vec::deserialize(list)?,
            None => Vec::new(),
        };
        let mut take = |name| further.shift_remove(name).as_ref().and_then(Value::as_str).map(str::to_owned);
        let (from, subject, message) = (take("from"), take("subject"), take("message"));
        Ok(Self { to, from, subject, message, further })
    }
}

/// How many actions a list holds at most.
const MAX_ACTIONS: usize = 10;

/// A list of actions, bare or within an object.
pub(super) const ACTIONS: Shape = Shape::By(read_list);

const LIST: Shape = Shape::List(&Shape::By(read), 0, MAX_ACTIONS);

/// The published schema of such an object demands two members that belong to error handlers; they are let be.
const WRAPPED: &[Member] =
    &[required("actions", LIST), optional("retry", Shape::Any), optional("finally", Shape::Any)];

fn read_list(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let Some(source) = value.as_object() else { return LIST.read(value, at, report) };
    members(source, &[WRAPPED], true, at, report).shift_remove("actions")
}

const FUNCTION: Member = required("function", Shape::Word(NAMES, function::OLDER)).or(&["type"]);

const NAMES: &[&str] = &[
    function::ALLOCATE,
    function::SET_STATUS,
    function::SET_LOCATION,
    function::DISPATCH_JOB,
    "notify",
    "email",
];

const ALLOCATE: &[Member] = &[FUNCTION, required("options", Shape::Closed(function::allocate::PAYLOAD))];
const SET_STATUS: &[Member] = &[FUNCTION, required("options", Shape::Closed(function::set_status::PAYLOAD))];
const SET_LOCATION: &[Member] = &[FUNCTION, required("options", function::set_location::SHAPE)];
const DISPATCH_JOB: &[Member] =
    &[FUNCTION, required("options", Shape::Closed(function::dispatch_job::PAYLOAD))];
const NOTIFY: &[Member] = &[FUNCTION, required("options", Shape::By(notify))];
const EMAIL: &[Member] = &[FUNCTION, required("options", Shape::By(email))];
const UNKNOWN: &[Member] = &[FUNCTION, required("options", Shape::Open)];

fn read(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let name = FUNCTION.find(source).and_then(|(_, name)| name.as_str()).unwrap_or_default();
    let table = match shape::spelled(name, NAMES, function::OLDER) {
        Some(function::ALLOCATE) => ALLOCATE,
        Some(function::SET_STATUS) => SET_STATUS,
        Some(function::SET_LOCATION) => SET_LOCATION,
        Some(function::DISPATCH_JOB) => DISPATCH_JOB,
        Some("notify") => NOTIFY,
        Some("email") => EMAIL,
        _ => UNKNOWN,
    };
    Some(Value::Object(members(source, &[table], true, at, report)))
}

const TO: Shape = Shape::By(recipients);
const NOTIFICATION: &[Member] = &[required("message", Shape::Text), optional("to", TO)];
const MAIL: &[Member] = &[required("to", TO)];

fn notify(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    notice(value, NOTIFICATION, at, report)
}

fn email(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    notice(value, MAIL, at, report)
}

/// A notice has a few known members; any others are texts.
fn notice(value: &Value, known: &'static [Member], at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    if source.len() > MAX_ITEMS {
        report.too_many_members(at, MAX_ITEMS);
        return None;
    }
    let mut canonical = members(source, &[known], false, at, report);
    for (name, value) in source.iter().filter(|(name, _)| !known.iter().any(|member| member.name == *name)) {
        let read = Shape::Text.read(value, &At::Member(at, name), report);
        canonical.extend(read.map(|value| (name.clone(), value)));
    }
    Some(Value::Object(canonical))
}

fn recipients(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Array(_) => Shape::List(&Shape::Text, 1, MAX_ITEMS).read(value, at, report),
        _ => {
            report.wrong_type(at, "string,array");
            None
        }
    }
}
