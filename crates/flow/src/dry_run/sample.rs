//! What a dry run is given: what the run sees, who answers what, and what happens around it.

use std::collections::HashMap;

use docket_domain::Message;
use docket_domain::json::Object;
use docket_domain::time::parse_ms;
use docket_domain::work_flow::normalize_event;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::report::{Place, Report};
use crate::world::Root;

/// How many answers, events, jobs or effects there may be.
const MAX_ITEMS: usize = 1000;

/// The longest time that anything may come after, in seconds: 400 days.
const MAX_AFTER: f64 = 400.0 * 86_400.0;

/// When a dry run begins if nothing else is said: 2000-01-01T00:00:00Z, in milliseconds.
const STARTS_AT: i64 = 946_684_800_000;

/// Everything that a dry run needs besides the work flow.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Object")]
pub struct Sample {
    pub(super) data: Object,
    pub(super) documents: HashMap<Root, Value>,
    pub(super) answers: Vec<Answer>,
    pub(super) events: Vec<Event>,
    pub(super) jobs: Vec<Job>,
    pub(super) effects: Vec<Scripted>,
    pub(super) starts_at: i64,
}

/// What somebody says about an open step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) step: String,
    pub(super) what: Said,
    pub(super) by: Option<String>,
    /// Milliseconds after the step has opened.
    pub(super) after: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Close(Object),
    Fail(Option<String>),
}

/// Something that happens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    pub(super) event: String,
    /// Milliseconds after the run has begun.
    pub(super) after: i64,
    pub(super) data: Value,
    pub(super) entity: Option<Value>,
}

/// The end of a job that a step waits for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Job {
    pub(super) step: String,
    pub(super) end: Result<(), String>,
    /// Milliseconds after the step waits.
    pub(super) after: i64,
}

/// What comes of something that is to be done, instead of success.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scripted {
    pub(super) step: Option<String>,
    pub(super) function: Option<String>,
    pub(super) answer: Result<Value, String>,
}

const MEMBERS: &[&str] = &[
    "data",
    "entity",
    "using",
    "work_order",
    "cycle",
    "location",
    "resource",
    "answers",
    "events",
    "jobs",
    "effects",
    "starts_at",
];

impl TryFrom<Object> for Sample {
    type Error = String;

    fn try_from(source: Object) -> Result<Self, String> {
        let told = |message: &Message| format!("{} {}", message.data_path, message.message);
        Self::read(&source, "").map_err(|wrong| wrong.iter().map(told).collect::<Vec<_>>().join("; "))
    }
}

impl Sample {
    /// Reads a sample; `at` is where it stands in a body, as a `dataPath`: `.sample`.
    ///
    /// # Errors
    /// What is wrong, in the error form of the Ajv 6 validator.
    pub fn read(source: &Object, at: &str) -> Result<Self, Vec<Message>> {
        let mut report = Report::default();
        let top = Place::at(at);
        report.only(MEMBERS, source, &top);
        let mut reader = Reader { source, at: &top, report: &mut report };
        let sample = Self {
            data: reader.object("data"),
            documents: reader.documents(),
            answers: reader.items("answers", answer),
            events: reader.items("events", event),
            jobs: reader.items("jobs", job),
            effects: reader.items("effects", effect),
            starts_at: reader.starts_at(),
        };
        let messages = report.into_messages();
        if messages.is_empty() { Ok(sample) } else { Err(messages) }
    }
}

