//! The schema files, parsed once: where each `$ref` leads, and the compiled patterns.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use super::source::FILES;

static PARSED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    FILES.iter().map(|text| serde_json::from_str(text).expect("our schema files are JSON")).collect()
});

/// The schema files by `$id`.
static FILES_BY_ID: LazyLock<HashMap<&'static str, &'static Value>> =
    LazyLock::new(|| PARSED.iter().map(|file| (id(file), file)).collect());

static REFS: LazyLock<HashMap<(&'static str, &'static str), Target>> = LazyLock::new(|| {
    let mut refs = HashMap::new();
    for (base, file) in FILES_BY_ID.iter() {
        each_node(file, &mut |node| {
            if let Some(to) = node.get("$ref").and_then(Value::as_str) {
                refs.insert((*base, to), target(base, to));
            }
        });
    }
    refs
});

static PATTERNS: LazyLock<HashMap<&'static str, Regex>> = LazyLock::new(|| {
    let mut patterns = HashMap::new();
    for file in FILES_BY_ID.values() {
        each_node(file, &mut |node| {
            let keys = node
                .get("patternProperties")
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(|map| map.keys());
            for text in
                node.get("pattern").and_then(Value::as_str).into_iter().chain(keys.map(String::as_str))
            {
                patterns.insert(text, Regex::new(text).expect("the patterns of our schema files compile"));
            }
        });
    }
    patterns
});

/// A schema and the file whose `$id` its references are relative to.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) schema: &'static Value,
    pub(super) base: &'static str,
}

/// Where a `$ref` leads.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) spot: Spot,
    /// Whether Ajv copies the schema into its place (it does when no `$ref` is in it) instead of compiling it apart;
    /// the two differ in the `schemaPath` of messages.
    pub(super) copied: bool,
}

/// All files, with their `$id`.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static Value)> {
    FILES_BY_ID.iter().map(|(id, file)| (*id, *file))
}

/// The file with this `$id`.
pub(super) fn file(id: &str) -> Spot {
    let (base, schema) = FILES_BY_ID.get_key_value(id).expect("a reference leads to a file that we have");
    Spot { schema, base }
}

/// Where `to`, found in the file `base`, leads.
pub(super) fn follow(base: &'static str, to: &'static str) -> Target {
    REFS.get(&(base, to)).copied().unwrap_or_else(|| target(base, to))
}

/// Whether `text` matches a `pattern` of the schema files.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    PATTERNS.get(pattern).is_some_and(|regex| regex.is_match(text))
}

/// The address a reference means, seen from the file `base`; without its fragment, and the fragment.
fn absolute<'a>(base: &str, to: &'a str) -> (String, &'a str) {
    let (address, fragment) = to.split_once('#').unwrap_or((to, ""));
    if address.is_empty() {
        return (base.to_owned(), fragment);
    }
    if address.contains("://") {
        return (address.to_owned(), fragment);
    }
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for segment in address.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    (segments.join("/"), fragment)
}

fn target(base: &'static str, to: &'static str) -> Target {
    let (address, fragment) = absolute(base, to);
    let mut spot = file(&address);
    spot.schema = spot.schema.pointer(fragment).expect("a reference leads to a schema that we have");
    // Ajv passes through a schema that is nothing but another reference, unless that one leads to a whole file.
    if let Some(next) = spot.schema.get("$ref").and_then(Value::as_str)
        && next.contains("#/")
    {
        spot = target(spot.base, next).spot;
    }
    let mut copied = true;
    each_node(spot.schema, &mut |node| copied &= node.get("$ref").is_none());
    Target { spot, copied }
}

fn each_node(schema: &'static Value, act: &mut impl FnMut(&'static Value)) {
    act(schema);
    match schema {
        Value::Array(items) => items.iter().for_each(|item| each_node(item, act)),
        Value::Object(members) => members.values().for_each(|member| each_node(member, act)),
        _ => {}
    }
}

fn id(file: &Value) -> &str {
    file.get("$id").and_then(Value::as_str).expect("each schema file has an id")
}
