//! What must hold of an entity for an action to be done.

use docket_domain::json::Object;
use serde_json::Value;

use super::rule::{Criterion, Operator};

/// Whether all criteria hold.
pub(super) fn hold(criteria: &[Criterion], doc: &Object) -> bool {
    criteria.iter().all(|one| holds(one, doc))
}

fn holds(one: &Criterion, doc: &Object) -> bool {
    let found = at(doc, &one.property).filter(|found| !found.is_null());
    match one.operator {
        Operator::IsNull => found.is_none(),
        Operator::Equals => equals(found, &one.value),
        Operator::NotEquals => !equals(found, &one.value),
    }
}

/// The property at a path: `label`, `current_status.category`, `input_filter[colour]`, `project_id` or
/// `project.project_id`.
pub(super) fn at<'a>(doc: &'a Object, path: &str) -> Option<&'a Value> {
    let words: Vec<&str> = path.split(['.', '[', ']']).filter(|word| !word.is_empty()).collect();
    let (first, rest) = words.split_first()?;
    match (doc.get(*first), rest) {
        (Some(found), rest) => rest.iter().try_fold(found, |at, word| step(at, word)),
        // What an entity belongs to is known by its id.
        (None, [id]) if id.ends_with("_id") => doc.get(*id),
        (None, _) => None,
    }
}

/// A member, an element by its place, or the value of a custom field by its key.
fn step<'a>(at: &'a Value, word: &str) -> Option<&'a Value> {
    match at {
        Value::Object(members) => members.get(word),
        Value::Array(items) => match word.parse::<usize>() {
            Ok(place) => items.get(place),
            Err(_) => {
                items.iter().find(|item| item.get("key").and_then(Value::as_str) == Some(word))?.get("value")
            }
        },
        _ => None,
    }
}

/// Whether a property is what is wanted. Of an object all members that are wanted must be equal; a status is also named by its
/// label, and a number or truth value may be written as a text.
fn equals(found: Option<&Value>, wanted: &Value) -> bool {
    let Some(found) = found else { return wanted.is_null() };
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| equals(found.get(name).filter(|one| !one.is_null()), wanted))
        }
        (Value::Object(found), Value::String(_)) => found.get("status").is_some_and(|label| label == wanted),
        (Value::Number(found), Value::Number(wanted)) => found == wanted || found.as_f64() == wanted.as_f64(),
        (Value::Number(found), Value::String(wanted)) => {
            found.to_string() == *wanted
                || found.as_f64().is_some_and(|found| wanted.trim().parse() == Ok(found))
        }
        (Value::Bool(found), Value::String(wanted)) => wanted == if *found { "true" } else { "false" },
        (found, wanted) => found == wanted,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(property: &str, operator: Operator, value: Value) -> bool {
        let doc = json!({
            "label": "A", "rank": 5, "issue": true, "project_id": "p",
            "current_status": {"status": "Pending", "category": "PENDING", "order": 3},
            "input_filter": [{"key": "colour", "value": "red"}, {"key": "size", "value": null}],
        });
        let doc = doc.as_object().expect("an object").clone();
        hold(&[Criterion { property: property.to_owned(), operator, value }], &doc)
    }

    #[test]
    fn a_property_is_compared_where_the_path_leads() {
        use Operator::{Equals, IsNull, NotEquals};
        for (property, operator, value, wanted) in [
            ("label", Equals, json!("A"), true),
            ("label", NotEquals, json!("A"), false),
            ("rank", Equals, json!("5"), true),
            ("rank", Equals, json!(5.0), true),
            ("issue", Equals, json!("true"), true),
            ("current_status.category", Equals, json!("PENDING"), true),
            ("current_status", Equals, json!("Pending"), true),
            ("current_status", Equals, json!({"category": "PENDING"}), true),
            ("current_status", Equals, json!({"category": "COMPLETE"}), false),
            ("input_filter[colour]", Equals, json!("red"), true),
            ("input_filter.colour", NotEquals, json!("blue"), true),
            ("input_filter[size]", IsNull, Value::Null, true),
            ("project.project_id", Equals, json!("p"), true),
            ("project_id", Equals, json!("p"), true),
            ("nothing.here", IsNull, Value::Null, true),
            ("nothing", Equals, Value::Null, true),
            ("label", IsNull, Value::Null, false),
            ("", IsNull, Value::Null, true),
        ] {
            assert_eq!(check(property, operator, value.clone()), wanted, "{property} {operator:?} {value}");
        }
    }
}
