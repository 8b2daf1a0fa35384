//! Holds what the server answers against the description: every status of every answer that any test gets is documented, and
//! in the Niagara dialect every body has the documented shape.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::Answer;

static DOCUMENT: LazyLock<Value> = LazyLock::new(docket_http::openapi::document);
/// The addresses with operations, split at slashes.
static PATHS: LazyLock<Vec<(Vec<&'static str>, &'static str)>> = LazyLock::new(paths);
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// What any address may answer, whatever the operation.
const ANYWHERE: [u16; 4] = [405, 408, 414, 431];

/// All operations with the statuses that are documented: `GET /customers/{id}`. What any address may answer is left out.
pub fn operations() -> Vec<(String, Vec<u16>)> {
    let mut all = Vec::new();
    for (path, item) in DOCUMENT["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let Some(responses) = operation["responses"].as_object() else { continue };
            let statuses = responses.keys().map(|status| status.parse().expect("a status"));
            let statuses = statuses.filter(|status| !ANYWHERE.contains(status)).collect();
            all.push((format!("{} {path}", method.to_uppercase()), statuses));
        }
    }
    all
}

/// Panics if the status of an answer is not documented, or the body of one of the dialect is not as described.
#[track_caller]
pub fn check(method: &str, path: &str, answer: &Answer) {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let Some(template) = matching(path) else { return };
    let operation = &DOCUMENT["paths"][template][method.to_lowercase()];
    if !operation.is_object() || ANYWHERE.contains(&answer.status) {
        return;
    }
    // A server may be told to say so of what is missing.
    let status = if answer.status == 410 { 404 } else { answer.status };
    let response = &operation["responses"][status.to_string()];
    assert!(response.is_object(), "{method} {template} documents no {}: {}", answer.status, answer.text());
    if !is_niagara(operation) {
        return;
    }
    let media = answer.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default();
    if let Some(schema) = response["content"][media].get("schema").filter(|_| media.ends_with("json")) {
        let body = answer.json();
        let key = format!("{method} {template} {} {media}", answer.status);
        let validator = validator(&key, schema);
        let wrong: Vec<String> =
            validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{key} is described otherwise: {wrong:#?}\n{}", answer.text());
    } else {
        let is_empty = answer.body.is_empty() || response["content"].get(media).is_some();
        assert!(is_empty, "{method} {template} {}: {media} is not described", answer.status);
    }
}

fn validator(key: &str, schema: &Value) -> Arc<Validator> {
    let mut known = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let mut schema = schema.clone();
        schema["components"] = json!({"schemas": DOCUMENT["components"]["schemas"]});
        let validator = jsonschema::options().should_validate_formats(true).build(&schema);
        Arc::new(validator.unwrap_or_else(|error| panic!("{key}: {error}")))
    };
    known.entry(key.to_owned()).or_insert_with(make).clone()
}

fn is_niagara(operation: &Value) -> bool {
    let responses = operation["responses"].as_object().into_iter().flat_map(|all| all.values());
    let mut media = responses.filter_map(|response| response["content"].as_object()).flatten();
    media.any(|(media, content)| {
        media == "application/hal+json" || content["schema"]["$ref"] == "#/components/schemas/NiagaraProblem"
    })
}

fn paths() -> Vec<(Vec<&'static str>, &'static str)> {
    let all = DOCUMENT["paths"].as_object().expect("paths").keys();
    all.map(|path| (path.split('/').collect(), path.as_str())).collect()
}

/// The address in the description that an address means: the one that leaves least open.
fn matching(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &[&str]| {
        template.len() == parts.len()
            && template.iter().zip(&parts).all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
    };
    let open = |template: &[&str]| template.iter().filter(|part| part.starts_with('{')).count();
    let found =
        PATHS.iter().filter(|(template, _)| fits(template)).min_by_key(|(template, _)| open(template));
    found.map(|(_, path)| *path)
}
