//! A version of a job is stored as what it takes to go back to the one before.

use serde_json::Value;

use crate::json::Object;

/// What makes `before` out of `after` again: each top-level property that was changed or removed with its old value,
/// each that was added with null (a stored document never holds null itself).
pub fn undo(before: &Object, after: &Object) -> Object {
    let mut undo = Object::new();
    for (name, value) in before {
        if after.get(name) != Some(value) {
            undo.insert(name.clone(), value.clone());
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        undo.insert(name.clone(), Value::Null);
    }
    undo
}

/// Goes back one version with what [`undo`] gave. A property that comes back stands at the end.
pub fn go_back(doc: &mut Object, undo: &Object) {
    for (name, value) in undo {
        if !value.is_null() {
            doc.insert(name.clone(), value.clone());
        }
    }
    doc.retain(|name, _| !undo.get(name).is_some_and(Value::is_null));
}
