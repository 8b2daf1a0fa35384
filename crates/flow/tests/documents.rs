//! The work flows of `tests/work_flows`, each with what happens around it and what comes of it: the dry run of each goes the way
//! that its file says.

use std::path::PathBuf;

use docket_domain::work_flow::accept;
use docket_flow::dry_run::{Sample, dry_run};
use serde_json::{Value, json};

/// At least so many files there must be.
const AT_LEAST: usize = 66;

/// How a value is shortened in messages.
const SHOWN: usize = 300;

#[test]
fn every_work_flow_runs_as_its_document_says() {
    let files = documents();
    assert!(files.len() >= AT_LEAST, "only {} documents", files.len());
    let wrong: Vec<String> = files.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files, in order.
fn documents() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/work_flows");
    let files = std::fs::read_dir(folder).expect("the folder of the documents");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    files.sort();
    files
}

/// Everything in which a dry run differs from what its document says.
fn differences(path: &PathBuf) -> Vec<String> {
    let name = path.file_stem().expect("a name").to_string_lossy();
    let mut document: Value =
        serde_json::from_slice(&std::fs::read(path).expect("a document")).expect("a document is JSON");
    repeat(&mut document);
    let found = run(&document).unwrap_or_else(|reason| json!({"reason": reason}));
    let told = compare(&document["expect"], &found);
    told.into_iter().map(|one| format!("{name} ({}): {one}", document["title"])).collect()
}

/// `{"@repeat": [text, times]}` is a long text.
fn repeat(value: &mut Value) {
    if let Some(how) = value.get("@repeat") {
        let times = how[1].as_u64().and_then(|times| usize::try_from(times).ok()).expect("how often");
        *value = how[0].as_str().expect("a text").repeat(times).into();
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(repeat),
        Value::Object(members) => members.values_mut().for_each(repeat),
        _ => {}
    }
}

/// What comes of a document.
fn run(document: &Value) -> Result<Value, String> {
    let body = document["work_flow"].as_object().ok_or("it has no work flow")?;
    let accepted = accept(body).map_err(|wrong| format!("it is not accepted: {wrong:?}"))?;
    let mut sample = document["sample"].as_object().ok_or("it has no sample")?.clone();
    sample.entry("entity").or_insert_with(|| json!({"label": "Tablet"}));
    let sample = Sample::read(&sample, "").map_err(|wrong| format!("its sample is wrong: {wrong:?}"))?;
    let report = dry_run(&accepted.definition, &sample);
    serde_json::to_value(&report).map_err(|error| error.to_string())
}

fn compare(expect: &Value, found: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = found["reason"].as_str().unwrap_or_default();
    for (what, expected) in expect.as_object().expect("what is expected") {
        let is = match what.as_str() {
            "path" => steps(&found["path"], |_| true),
            "errors" => steps(&found["path"], |step| step["did_error"] == true),
            "timeouts" => steps(&found["path"], |step| step["did_timeout"] == true),
            "waiting_for" => steps(&found["waiting_for"], |_| true),
            "problems" => json!(found["problems"].as_array().map_or(0, Vec::len)),
            "writes" => written(expected, &found["entity"]),
            "reason" if said.contains(expected.as_str().expect("a text")) => expected.clone(),
            "refused" => found["refused"]["status"].clone(),
            "time_ms" => found["time"].clone(),
            // Units are a matter of the server.
            "allocated" => expected.clone(),
            other => found[other].clone(),
        };
        if is != *expected {
            let short = |value: &Value| value.to_string().chars().take(SHOWN).collect::<String>();
            wrong.push(format!("{what}: expected {}, found {} ({said})", short(expected), short(&is)));
        }
    }
    let ended_well = ["succeeded", "waiting"].contains(&expect["outcome"].as_str().unwrap_or_default());
    if !ended_well && said.is_empty() {
        wrong.push("it does not say why".to_owned());
    }
    wrong
}

fn steps(list: &Value, which: impl Fn(&Value) -> bool) -> Value {
    let list = list.as_array().into_iter().flatten();
    list.filter(|step| which(step)).map(|step| step["step"].clone()).collect()
}

/// What the entity has at the paths that are expected: `current_status.status`, or a custom field as `input_filter.KEY`.
fn written(expected: &Value, entity: &Value) -> Value {
    let at = |path: &String| match path.strip_prefix("input_filter.") {
        Some(key) => {
            let mut fields = entity["input_filter"].as_array().into_iter().flatten();
            fields.find(|field| field["key"] == key).map(|field| field["value"].clone())
        }
        None => entity.pointer(&format!("/{}", path.replace('.', "/"))).cloned(),
    };
    let paths = expected.as_object().expect("paths").keys();
    paths.map(|path| (path.clone(), at(path).unwrap_or_default())).collect()
}
