//! From the body of a PUT to the document that is stored.

use super::shape::{Members, Shape, members};
use super::{Key, Kind};
use crate::fault::{Fault, Faults, MOST_FAULTS};
use crate::json::place::member;
use crate::json::{MAX_DEPTH, Object};
use serde_json::Value;

/// Makes the document to store out of a PUT's body.
///
/// A key property that is absent is set from the URL. Of a location the account's number, and of a system category
/// the deployment group, stand in the URL only; when sent, they must agree and are kept. `Delete`, which steers a
/// PATCH, is dropped from the document and its elements, but not from objects whose member names belong to the client
/// (`Extensions`, `FlexAttrs`, localised texts). Unknown properties are kept.
///
/// # Errors
/// Every property that differs from the URL, is null, or is a list, object or flag where another type belongs; at
/// most 100.
pub fn accept(kind: Kind, key: &Key, mut body: Object) -> Result<Object, Faults> {
    let mut faults = Faults::new();
    let (first, second) = kind.key_members();
    check_key(&mut body, first, &key.first, second.is_none(), &mut faults);
    if let Some(second) = second {
        check_key(&mut body, second, &key.second, true, &mut faults);
    }
    let mut walk = Walk { path: vec!["$".to_owned()], faults };
    walk.object(&mut body, Some(members(kind)));
    if walk.faults.is_empty() { Ok(body) } else { Err(walk.faults) }
}

fn check_key(body: &mut Object, name: &str, expected: &str, own: bool, faults: &mut Faults) {
    match body.get(name) {
        None if own => {
            body.shift_insert(0, name.to_owned(), Value::from(expected));
        }
        // A null is reported once, by the walk.
        None | Some(Value::Null) => {}
        Some(Value::String(sent)) if sent == expected => {}
        Some(sent) => {
            let reason = format!("must be the one of the URL, \"{expected}\"");
            faults.push(Fault::at(format!("$.{name}"), reason).with_value(sent));
        }
    }
}

/// One pass over a body: drops `Delete`, collects faults.
struct Walk {
    path: Vec<String>,
    faults: Faults,
}

impl Walk {
    fn object(&mut self, object: &mut Object, members: Option<Members>) {
        object.shift_remove("Delete");
        for (name, value) in object.iter_mut() {
            let shape =
                members.unwrap_or_default().iter().find(|(member, _)| member == name).map(|(_, shape)| shape);
            self.path.push(member(name));
            self.value(value, shape);
            self.path.pop();
        }
    }

    fn value(&mut self, value: &mut Value, shape: Option<&'static Shape>) {
        if value.is_null() {
            self.fault("must not be null; leave the property out", value);
        } else if let Some(reason) = shape.and_then(|shape| shape.refuse(value)) {
            self.fault(reason, value);
        } else if self.path.len() > MAX_DEPTH && (value.is_object() || value.is_array()) {
            self.fault("is nested too deep", &Value::from(""));
        } else {
            self.inner(value, shape);
        }
    }

    fn inner(&mut self, value: &mut Value, shape: Option<&'static Shape>) {
        match value {
            Value::Object(open) if matches!(shape, Some(Shape::Open)) => self.open(open),
            Value::Object(object) => {
                let members = if let Some(Shape::Members(members)) = shape { Some(*members) } else { None };
                self.object(object, members);
            }
            Value::Array(elements) => {
                let members = if let Some(Shape::Elements(members)) = shape { Some(*members) } else { None };
                self.elements(elements, members);
            }
            _ => {}
        }
    }

    fn elements(&mut self, elements: &mut [Value], members: Option<Members>) {
        for (index, element) in elements.iter_mut().enumerate() {
            self.path.push(format!("[{index}]"));
            match (members, element) {
                (Some(members), Value::Object(object)) => self.object(object, Some(members)),
                (Some(_), other) => self.fault("must be an object", other),
                (None, other) => self.value(other, None),
            }
            self.path.pop();
        }
    }

    /// An object whose member names belong to the client: nothing is dropped from it.
    fn open(&mut self, object: &mut Object) {
        for (name, value) in object.iter_mut() {
            self.path.push(member(name));
            if value.is_object() && self.path.len() <= MAX_DEPTH {
                self.inner(value, Some(&Shape::Open));
            } else {
                self.value(value, None);
            }
            self.path.pop();
        }
    }

    fn fault(&mut self, reason: &str, value: &Value) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::at(self.path.concat(), reason).with_value(value));
        }
    }
}

#[cfg(test)]
mod tests;
