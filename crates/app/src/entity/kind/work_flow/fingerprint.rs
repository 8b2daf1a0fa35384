//! A mark by which a work flow that is there already is found: equal definitions have the same. It is coarse, so that the
//! order of members and what may as well be left out make no difference; what has the same mark is compared in full.

use docket_domain::json::Object;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The mark of a definition.
pub(super) type Fingerprint = [u8; 32];

/// The members that make a definition.
const MEMBERS: [&str; 7] =
    ["label", "applies_to", "triggered_by", "starts_at", "context", "metadata", "steps"];

/// The mark of a canonical document.
pub(super) fn of(document: &Object) -> Fingerprint {
    let mut mark = Sha256::new();
    for name in MEMBERS {
        let mut part = Vec::new();
        match document.get(name) {
            Some(Value::Array(events)) if name == "triggered_by" => {
                let mut events: Vec<&str> = events.iter().filter_map(Value::as_str).collect();
                events.sort_unstable();
                part.extend_from_slice(events.join(",").as_bytes());
            }
            Some(value) => write(value, &mut part),
            None => {}
        }
        mark.update((part.len() as u64).to_be_bytes());
        mark.update(&part);
    }
    mark.finalize().into()
}

/// Writes what a value says; nothing for what says nothing.
fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Bool(true) => out.push(b't'),
        // However it is written: 1, 1.0, 1e0.
        Value::Number(number) => out.extend_from_slice(&number.as_f64().unwrap_or_default().to_be_bytes()),
        Value::String(text) => out.extend_from_slice(text.as_bytes()),
        Value::Array(items) => enclose(b"[]", out, |out| {
            for item in items {
                write(item, out);
                out.push(b',');
            }
        }),
        Value::Object(members) => enclose(b"{}", out, |out| {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            for (name, value) in members {
                let before = out.len();
                out.extend_from_slice(name.as_bytes());
                out.push(b':');
                let empty = out.len();
                write(value, out);
                if out.len() == empty {
                    out.truncate(before);
                }
            }
        }),
    }
}

/// Writes something in brackets, or nothing if there is nothing in them.
fn enclose(brackets: &[u8; 2], out: &mut Vec<u8>, inner: impl FnOnce(&mut Vec<u8>)) {
    let before = out.len();
    out.push(brackets[0]);
    inner(out);
    if out.len() == before + 1 {
        out.truncate(before);
    } else {
        out.push(brackets[1]);
    }
}

#[cfg(test)]
mod tests {
    use docket_domain::work_flow::{accept, same_definition};
    use serde_json::json;

    use super::*;

    fn flow(more: Value, step: Value) -> Object {
        let mut flow = json!({"label": "Flow", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "a", "steps": {
            "a": {"step_type": "pass", "label": "A", "goto": "z", "goto_fail": "z"},
            "z": {"step_type": "success", "label": "Z"}}});
        let (Value::Object(more), Value::Object(step)) = (more, step) else { panic!("no objects") };
        flow["steps"]["a"].as_object_mut().expect("a step").extend(step);
        let Value::Object(mut flow) = flow else { panic!("no object") };
        flow.extend(more);
        accept(&flow).expect("a work flow").document
    }

    #[test]
    fn equal_definitions_have_one_mark() {
        let plain = flow(json!({}), json!({}));
        let turn = |object: &Object| {
            object.iter().rev().map(|(name, value)| (name.clone(), value.clone())).collect()
        };
        let mut turned: Object = turn(&plain);
        turned["steps"] = Value::Object(turn(plain["steps"].as_object().expect("steps")));
        for other in [
            turned,
            flow(
                json!({"triggered_by": [], "context": [], "metadata": {}}),
                json!({"on_start": [], "on_complete": []}),
            ),
            flow(json!({"workflow_version": 7}), json!({"context": []})),
        ] {
            assert!(same_definition(&plain, &other), "{other:?}");
            assert_eq!(of(&plain), of(&other), "{other:?}");
        }
        let one = flow(json!({"triggered_by": ["UNIT.created", "UNIT.changed"]}), json!({}));
        let other = flow(json!({"triggered_by": ["UNIT.updated", "UNIT.created"]}), json!({}));
        assert!(same_definition(&one, &other));
        assert_eq!(of(&one), of(&other));
        let one = flow(json!({}), json!({"context": [{"key": "a", "value": 1, "lock": false}]}));
        let other = flow(json!({}), json!({"context": [{"value": 1, "key": "a"}]}));
        assert!(same_definition(&one, &other));
        assert_eq!(of(&one), of(&other));
    }

    #[test]
    fn another_definition_has_another_mark() {
        let plain = flow(json!({}), json!({}));
        for (more, step) in [
            (json!({"label": "Other"}), json!({})),
            (json!({"applies_to": "PART"}), json!({})),
            (json!({"starts_at": "z"}), json!({})),
            (json!({"metadata": {"a": "b"}}), json!({})),
            (json!({"triggered_by": ["UNIT.created"]}), json!({})),
            (json!({"context": [{"key": "a", "value": "b"}]}), json!({})),
            (json!({}), json!({"label": "B"})),
            (json!({}), json!({"context": [{"key": "a", "value": "b"}]})),
        ] {
            let other = flow(more, step);
            assert!(!same_definition(&plain, &other), "{other:?}");
            assert_ne!(of(&plain), of(&other), "{other:?}");
        }
    }
}
