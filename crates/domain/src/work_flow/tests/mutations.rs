//! Every single change to good work flows: nothing panics, and whatever is accepted has a canonical form.

use serde_json::json;

use super::examples::{every_kind, older_spellings};
use super::*;

/// The JSON pointers of all places in a document, from the outermost.
fn pointers(document: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while let Some(pointer) = found.get(next).cloned() {
        match document.pointer(&pointer) {
            Some(Value::Object(members)) => {
                found.extend(members.keys().map(|name| format!("{pointer}/{name}")));
            }
            Some(Value::Array(items)) => {
                found.extend((0..items.len()).map(|index| format!("{pointer}/{index}")));
            }
            _ => {}
        }
        next += 1;
    }
    found.split_off(1)
}

fn replacements() -> Vec<Value> {
    let huge = ["1e999", "123456789012345678901234567890"];
    let numbers = huge.map(|text| serde_json::from_str(text).expect("it is a number"));
    let others = [json!(null), json!(1.5), json!([]), json!({}), json!([{}]), json!("$.a"), json!("done")];
    [numbers.to_vec(), others.to_vec()].concat()
}

#[test]
fn a_changed_work_flow_is_refused_with_reasons_or_has_a_canonical_form() {
    let branches = json!([
        {"starts_at": "a", "steps": {"a": {"step_type": "pass", "label": "A", "goto": "done"}}},
        {"starts_at": "b", "steps": {"b": {"step_type": "decision", "label": "B", "goto": "done", "decision": []}}},
    ]);
    let parallel =
        flow(&json!({"step_type": "parallel", "label": "Both", "goto": "done", "branches": branches}));
    let (mut taken, mut refused) = (0, 0);
    for body in [every_kind(), older_spellings(), parallel] {
        let body = Value::Object(body);
        for pointer in pointers(&body) {
            for value in replacements() {
                let changed = object(with(&body, &pointer, Some(value)));
                match accept(&changed) {
                    Ok(found) => {
                        taken += 1;
                        assert_eq!(accept(&found.document).as_ref(), Ok(&found), "{pointer}");
                    }
                    Err(messages) => {
                        refused += 1;
                        assert!(
                            !messages.is_empty() && messages.iter().all(|m| m.keyword != "definition"),
                            "{changed:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(taken > 100 && refused > 1_000, "{taken} taken, {refused} refused");
}