/// Reads the members of one object.
struct Reader<'a> {
    source: &'a Object,
    at: &'a Place,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn object(&mut self, name: &str) -> Object {
        let found = self.source.get(name).and_then(|value| self.report.object(value, &self.at.member(name)));
        found.cloned().unwrap_or_default()
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let found = self.source.get(name).and_then(|value| self.report.text(value, &self.at.member(name)));
        found.map(str::to_owned)
    }

    fn needed_text(&mut self, name: &str) -> Option<String> {
        self.report.needed(name, self.source, self.at)?;
        self.text(name)
    }

    fn documents(&mut self) -> HashMap<Root, Value> {
        let mut documents = HashMap::new();
        for (name, root) in [
            ("entity", Root::Entity),
            ("using", Root::Using),
            ("work_order", Root::WorkOrder),
            ("cycle", Root::Cycle),
            ("location", Root::Location),
            ("resource", Root::Resource),
        ] {
            if self.source.get(name).is_some_and(|value| !value.is_null()) {
                documents.insert(root, Value::Object(self.object(name)));
            }
        }
        documents
    }

    fn items<T>(&mut self, name: &str, read: fn(&mut Reader<'_>) -> Option<T>) -> Vec<T> {
        let at = self.at.member(name);
        let list = self.source.get(name).and_then(|list| self.report.list(list, MAX_ITEMS, &at));
        let mut items = Vec::new();
        for (index, item) in list.into_iter().flatten().enumerate() {
            let at = at.item(index);
            let Some(source) = self.report.object(item, &at) else { continue };
            items.extend(read(&mut Reader { source, at: &at, report: self.report }));
        }
        items
    }

    /// So many seconds, as milliseconds.
    fn after(&mut self) -> i64 {
        let Some(value) = self.source.get("after") else { return 0 };
        let seconds = value.as_f64().filter(|seconds| (0.0..=MAX_AFTER).contains(seconds));
        if seconds.is_none() {
            let at = self.at.member("after");
            let message = format!("should be a number of seconds, from 0 to {MAX_AFTER}");
            self.report.own(&at, "seconds", json!({"limit": MAX_AFTER}), message);
        }
        seconds.map_or(0, |seconds| (seconds * 1000.0).round() as i64)
    }

    fn starts_at(&mut self) -> i64 {
        let Some(text) = self.text("starts_at") else { return STARTS_AT };
        parse_ms(&text).unwrap_or_else(|| {
            let at = self.at.member("starts_at");
            let format = json!({"format": "date-time"});
            self.report.add(&at, "format", format, "should match format \"date-time\"");
            STARTS_AT
        })
    }
}

fn answer(reader: &mut Reader<'_>) -> Option<Answer> {
    reader.report.only(&["step", "close", "fail", "by", "after"], reader.source, reader.at);
    let (step, by, after) = (reader.needed_text("step"), reader.text("by"), reader.after());
    let what = match (reader.source.contains_key("close"), reader.source.contains_key("fail")) {
        (true, false) => Said::Close(reader.object("close")),
        (false, true) => {
            let body = reader.object("fail");
            let at = reader.at.member("fail");
            reader.report.only(&["reason"], &body, &at);
            Said::Fail(Reader { source: &body, at: &at, report: reader.report }.text("reason"))
        }
        _ => {
            let message = "should have either a property 'close' or a property 'fail'";
            reader.report.own(reader.at, "closeOrFail", json!({}), message);
            return None;
        }
    };
    Some(Answer { step: step?, what, by, after })
}

fn event(reader: &mut Reader<'_>) -> Option<Event> {
    reader.report.only(&["event", "after", "data", "entity"], reader.source, reader.at);
    let (name, after) = (reader.needed_text("event")?, reader.after());
    let Some(event) = normalize_event(&name) else {
        let at = reader.at.member("event");
        reader.report.own(&at, "event", json!({"event": name}), "should be the name of an event");
        return None;
    };
    let data = Value::Object(reader.object("data"));
    let entity = reader.source.contains_key("entity").then(|| Value::Object(reader.object("entity")));
    Some(Event { event, after, data, entity })
}

fn job(reader: &mut Reader<'_>) -> Option<Job> {
    reader.report.only(&["step", "end", "after"], reader.source, reader.at);
    let (step, end, after) = (reader.needed_text("step"), reader.needed_text("end")?, reader.after());
    let end = if end == "complete" { Ok(()) } else { Err(end) };
    Some(Job { step: step?, end, after })
}

fn effect(reader: &mut Reader<'_>) -> Option<Scripted> {
    reader.report.only(&["step", "function", "error", "value"], reader.source, reader.at);
    let (step, function, error) = (reader.text("step"), reader.text("function"), reader.text("error"));
    let answer = match (error, reader.source.get("value")) {
        (Some(error), None) => Err(error),
        (None, Some(value)) => Ok(value.clone()),
        _ => {
            let message = "should have either a property 'error' or a property 'value'";
            reader.report.own(reader.at, "errorOrValue", json!({}), message);
            return None;
        }
    };
    Some(Scripted { step, function, answer })
}
