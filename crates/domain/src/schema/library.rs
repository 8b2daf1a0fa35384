//! The validators of the library, compiled once a body: they decide whether a body is valid, fast.

use std::{collections::HashMap, sync::LazyLock};

use jsonschema::{Draft, PatternOptions, Registry, ValidationOptions, Validator};
use serde_json::{Map, Value, json};

use super::{Body, docs, form, format};

/// By the `$id` of the body's schema file.
static VALIDATORS: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| {
    let ids: Vec<String> =
        Body::ALL.iter().flat_map(|body| form::files(*body)).map(|file| form::id(file)).collect();
    let mut builder = Registry::new();
    for (id, file) in docs::all() {
        builder =
            builder.add(id, two_forms(file)).expect("each of our schema files has an address of its own");
    }
    let registry = builder.prepare().expect("our schema files refer only to each other");
    ids.into_iter()
        .map(|id| {
            let options = options().with_registry(&registry);
            let validator = options.build(&json!({ "$ref": id })).expect("our schema files compile");
            (id, validator)
        })
        .collect()
});

/// Whether `value` is valid by the schema file `id` of a body.
pub(super) fn accepts(id: &str, value: &Value) -> bool {
    VALIDATORS.get(id).is_some_and(|validator| validator.is_valid(value))
}

fn options<'i>() -> ValidationOptions<'i> {
    let mut options = jsonschema::options()
        .with_draft(Draft::Draft7)
        .with_pattern_options(PatternOptions::regex())
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true);
    for (name, check) in format::CHECKED {
        options = options.with_format(name, check);
    }
    options
}

/// The schema with our keyword `shortItems` said in words of JSON Schema.
fn two_forms(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(two_forms).collect(),
        Value::Object(members) => {
            let mut members: Map<_, _> =
                members.iter().map(|(key, member)| (key.clone(), two_forms(member))).collect();
            if let (Some(short), Some(full)) = (members.remove("shortItems"), members.get_mut("items")) {
                *full = json!({ "if": short["when"], "then": short["then"], "else": full.take() });
            }
            Value::Object(members)
        }
        scalar => scalar.clone(),
    }
}
