//! Compares what became of a run with what its document expects.

use serde_json::{Value, json};

use super::ground::Made;
use super::play::Played;
use crate::harness::Client;
use crate::niagara::world::get;

/// How a text is shortened in messages.
const SHOWN: usize = 300;

struct Compared(Vec<String>);

impl Compared {
    fn same(&mut self, what: &str, expected: &Value, found: &Value) {
        if expected != found {
            let short = |value: &Value| value.to_string().chars().take(SHOWN).collect::<String>();
            self.0.push(format!("{what}: expected {}, found {}", short(expected), short(found)));
        }
    }
}

/// What is not as expected.
pub fn differences(client: &Client, made: &Made, played: &Played) -> Vec<String> {
    let (expect, context) = (&made.document["expect"], &played.context);
    let mut compared = Compared(Vec::new());
    if let Some(status) = played.refused {
        let answered = format!("a step was refused with {status}");
        if expect["refused"].is_null() {
            compared.0.push(answered);
        } else {
            compared.same("the refusal", &expect["refused"], &json!(status));
        }
    }
    compared.same("outcome", &expect["outcome"], &outcome(played));
    if expect["path"].is_array() {
        compared.same("path", &expect["path"], &steps(context, |_| true));
    }
    for (name, flag) in [("errors", "did_error"), ("timeouts", "did_timeout")] {
        if expect[name].is_array() {
            compared.same(name, &expect[name], &steps(context, |step| step[flag] == true));
        }
    }
    if let Some(data) = expect.get("data") {
        compared.same("data", data, &context["data"]);
    }
    if let Some(waiting) = expect.get("waiting_for") {
        let found = context["waiting_for"].as_array().into_iter().flatten().map(|one| one["step"].clone());
        compared.same("waiting_for", waiting, &found.collect());
    }
    if expect["problems"].is_number() {
        let found = context["problems"].as_array().map_or(0, Vec::len);
        compared.same("problems", &expect["problems"], &json!(found));
    }
    reason(expect, context, &mut compared);
    world(client, made, &mut compared);
    compared.0
}

fn outcome(played: &Played) -> Value {
    let context = &played.context;
    match (&context["outcome"], played.refused) {
        (Value::Null, Some(_)) => "stopped".into(),
        (Value::Null, None) => "waiting".into(),
        (outcome, _) => outcome.clone(),
    }
}

/// The names of past steps.
fn steps(context: &Value, which: impl Fn(&Value) -> bool) -> Value {
    let steps = context["last_steps"].as_array().into_iter().flatten();
    steps.filter(|step| which(step)).map(|step| step["step_name"].clone()).collect()
}

/// A run that failed says why.
fn reason(expect: &Value, context: &Value, compared: &mut Compared) {
    let said = context["reason"].as_str().unwrap_or_default();
    if context["outcome"] == "failed" && said.is_empty() {
        compared.0.push("it failed and does not say why".to_owned());
    }
    if let Some(wanted) = expect["reason"].as_str().filter(|wanted| !said.contains(wanted)) {
        compared.0.push(format!("reason: expected “{wanted}” in “{said}”"));
    }
}

/// What the run did to the unit and its part.
fn world(client: &Client, made: &Made, compared: &mut Compared) {
    let expect = &made.document["expect"];
    if let Some(writes) = expect["writes"].as_object() {
        let unit = get(client, &format!("/units/{}", made.unit));
        for (path, value) in writes {
            compared.same(path, value, &member(&unit, path));
        }
    }
    if expect["allocated"].is_number() {
        let part = get(client, &format!("/parts/{}", made.part));
        compared.same("allocated units", &expect["allocated"], &part["total_units_allocated"]);
    }
}

/// `current_status.status`, or the value of a custom field: `input_filter.KEY`.
fn member(unit: &Value, path: &str) -> Value {
    if let Some(key) = path.strip_prefix("input_filter.") {
        let fields = unit["input_filter"].as_array().into_iter().flatten();
        return fields
            .filter(|field| field["key"] == key)
            .map(|field| field["value"].clone())
            .next()
            .unwrap_or_default();
    }
    unit.pointer(&format!("/{}", path.replace('.', "/"))).cloned().unwrap_or_default()
}
