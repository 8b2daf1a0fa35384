//! What the people are called whom a technician's jobs name by their ids.

use std::collections::{BTreeMap, HashSet};

use docket_domain::Fault;
use docket_domain::entity::user_id::of_alias;
use docket_domain::job::fold;
use docket_domain::json::Object;
use docket_domain::permission::Right;
use docket_store::{Tx, job};
use serde_json::Value;

use super::is_held_by;
use crate::job::stored_object;
use crate::{Op, Result, user};

/// The most people of one question.
const MOST: usize = 100;
/// The most jobs that are looked through.
const MOST_JOBS: i64 = 500;

/// What these users are called, by their ids. Left out is whom no job that the technician holds names, and who has no
/// name.
///
/// # Errors
/// No id or more than 100, or a caller without a device.
pub async fn names(op: &Op, ids: &[String]) -> Result<BTreeMap<String, String>> {
    op.allow(Right::Device)?;
    if ids.is_empty() || ids.len() > MOST {
        return Err(Fault::parameter("id", format!("must be there 1 to {MOST} times")).into());
    }
    let mut tx = op.reader().await?;
    let met = met(op, &mut tx).await?;
    let mut names = BTreeMap::new();
    for id in ids {
        let user = of_alias(id);
        if !met.contains(user.as_ref()) {
            continue;
        }
        if let Some(name) = user::name(&mut tx, op.tenant(), &user).await? {
            names.insert(id.clone(), name);
        }
    }
    Ok(names)
}

/// The ids of all whom the jobs that the technician holds name.
async fn met(op: &Op, tx: &mut Tx<'_>) -> Result<HashSet<String>> {
    let mut met = HashSet::new();
    for (_, found) in job::of_user(tx, op.tenant(), &fold(op.actor()), MOST_JOBS).await? {
        let doc = stored_object(&found.doc)?;
        // The column is case-folded, a user id is not.
        if is_held_by(&doc, op.actor()) {
            met.extend(named(&doc).into_iter().map(|id| of_alias(id).into_owned()));
        }
    }
    Ok(met)
}

/// The ids in a job: who works on it, and who wrote its notes and those of its tasks.
fn named(job: &Object) -> Vec<&str> {
    let workers = ["UserName", "PrimaryUserName"].into_iter().filter_map(|name| job.get(name));
    let mut named: Vec<&str> = workers.chain(list(job, "HelperTechs")).filter_map(Value::as_str).collect();
    let tasks = list(job, "Tasks").filter_map(Value::as_object).flat_map(|task| list(task, "Notes"));
    let notes = list(job, "Notes").chain(list(job, "TechNotes")).chain(tasks);
    named.extend(notes.filter_map(|note| note.get("Author")?.as_str()));
    named
}

/// The entries of a list; none if there is no list.
fn list<'a>(of: &'a Object, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    of.get(name).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use docket_domain::json::parse_object;

    use super::named;

    #[test]
    fn a_job_names_who_works_on_it_and_who_wrote_its_notes_and_nobody_for_what_is_of_another_type() {
        let doc = br#"{"UserName":"ann","PrimaryUserName":"bob","HelperTechs":["cy",7],
            "Notes":[{"Author":"dee","Text":"eve"},{"Author":1},"fay"],"TechNotes":[{"Author":"gus"}],
            "Tasks":[{"Notes":[{"Author":"hal"}]},{"Notes":"ida"},3],"Title":"jo"}"#;
        let doc = parse_object(doc).unwrap();
        assert_eq!(named(&doc), ["ann", "bob", "cy", "dee", "gus", "hal"]);
        assert!(named(&parse_object(br#"{"HelperTechs":"x","Notes":{},"UserName":{}}"#).unwrap()).is_empty());
    }
}
