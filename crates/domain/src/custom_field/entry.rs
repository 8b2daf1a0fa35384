//! One entry of `input_filter` in a body: a definition, or just a key and a value.

use super::filter::{self, Filter};
use super::level::Level;
use super::options::Options;
use super::place::Place;
use super::validator::{self, Validator};
use super::{MAX_DESCRIPTION, MAX_LABEL, MAX_RULES};
use crate::json::Object;
use crate::message::Message;
use serde_json::Value;

/// What a field is. The members that may be absent are `None` when they were; once [settled](Definition::settled), also
/// when they say nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Definition {
    pub(super) label: String,
    pub(super) filters: Vec<Filter>,
    pub(super) validators: Vec<Validator>,
    pub(super) locked: Option<bool>,
    pub(super) description: Option<Option<String>>,
    pub(super) apply_to: Option<Option<Level>>,
}

/// Whether an entry has nothing of a definition: it sets the value of a field that is already known.
pub(super) fn is_value_only(entry: &Object) -> bool {
    const DEFINING: [&str; 6] = ["label", "filters", "validators", "locked", "description", "apply_to"];
    entry.contains_key("key") && !DEFINING.iter().any(|name| entry.contains_key(*name))
}

impl Definition {
    /// Reads a definition. What is wrong is noted; then the result, if any, is not to be used.
    pub(super) fn read(entry: &Object, place: &Place<'_>, messages: &mut Vec<Message>) -> Option<Self> {
        for name in ["label", "filters", "validators"] {
            if !entry.contains_key(name) {
                messages.push(place.missing(name));
            }
        }
        Some(Self {
            label: label(entry, place, messages)?,
            filters: rules(entry, place, "filters", &filter::NAMES, Filter::read, messages)?,
            validators: rules(entry, place, "validators", &validator::NAMES, Validator::read, messages)?,
            locked: locked(entry, place, messages),
            description: description(entry, place, messages),
            apply_to: apply_to(entry, place, messages),
        })
    }

    /// This definition with what it leaves open taken from what the field was before.
    pub(super) fn completed_by(self, before: &Self) -> Self {
        Self {
            locked: self.locked.or(before.locked),
            description: self.description.or_else(|| before.description.clone()),
            apply_to: self.apply_to.or(before.apply_to),
            ..self
        }
    }

    /// The definition without members that say nothing, so that equal ones are the same.
    pub(super) fn settled(self) -> Self {
        Self {
            locked: self.locked.filter(|locked| *locked),
            description: self.description.filter(Option::is_some),
            apply_to: self.apply_to.filter(Option::is_some),
            ..self
        }
    }

    /// The first member in which this differs from another definition; both are settled.
    pub(super) fn differs_in(&self, other: &Self) -> Option<&'static str> {
        let differences = [
            ("label", self.label != other.label),
            ("filters", self.filters != other.filters),
            ("validators", self.validators != other.validators),
            ("locked", self.locked != other.locked),
            ("description", self.description != other.description),
            ("apply_to", self.apply_to != other.apply_to),
        ];
        differences.into_iter().find(|(_, differs)| *differs).map(|(name, _)| name)
    }
}

fn label(entry: &Object, place: &Place<'_>, messages: &mut Vec<Message>) -> Option<String> {
    let place = place.member("label");
    match entry.get("label")? {
        Value::String(label) if label.chars().count() <= MAX_LABEL => return Some(label.clone()),
        Value::String(_) => messages.push(place.too_long(MAX_LABEL)),
        _ => messages.push(place.wrong_type("string")),
    }
    // A stand-in, so that the rest is checked too.
    Some(String::new())
}

fn locked(entry: &Object, place: &Place<'_>, messages: &mut Vec<Message>) -> Option<bool> {
    match entry.get("locked")? {
        Value::Bool(locked) => return Some(*locked),
        _ => messages.push(place.member("locked").wrong_type("boolean")),
    }
    None
}

fn description(entry: &Object, place: &Place<'_>, messages: &mut Vec<Message>) -> Option<Option<String>> {
    let place = place.member("description");
    match entry.get("description")? {
        Value::Null => return Some(None),
        Value::String(text) if text.chars().count() <= MAX_DESCRIPTION => return Some(Some(text.clone())),
        Value::String(_) => messages.push(place.too_long(MAX_DESCRIPTION)),
        _ => messages.push(place.wrong_type("string,null")),
    }
    None
}

fn apply_to(entry: &Object, place: &Place<'_>, messages: &mut Vec<Message>) -> Option<Option<Level>> {
    let place = place.member("apply_to");
    match entry.get("apply_to")? {
        Value::Null => return Some(None),
        Value::String(code) => match Level::parse(code) {
            Some(level) => return Some(Some(level)),
            None => messages.push(place.not_among(Level::codes())),
        },
        _ => messages.push(place.wrong_type("string")),
    }
    None
}

/// How a rule of a known name is read.
type Read<T> = fn(&str, &mut Options<'_>) -> Option<T>;

fn rules<T>(
    entry: &Object,
    place: &Place<'_>,
    name: &str,
    names: &[&str],
    read: Read<T>,
    messages: &mut Vec<Message>,
) -> Option<Vec<T>> {
    let place = place.member(name);
    match entry.get(name)? {
        Value::Array(items) if items.len() <= MAX_RULES => {
            let rules = items.iter().enumerate();
            return Some(
                rules.filter_map(|(at, item)| rule(item, &place.index(at), names, read, messages)).collect(),
            );
        }
        Value::Array(_) => messages.push(place.too_many(MAX_RULES)),
        _ => messages.push(place.wrong_type("array")),
    }
    Some(Vec::new())
}

fn rule<T>(
    item: &Value,
    place: &Place<'_>,
    names: &[&str],
    read: Read<T>,
    messages: &mut Vec<Message>,
) -> Option<T> {
    let Value::Object(item) = item else {
        messages.push(place.wrong_type("object"));
        return None;
    };
    let (kind, given) = (item.get("type"), item.get("options"));
    for (name, member) in [("type", kind), ("options", given)] {
        if member.is_none() {
            messages.push(place.missing(name));
        }
    }
    let at = place.member("options");
    let Value::Object(given) = given? else {
        messages.push(at.wrong_type("object"));
        return None;
    };
    let Value::String(kind) = kind? else {
        messages.push(place.member("type").wrong_type("string"));
        return None;
    };
    let rule = read(kind, &mut Options { place: at, given, kept: Object::new(), messages });
    if rule.is_none() {
        messages.push(place.member("type").not_among(names.iter().copied()));
    }
    rule
}
