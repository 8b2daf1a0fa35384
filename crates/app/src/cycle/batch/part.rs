//! Which of a work order's work flows the cycles of a batch run.

use docket_domain::entity::EntityType;
use docket_store::tally::Tally;
use serde_json::json;

use crate::entity::draft::Drafting;
use crate::{Error, Result};

/// The tally that a batch takes its cycles from: that of the work flow it names, or the only one. `None` with a message if
/// that cannot be said; without one if the work order has no cycles.
pub(super) fn chosen<'t>(drafting: &mut Drafting<'_, '_>, tallies: &'t [Tally]) -> Option<&'t Tally> {
    let kind = EntityType::WorkFlow;
    let given = drafting.body.get("work_flow").and_then(|given| given.get(kind.id_member())?.as_str());
    let Some(id) = given else {
        if tallies.len() > 1 {
            let params = json!({"missingProperty": "work_flow"});
            drafting.wrong("required", "", params, "should have required property 'work_flow'");
            return None;
        }
        return tallies.first();
    };
    let found = tallies.iter().find(|tally| tally.work_flow == id);
    if found.is_none() {
        let params = json!({"entity_type": kind.code(), "entity_id": id});
        drafting.wrong(
            "exists",
            ".work_flow.work_flow_id",
            params,
            "should be a work flow of the work order",
        );
    }
    found
}

/// The part of the work order that the cycles of a batch are.
pub(super) fn of_batch(of_work_order: &[Tally], of_batch: &Tally) -> Result<i64> {
    let found = of_work_order.iter().find(|tally| tally.work_flow == of_batch.work_flow);
    found.map(|tally| tally.part).ok_or_else(|| Error::internal("a batch runs a work flow of no work order"))
}
