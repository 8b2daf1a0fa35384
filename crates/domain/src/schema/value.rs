//! JSON values as JavaScript sees them.

use std::collections::HashMap;

use serde_json::{Map, Number, Value};

/// The number as a double; what is too large is infinite.
pub(super) fn double(number: &Number) -> f64 {
    number.to_string().parse().unwrap_or(f64::NAN)
}

/// Whether the value is of a JSON Schema type. `1.0` and infinity are integers, as in JavaScript.
pub(super) fn is_a(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
        Value::Number(number) => {
            name == "number" || name == "integer" && !matches!(double(number) % 1.0, rest if rest.abs() > 0.0)
        }
    }
}

/// The members in the order in which JavaScript lists them: whole numbers first, ascending, then as written.
pub(super) fn members(object: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut members: Vec<_> = object.iter().map(|(key, value)| (key.as_str(), value)).collect();
    members.sort_by_key(|(key, _)| array_index(key).unwrap_or(u32::MAX));
    members
}

fn array_index(key: &str) -> Option<u32> {
    let canonical = key == "0" || !key.starts_with('0') && key.bytes().all(|byte| byte.is_ascii_digit());
    key.parse().ok().filter(|index| canonical && *index < u32::MAX)
}

/// The last element that has an equal before it, and the last of those equals.
pub(super) fn twins(items: &[Value]) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    let mut found = None;
    for (index, item) in items.iter().enumerate() {
        let mut text = String::new();
        canonical(item, &mut text);
        if let Some(before) = seen.insert(text, index) {
            found = Some((index, before));
        }
    }
    found
}

/// Writes equal values alike: members sorted, numbers as doubles.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => text.push_str(&(double(number) + 0.0).to_string()),
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (key, member) in members {
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                canonical(member, text);
                text.push(',');
            }
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}
