//! Values that definitions name: given, or looked up when they are needed.

use docket_domain::json::Object;
use docket_domain::work_flow::Operand;
use serde_json::Value;

use crate::path;
use crate::size;
use crate::world::{Sees, Unread};

/// How long a text may be that a path leads to, in bytes.
const MAX_TEXT: usize = 64 * 1024;

/// How many bytes a document may take as JSON once its paths are replaced.
const MAX_RESOLVED: usize = 1024 * 1024;

/// What a path leads to; nothing if there is nothing there.
///
/// # Errors
/// A document that must be supplied first, or why the path can't be followed.
pub(crate) fn read_path(text: &str, sees: &Sees<'_>) -> Result<Option<Value>, Unread> {
    Ok(path::find(text, sees)?.map(std::borrow::Cow::into_owned))
}

/// A value that is given, or what its path leads to.
///
/// # Errors
/// As [`read_path`].
pub(crate) fn operand(operand: &Operand, sees: &Sees<'_>) -> Result<Option<Value>, Unread> {
    match operand {
        Operand::Path(text) => read_path(text, sees),
        Operand::Literal(value) => Ok(Some(value.clone())),
    }
}

/// A text that is given or, where it begins with `$`, what it leads to, as text.
///
/// # Errors
/// As [`read_path`]; also if there is nothing, or no text, number or truth value.
pub(crate) fn text(text: &str, sees: &Sees<'_>) -> Result<String, Unread> {
    if !text.starts_with('$') {
        return Ok(text.to_owned());
    }
    let found = path::find(text, sees)?;
    match found.as_deref() {
        Some(Value::String(found)) if found.len() > MAX_TEXT => {
            Err(Unread::Broken(format!("what {text} leads to is longer than {} KiB", MAX_TEXT / 1024)))
        }
        Some(Value::String(found)) => Ok(found.clone()),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => Ok(value.to_string()),
        Some(Value::Array(_) | Value::Object(_)) => Err(Unread::Broken(format!("{text} leads to no text"))),
        Some(Value::Null) | None => Err(nothing_at(text)),
    }
}

/// A value in which every text that begins with `$` is replaced by what it leads to.
///
/// # Errors
/// As [`read_path`]; also if one of them leads to nothing, or all together become too large.
pub(crate) fn resolve_json(value: &Value, sees: &Sees<'_>) -> Result<Value, Unread> {
    let mut left = MAX_RESOLVED;
    resolve(value, sees, &mut left)
}

fn resolve(value: &Value, sees: &Sees<'_>, left: &mut usize) -> Result<Value, Unread> {
    match value {
        Value::String(text) if text.starts_with('$') => {
            let found = path::find(text, sees)?.ok_or_else(|| nothing_at(text))?;
            let size = size::of(&found, *left);
            *left -= size.ok_or_else(too_large)?;
            Ok(found.into_owned())
        }
        Value::Array(items) => items.iter().map(|item| resolve(item, sees, left)).collect(),
        Value::Object(members) => {
            let resolved =
                members.iter().map(|(name, member)| Ok((name.clone(), resolve(member, sees, left)?)));
            Ok(Value::Object(resolved.collect::<Result<Object, Unread>>()?))
        }
        plain => Ok(plain.clone()),
    }
}

fn nothing_at(path: &str) -> Unread {
    Unread::Broken(format!("there is nothing at {path}"))
}

fn too_large() -> Unread {
    Unread::Broken(format!("what the paths lead to takes more than {} KiB", MAX_RESOLVED / 1024))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::world::{Root, World};

    fn with<T>(ask: impl FnOnce(&Sees<'_>) -> T) -> T {
        let data = json!({"name": "Ada", "n": 1.50, "on": true, "none": null, "list": [1], "long": "x".repeat(MAX_TEXT + 1),
            "big": "x".repeat(200_000)});
        let data = data.as_object().cloned().unwrap();
        ask(&Sees { data: &data, world: &World::default(), event: None })
    }

    #[test]
    fn an_operand_is_given_or_looked_up() {
        let path = |text: &str| Operand::from(json!(text));
        assert_eq!(with(|sees| operand(&path("$.name"), sees)), Ok(Some(json!("Ada"))));
        assert_eq!(with(|sees| operand(&path("$.nope"), sees)), Ok(None));
        assert_eq!(with(|sees| operand(&path("name"), sees)), Ok(Some(json!("name"))));
        assert_eq!(with(|sees| operand(&json!([1]).into(), sees)), Ok(Some(json!([1]))));
    }

    #[test]
    fn a_text_is_given_or_what_a_path_leads_to() {
        for (given, expected) in
            [("plain", "plain"), ("$.name", "Ada"), ("$.n", "1.5"), ("$.on", "true"), ("", "")]
        {
            assert_eq!(with(|sees| text(given, sees)), Ok(expected.to_owned()), "{given}");
        }
        for given in ["$.nope", "$.none", "$.list", "$.long", "$5"] {
            assert!(matches!(with(|sees| text(given, sees)), Err(Unread::Broken(_))), "{given}");
        }
        assert_eq!(with(|sees| text("$._entity.x", sees)), Err(Unread::Need(Root::Entity)));
    }

    #[test]
    fn every_path_in_a_document_is_replaced() {
        let document = json!({"a": "$.name", "b": ["$.list", {"c": "$.none"}], "d": "plain", "e": 1});
        let expected = json!({"a": "Ada", "b": [[1], {"c": null}], "d": "plain", "e": 1});
        assert_eq!(with(|sees| resolve_json(&document, sees)), Ok(expected));
    }

    #[test]
    fn a_document_with_a_path_to_nothing_is_broken() {
        let broken = Err(Unread::Broken("there is nothing at $.nope".to_owned()));
        assert_eq!(with(|sees| resolve_json(&json!({"a": ["$.nope"]}), sees)), broken);
    }

    #[test]
    fn a_document_does_not_grow_without_limit() {
        let document = json!(vec!["$.big"; 100_000]);
        let broken = Err(Unread::Broken("what the paths lead to takes more than 1024 KiB".to_owned()));
        assert_eq!(with(|sees| resolve_json(&document, sees)), broken);
    }
}
