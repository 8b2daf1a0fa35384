//! Taking a work flow from a client: every check, and the canonical document.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::at::At;
use super::definition::Definition;
use super::graph;
use super::pattern::{META_KEY, STEP_KEY};
use super::report::Report;
use super::shape::{self, MAX_ITEMS, Member, Shape, members, optional, required};
use super::value::ASSIGNMENTS;
use super::{size, step, trigger};
use crate::Message;
use crate::json::{MAX_DEPTH, Object};

/// How many steps a work flow has at most, those of branches included.
pub const MAX_STEPS: usize = 500;

/// How many bytes a work flow takes as JSON at most.
pub const MAX_BYTES: usize = 1024 * 1024;

/// A work flow that may be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// The canonical document: `label`, `schema_version`, `applies_to`, `starts_at` and `steps`; `triggered_by`,
    /// `context` and `metadata` if they came. Accepting it again gives the same document.
    pub document: Object,
    /// The model of the document.
    pub definition: Definition,
    /// What looks like a mistake but breaks nothing: steps that no run reaches, branches that seem to go elsewhere, events that
    /// start nothing.
    pub warnings: Vec<Message>,
}

const BODY: &[Member] = &[
    required("label", Shape::Text),
    required("schema_version", Shape::Word(&["1.0"], &[])),
    required("applies_to", Shape::Word(&["UNIT", "PART", "PGM", "PRJ", "CUS", "CON"], &[])),
    optional("triggered_by", Shape::By(triggers)),
    required("starts_at", Shape::Like(&STEP_KEY)),
    optional("context", ASSIGNMENTS),
    optional("metadata", Shape::Map(&META_KEY, &Shape::Text)),
    required("steps", Shape::By(steps)),
];

/// Reads a work flow in any spelling. Members of the body that are not part of a definition, such as ids, times and
/// the version, are let be; steps may hold nothing unknown.
///
/// # Errors
/// What is wrong, in the error form of the Ajv 6 validator; the first hundred messages. The graph is checked once
/// everything else is right.
pub fn accept(body: &Object) -> Result<Accepted, Vec<Message>> {
    let mut report = Report::default();
    within_limits(body, &mut report);
    if !report.is_clean() {
        return Err(report.into_messages());
    }
    let document = members(body, &[BODY], false, &At::Root, &mut report);
    if !report.is_clean() {
        return Err(report.into_messages());
    }
    let definition = match Definition::of_canonical(&document) {
        Ok(definition) => definition,
        Err(reason) => {
            let message = format!("should be a work flow; it is {reason}");
            return Err(vec![Message::own("definition", "", json!({}), message)]);
        }
    };
    let mut warnings = graph::check(&definition, body)?;
    warnings.extend(trigger::in_vain(&document, definition.applies_to));
    Ok(Accepted { document, definition, warnings })
}

fn within_limits(body: &Object, report: &mut Report) {
    if size::depth(body) > MAX_DEPTH {
        let message = format!("should NOT be nested deeper than {MAX_DEPTH} levels");
        report.own(&At::Root, "maxDepth", json!({"limit": MAX_DEPTH}), message);
    } else if size::bytes(body) > MAX_BYTES {
        let message = format!("should NOT be larger than {MAX_BYTES} bytes");
        report.own(&At::Root, "maxBytes", json!({"limit": MAX_BYTES}), message);
    }
}

fn triggers(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let read = Shape::List(&Shape::By(trigger::read), 0, MAX_ITEMS).read(value, at, report)?;
    let mut seen = HashSet::new();
    // Two spellings of one event are one trigger.
    let events = read.as_array().into_iter().flatten().filter(|event| seen.insert(event.as_str()));
    Some(Value::Array(events.cloned().collect()))
}

fn steps(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    if source.values().map(|step| 1 + in_branches(step)).sum::<usize>() > MAX_STEPS {
        let message = format!("should NOT have more than {MAX_STEPS} steps, those of branches included");
        report.own(at, "maxSteps", json!({"limit": MAX_STEPS}), message);
        return None;
    }
    Some(Value::Object(shape::entries(source, &STEP_KEY, &Shape::By(step::step), at, report)))
}

fn in_branches(step: &Value) -> usize {
    let branches = step.get("branches").and_then(Value::as_array).into_iter().flatten();
    branches.filter_map(|branch| branch.get("steps").and_then(Value::as_object)).map(Object::len).sum()
}
