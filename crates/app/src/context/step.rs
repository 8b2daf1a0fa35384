//! One step that a run stands at: what is to be done there.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_store::work_flow_version;
use serde_json::Value;

use super::{access, show};
use crate::entity::missing;
use crate::entity::view::{self, View};
use crate::job::stored_object;
use crate::{Error, Op, Result};

/// A step that a run stands at: its definition, and where it belongs.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for the run; the former also for a step at which it does not stand.
pub async fn step(op: &Op, id: &str, step: &str) -> Result<View> {
    let mut tx = op.reader().await?;
    let run = access::readable(op, &mut tx, id).await?;
    let state = show::state(&run)?;
    if !state.current_steps().contains(&step) {
        return Err(missing(step));
    }
    let (flow, version) = (&run.work_flow, run.work_flow_version);
    let found = work_flow_version::find(&mut tx, op.tenant(), flow, version).await?;
    let document = stored_object(&found.ok_or_else(|| missing(flow))?.doc)?;
    let defined = find(&document, step).ok_or_else(|| missing(step))?;
    let mut members = Object::new();
    let mut add = |name: &str, value: Value| members.insert(name.to_owned(), value);
    add("step", step.into());
    add("slug", step.into());
    add("context_id", run.id.as_str().into());
    add("work_flow_id", flow.as_str().into());
    add("workflow_version", version.into());
    members.extend(defined.iter().map(|(name, value)| (name.clone(), value.clone())));
    let members = serde_json::to_vec(&members).map_err(|e| Error::internal(e.to_string()))?;
    let path = format!("{}/{step}", view::path(EntityType::Context, &run.id));
    Ok(View::new(EntityType::Context, run.id.clone(), run.version, members.into(), path))
}

/// The step with this key in a stored definition, wherever it is.
fn find<'d>(document: &'d Object, key: &str) -> Option<&'d Object> {
    let steps = document.get("steps")?.as_object()?;
    if let Some(found) = steps.get(key) {
        return found.as_object();
    }
    let branches = steps.values().filter_map(|step| step.get("branches")?.as_array()).flatten();
    branches.filter_map(|branch| branch.get("steps")?.get(key)?.as_object()).next()
}

#[cfg(test)]
mod tests {
    use docket_domain::json::parse_object;

    use super::*;

    #[test]
    fn a_step_is_found_in_the_work_flow_and_in_its_branches() {
        let document = parse_object(
            br#"{"steps": {"a": {"label": "A"}, "p": {"branches": [{"steps": {"b": {"label": "B"}}}, {}]}}}"#,
        )
        .expect("an object");
        let label = |key| find(&document, key).and_then(|step| step["label"].as_str());
        assert_eq!((label("a"), label("b"), label("c")), (Some("A"), Some("B"), None));
    }
}
