//! Merging a PATCH body into a stored document.

use std::collections::HashSet;

use serde_json::Value;

use super::keys::{Elements, Key};
use super::shape::{DELETE, Shape, is_deleted, strip};
use crate::json::Object;

/// Merges `patch` into `stored`, both of this shape: objects member by member, keyed collections element by element,
/// anything else by replacing it. `{}` and `Delete` remove, and what a removal leaves empty goes too.
pub(super) fn merge(stored: &mut Object, patch: &Object, shape: Shape) {
    let mut gone = HashSet::new();
    for (name, value) in patch {
        if name == DELETE && shape.is_documented() {
            continue;
        }
        let stays = match (shape.member(name), value) {
            (_, Value::Object(members)) if members.is_empty() => false,
            (inner, Value::Object(members)) if inner.is_deletable() && is_deleted(members) => false,
            (inner, Value::Object(members)) => merge_object(stored, name, members, inner),
            (inner @ Shape::List(key, _), Value::Array(elements)) => {
                merge_list(stored, name, elements, inner, key)
            }
            (_, other) => {
                stored.insert(name.clone(), other.clone());
                true
            }
        };
        if !stays {
            gone.insert(name.as_str());
        }
    }
    drop_members(stored, &gone);
}

/// Removes these members, keeping the order of the others.
pub(super) fn drop_members(object: &mut Object, names: &HashSet<&str>) {
    if !names.is_empty() {
        object.retain(|name, _| !names.contains(name.as_str()));
    }
}

fn merge_object(stored: &mut Object, name: &str, patch: &Object, shape: Shape) -> bool {
    if let Some(Value::Object(members)) = stored.get_mut(name) {
        let was_empty = members.is_empty();
        merge(members, patch, shape);
        return was_empty || !members.is_empty();
    }
    let mut members = Object::new();
    merge(&mut members, patch, shape);
    let stays = !members.is_empty();
    stored.insert(name.to_owned(), Value::Object(members));
    stays
}

fn merge_list(stored: &mut Object, name: &str, patch: &[Value], shape: Shape, key: Key) -> bool {
    let before = match stored.get_mut(name) {
        Some(Value::Array(elements)) if key != Key::None => Some(std::mem::take(elements)),
        _ => None,
    };
    // An array that was, or is replaced by, an empty one stays so; one that was emptied goes.
    let may_be_empty =
        if key == Key::None { patch.is_empty() } else { before.as_ref().is_some_and(Vec::is_empty) };
    let mut elements = Elements::of(key, before.unwrap_or_default());
    for wanted in patch.iter().filter_map(Value::as_object).filter(|wanted| !wanted.is_empty()) {
        let found = elements.find(wanted);
        match (found, is_deleted(wanted)) {
            (Some(at), true) => elements.remove(at),
            (Some(at), false) => elements.change(at, |element| merge(element, wanted, shape)),
            (None, true) => {}
            (None, false) => {
                let mut new = wanted.clone();
                strip(&mut new, shape);
                elements.append(Value::Object(new));
            }
        }
    }
    let elements = elements.into_vec();
    let stays = may_be_empty || !elements.is_empty();
    stored.insert(name.to_owned(), Value::Array(elements));
    stays
}
