//! Setting a member deep in a document.

use docket_domain::json::Object;
use serde_json::Value;

/// How deep a member may be.
const DEEPEST: usize = 12;

/// Where a member is: names and places in lists with dots between, such as `Addresses.0.City`.
#[derive(Debug)]
pub(super) struct Path {
    text: String,
}

impl Path {
    /// Reads a path; an error says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let steps: Vec<&str> = text.split('.').collect();
        let named = |step: &str| !step.is_empty() && !step.chars().any(char::is_control);
        if steps.len() > DEEPEST || !steps.iter().all(|step| named(step)) || place(steps[0]).is_some() {
            return Err(format!("\"{text}\" is no member: say it as Name or Addresses.0.City"));
        }
        Ok(Self { text: text.to_owned() })
    }

    /// The path as text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this member is that one, or one of them is inside the other.
    pub(super) fn overlaps(&self, other: &str) -> bool {
        self.text.split('.').zip(other.split('.')).all(|(one, other)| one == other)
    }

    /// Puts a value there; sections and elements are made as needed. An error says why there is no such place.
    pub(super) fn set(&self, document: &mut Object, value: Value) -> Result<(), String> {
        let mut steps = self.text.split('.');
        let first = steps.next().unwrap_or_default();
        let mut here = document.entry(first).or_insert(Value::Null);
        for step in steps {
            here = match place(step) {
                Some(at) => element(here, at)?,
                None => section(here)?.entry(step).or_insert(Value::Null),
            };
        }
        *here = value;
        Ok(())
    }
}

/// The place in a list that a step is.
fn place(step: &str) -> Option<usize> {
    step.bytes().all(|byte| byte.is_ascii_digit()).then(|| step.parse().ok()).flatten()
}

fn section(here: &mut Value) -> Result<&mut Object, String> {
    if here.is_null() {
        *here = Value::Object(Object::new());
    }
    here.as_object_mut().ok_or_else(|| "stands in something that has no members".to_owned())
}

fn element(here: &mut Value, at: usize) -> Result<&mut Value, String> {
    if here.is_null() {
        *here = Value::Array(Vec::new());
    }
    let list = here.as_array_mut().ok_or_else(|| "stands in something that is no list".to_owned())?;
    if at > list.len() {
        return Err(format!("is the element {at} of a list of {}", list.len()));
    }
    if at == list.len() {
        list.push(Value::Null);
    }
    list.get_mut(at).ok_or_else(|| "is not there".to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn set(document: Value, path: &str, value: Value) -> Result<Value, String> {
        let Value::Object(mut document) = document else { return Err("no object".to_owned()) };
        Path::parse(path)?.set(&mut document, value)?;
        Ok(document.into())
    }

    #[test]
    fn sections_and_elements_are_made_and_others_stay() {
        let before = json!({"Name": "One", "Addresses": [{"Zip": "5"}]});
        let after = json!({"Name": "One", "Addresses": [{"Zip": "5", "City": "Bonn"}]});
        assert_eq!(set(before, "Addresses.0.City", json!("Bonn")), Ok(after));
        let made = json!({"Contacts": [{"Phones": [{"PhoneNum": "1"}]}]});
        assert_eq!(set(json!({}), "Contacts.0.Phones.0.PhoneNum", json!("1")), Ok(made));
    }

    #[test]
    fn a_place_that_cannot_be_is_refused() {
        for path in
            ["Addresses.1.City", "Addresses.999999999999.City", "Name.First", "Name.0", "", "a..b", "0.a"]
        {
            assert!(set(json!({"Name": "One", "Addresses": []}), path, json!("x")).is_err(), "{path}");
        }
    }
}
