//! The files that a work flow shows: whoever sees a run of it may read them.

use docket_domain::entity::{EntityType, is_id};
use docket_domain::json::Object;
use docket_domain::permission::Verb;
use docket_store::{Tx, attachment, entity};
use serde_json::Value;

use crate::entity::access;
use crate::{Op, Result};

/// The component that shows a file.
const COMPONENT: &str = "follow-pdf-instructions";

/// Notes the files that a version of a work flow shows. A file counts only if whoever publishes the version may read it: nobody
/// opens it to others, or to themselves, by its id alone.
pub(super) async fn keep(
    op: &Op,
    tx: &mut Tx<'_>,
    (flow, version): (&str, i64),
    document: &Object,
) -> Result<()> {
    let mut files = Vec::new();
    if let Some(steps) = document.get("steps") {
        find(steps, &mut files);
    }
    for file in files {
        if let Some(found) = entity::find(tx, op.tenant(), EntityType::File, file).await?
            && !found.deleted
            && access::may(op, tx, Verb::Read, &found).await?
        {
            attachment::show(tx, op.tenant(), file, (flow, version)).await?;
        }
    }
    Ok(())
}

/// The ids of the files that steps show, each once. One that is found when the step runs, by a path, is not known yet.
fn find<'d>(value: &'d Value, files: &mut Vec<&'d str>) {
    match value {
        Value::Object(members) => {
            let shows = members.get("component").and_then(Value::as_str) == Some(COMPONENT);
            let file = members.get("payload").and_then(|payload| payload.get("attachment_id")?.as_str());
            if let Some(file) = file.filter(|file| shows && is_id(file) && !files.contains(file)) {
                files.push(file);
            }
            members.values().for_each(|member| find(member, files));
        }
        Value::Array(items) => items.iter().for_each(|item| find(item, files)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_files_of_all_steps_are_found_once_also_in_branches() {
        let shows =
            |file: &str| json!({"options": {"component": COMPONENT, "payload": {"attachment_id": file}}});
        let other = json!({"options": {"component": "other", "payload": {"attachment_id": "x"}}});
        let steps = json!({"a": shows("f1"), "b": other, "c": shows("$.file"), "d": shows("f1"),
            "p": {"branches": [{"steps": {"e": shows("f2")}}]}});
        let mut files = Vec::new();
        find(&steps, &mut files);
        assert_eq!(files, ["f1", "f2"]);
    }
}
