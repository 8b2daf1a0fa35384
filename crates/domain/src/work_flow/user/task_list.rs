//! `task-list`: things to tick off, for the person at work or for a check by another.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::Value;

use crate::work_flow::at::At;
use crate::work_flow::report::Report;
use crate::work_flow::shape::{MAX_ITEMS, Member, Shape, optional, required};

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TaskList {
    /// Whether it is a check of work that somebody else has done.
    #[serde(default)]
    pub is_qc: bool,
    /// The tasks, from top to bottom.
    pub items: Vec<Task>,
}

/// A task of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Task {
    /// What to do.
    pub label: String,
    /// What answers call it; made from the label, and no other task's of the list.
    pub slug: String,
    /// More about it.
    #[serde(default)]
    pub help: Option<String>,
    /// Whether a bad, missing or not applicable answer fails the step.
    pub evaluated: bool,
    /// Whether "not applicable" may be answered.
    pub na_field: bool,
}

const PAYLOAD: &[Member] =
    &[optional("is_qc", Shape::Bool), required("items", Shape::List(&Shape::Closed(TASK), 0, MAX_ITEMS))];

/// An early schema demanded `na_option` but described `na_field`, so both may come.
const TASK: &[Member] = &[
    required("label", Shape::Text),
    optional("slug", Shape::Any),
    optional("help", Shape::TextOrNull),
    required("evaluated", Shape::Bool),
    optional("na_field", Shape::Bool).over(&["na_option"]).by_default(|| false.into()),
];

/// The payload, with slugs made anew: clients can't choose them.
pub(super) fn payload(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let mut canonical = Shape::Closed(PAYLOAD).read(value, at, report)?;
    let items = canonical.get_mut("items").and_then(Value::as_array_mut);
    let mut taken = HashSet::new();
    for (index, item) in items.into_iter().flatten().enumerate() {
        let wanted = slug(item.get("label").and_then(Value::as_str).unwrap_or_default());
        let wanted = if wanted.is_empty() { format!("task-{}", index + 1) } else { wanted };
        let slug = free(wanted, &taken);
        if let Some(item) = item.as_object_mut() {
            item.insert("slug".to_owned(), slug.clone().into());
        }
        taken.insert(slug);
    }
    Some(canonical)
}

/// The letters and digits of a label, in lower case, with a hyphen for whatever is between them.
fn slug(label: &str) -> String {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The wanted slug, or the first numbered one that is free.
fn free(wanted: String, taken: &HashSet<String>) -> String {
    if !taken.contains(&wanted) {
        return wanted;
    }
    // So many names can't all be taken.
    (2..=taken.len() + 2)
        .map(|n| format!("{wanted}-{n}"))
        .find(|name| !taken.contains(name))
        .unwrap_or(wanted)
}
