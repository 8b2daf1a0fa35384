//! `task-list`: an answer to each task.

use std::collections::HashMap;

use docket_domain::json::Object;
use docket_domain::work_flow::{Task, TaskList};
use serde_json::{Value, json};

use super::{Closed, Place, Report};

/// How many answers there may be.
const MAX_ITEMS: usize = 100;

pub(super) fn check(list: &TaskList, body: &Object, report: &mut Report) -> Closed {
    let top = Place::default();
    report.only(&["items"], body, &top);
    let at = top.member("items");
    let items = report.needed("items", body, &top).and_then(|items| report.list(items, MAX_ITEMS, &at));
    let mut answers: HashMap<&str, &Value> = HashMap::new();
    for (index, item) in items.into_iter().flatten().enumerate() {
        let at = at.item(index);
        let Some((slug, value)) = answer(list, item, &at, report) else { continue };
        if answers.insert(slug, value).is_some() {
            let message = "should NOT answer a task twice";
            report.own(&at.member("slug"), "uniqueAnswer", json!({"slug": slug}), message);
        }
    }
    let reasons: Vec<String> = list.items.iter().filter_map(|task| failure(task, &answers)).collect();
    Closed { failed: (!reasons.is_empty()).then(|| reasons.join("; ")), ..Closed::default() }
}

/// Reads one answer: to which task, and what.
fn answer<'v>(
    list: &TaskList,
    item: &'v Value,
    at: &Place,
    report: &mut Report,
) -> Option<(&'v str, &'v Value)> {
    let item = report.object(item, at)?;
    report.only(&["slug", "value"], item, at);
    let slug = report.needed("slug", item, at);
    let value = report.needed("value", item, at);
    let slug = report.text(slug?, &at.member("slug"))?;
    let Some(task) = list.items.iter().find(|task| task.slug == slug) else {
        let slugs: Vec<Value> = list.items.iter().map(|task| json!(task.slug)).collect();
        report.none_of(&at.member("slug"), &slugs);
        return None;
    };
    let mut allowed = vec![json!("ok"), json!("na"), json!("bad"), Value::Null];
    allowed.retain(|value| task.na_field || *value != "na");
    let value = value?;
    if !allowed.contains(value) {
        report.none_of(&at.member("value"), &allowed);
        return None;
    }
    Some((slug, value))
}

/// Why a task fails the step, if it does.
fn failure(task: &Task, answers: &HashMap<&str, &Value>) -> Option<String> {
    if !task.evaluated {
        return None;
    }
    match answers.get(task.slug.as_str()).and_then(|value| value.as_str()) {
        Some("ok") => None,
        Some("bad") => Some(format!("{}: bad", task.label)),
        Some(_) => Some(format!("{}: not applicable", task.label)),
        None => Some(format!("{}: not done", task.label)),
    }
}
