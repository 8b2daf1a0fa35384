//! The `fields` parameter: which properties of a document the answer shows.

use crate::fault::Fault;
use crate::json::Object;
use serde_json::Value;

/// How many properties one request may name.
pub const MAX_FIELDS: usize = 100;
/// How deep a property may lie.
const MAX_STEPS: usize = 16;

/// A choice of properties, `Account/Name` leading into an object or into every element of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection(Vec<Pick>);

/// A property to show: whole when `inner` is empty, else only these of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pick {
    name: String,
    inner: Vec<Pick>,
}

/// Reads the `fields` parameter, such as `OrderNum,Account/Name`. Any property may be named, known or not.
///
/// # Errors
/// An empty name, more than [`MAX_FIELDS`] properties, or one more than 16 steps deep.
pub fn parse_fields(text: &str) -> Result<Projection, Fault> {
    let fault = |reason: String| Fault::parameter("fields", reason);
    let mut picks = Vec::new();
    for (index, field) in text.split(',').map(str::trim).enumerate() {
        if index == MAX_FIELDS {
            return Err(fault(format!("must not name more than {MAX_FIELDS} fields")));
        }
        let steps: Vec<&str> = field.split('/').collect();
        if steps.iter().any(|step| step.is_empty()) {
            return Err(fault("must not hold an empty name".to_owned()));
        }
        if steps.len() > MAX_STEPS {
            return Err(fault(format!("must not lead more than {MAX_STEPS} steps deep")));
        }
        add(&mut picks, &steps);
    }
    Ok(Projection(picks))
}

/// Adds a path to the choice; of a property and one of its members the whole property wins.
fn add(picks: &mut Vec<Pick>, steps: &[&str]) {
    let Some((name, rest)) = steps.split_first() else { return };
    match picks.iter_mut().find(|pick| pick.name == *name) {
        Some(pick) if rest.is_empty() => pick.inner.clear(),
        Some(pick) if pick.inner.is_empty() => {}
        Some(pick) => add(&mut pick.inner, rest),
        None => {
            let mut pick = Pick { name: (*name).to_owned(), inner: Vec::new() };
            add(&mut pick.inner, rest);
            picks.push(pick);
        }
    }
}

impl Projection {
    /// The chosen properties of a document, in the document's order. What the document lacks is left out.
    pub fn of(&self, doc: &Object) -> Object {
        chosen(&self.0, doc)
    }
}

fn chosen(picks: &[Pick], object: &Object) -> Object {
    object
        .iter()
        .filter_map(|(name, value)| {
            let pick = picks.iter().find(|pick| pick.name == *name)?;
            Some((name.clone(), shown(&pick.inner, value)?))
        })
        .collect()
}

/// What is left of a value; nothing when members are asked of something that has none.
fn shown(inner: &[Pick], value: &Value) -> Option<Value> {
    match value {
        _ if inner.is_empty() => Some(value.clone()),
        Value::Object(object) => Some(Value::Object(chosen(inner, object))),
        Value::Array(elements) => {
            Some(Value::Array(elements.iter().filter_map(|element| shown(inner, element)).collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn project(fields: &str) -> String {
        let doc = json!({
            "OrderNum": "1", "Title": "t", "Account": {"AccountNum": "A", "Name": "n", "Notes": "x"},
            "Assets": [{"AssetNum": "1", "Mfg": "m", "Codes": [{"c": 1, "d": 2}]}, "odd", {"Mfg": "k"}]
        });
        let projection = parse_fields(fields).expect("valid");
        Value::Object(projection.of(doc.as_object().expect("an object"))).to_string()
    }

    #[test]
    fn the_chosen_properties_come_in_the_document_s_order() {
        assert_eq!(project("Title, OrderNum,Unknown"), r#"{"OrderNum":"1","Title":"t"}"#);
    }

    #[test]
    fn a_sub_field_leads_into_objects_and_every_element_of_a_list() {
        assert_eq!(
            project("Account/Name,Account/AccountNum"),
            r#"{"Account":{"AccountNum":"A","Name":"n"}}"#
        );
        assert_eq!(project("Assets/AssetNum"), r#"{"Assets":[{"AssetNum":"1"},{}]}"#);
        assert_eq!(project("Assets/Codes/d"), r#"{"Assets":[{"Codes":[{"d":2}]},{}]}"#);
        assert_eq!(project("Title/x"), "{}");
    }

    #[test]
    fn a_whole_property_wins_over_one_of_its_members() {
        let whole = r#"{"Account":{"AccountNum":"A","Name":"n","Notes":"x"}}"#;
        assert_eq!(project("Account/Name,Account"), whole);
        assert_eq!(project("Account,Account/Name"), whole);
    }

    #[test]
    fn empty_names_and_too_many_or_too_deep_ones_are_refused() {
        let many = vec!["a"; MAX_FIELDS + 1].join(",");
        let deep = vec!["a"; MAX_STEPS + 1].join("/");
        for wrong in ["", "a,", "a//b", "/a", "a/", &many, &deep] {
            assert_eq!(parse_fields(wrong).map_err(|fault| fault.name), Err("fields".to_owned()), "{wrong}");
        }
    }
}
