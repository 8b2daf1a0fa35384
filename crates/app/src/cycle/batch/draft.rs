//! From a body to what batches are to be.

use docket_domain::entity::refs::Role;
use docket_domain::entity::{EntityType, user_id};
use docket_store::entity::{self, Entity};
use docket_store::user;
use serde_json::{Value, json};

use super::follow::take_above;
use crate::Result;
use crate::cycle::rank;
use crate::entity::draft::Drafting;
use crate::entity::kind::work_order;

/// Puts the batch into the queue that the body names, and to the location of that queue. The queue is locked then; one that
/// does not exist is a message.
pub(super) async fn take_queue(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let kind = EntityType::Queue;
    let id = drafting.body.get("queue").and_then(|given| given.get(kind.id_member())?.as_str());
    if let Some(id) = id {
        entity::lock(drafting.tx, drafting.op.tenant(), kind, id).await?;
    }
    if let Some(queue) = drafting.named("queue", kind).await? {
        drafting.draft.refs.set(Role::Queue, kind, queue.id.as_str());
        if let Some(location) = queue.refs.get(Role::Location) {
            drafting.draft.refs.set(Role::Location, location.kind, location.id.as_str());
        }
    }
    Ok(())
}

/// Puts the batch under the work order that the body names, which must not be done; it, if it exists.
pub(super) async fn take_work_order(drafting: &mut Drafting<'_, '_>) -> Result<Option<Entity>> {
    let kind = EntityType::WorkOrder;
    let Some(named) = drafting.named("work_order", kind).await? else { return Ok(None) };
    if work_order::is_done(&named) {
        let params = json!({"entity_type": kind.code(), "entity_id": named.id});
        let message = "should name a work order that is neither complete nor cancelled";
        drafting.wrong("locked", ".work_order.work_order_id", params, message);
    }
    drafting.draft.refs.set(Role::WorkOrder, kind, named.id.as_str());
    take_above(&mut drafting.draft.refs, &named.refs);
    Ok(Some(named))
}

/// Takes the batch's place in its queue over from the body: 0 if it never said one.
pub(super) fn take_order(drafting: &mut Drafting<'_, '_>) {
    const NAME: &str = "order";
    let given = drafting.body.get(NAME);
    if given.is_none() && drafting.draft.doc.contains_key(NAME) {
        return;
    }
    rank::take(drafting, NAME, given.unwrap_or(&json!(0)));
}

/// Takes the number of cycles over from the body; one that no work order has becomes the largest there is.
pub(super) fn take_number(drafting: &mut Drafting<'_, '_>) -> Option<i64> {
    const NAME: &str = "number_cycles";
    let given = drafting.body.get(NAME)?;
    let float = || given.as_f64().filter(|number| *number < 1e15).map(|number| number as i64);
    let number = given.as_i64().or_else(float).unwrap_or(i64::MAX);
    drafting.draft.doc.insert(NAME.to_owned(), number.into());
    Some(number)
}

/// The ids of the users that the body names, each once.
pub(super) async fn technicians(drafting: &mut Drafting<'_, '_>) -> Result<Vec<String>> {
    let named = drafting.body.get("users").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut ids: Vec<String> = Vec::with_capacity(named.len());
    for (place, named) in named.iter().enumerate() {
        let Some(id) = named.get("user_id").and_then(Value::as_str) else {
            let params = json!({"missingProperty": "user_id"});
            let message = "should have required property 'user_id'";
            drafting.wrong("required", &format!(".users[{place}]"), params, message);
            continue;
        };
        let id = &*user_id::of_alias(id);
        if user::find(drafting.tx, drafting.op.tenant(), id).await?.is_none() {
            let params = json!({"entity_type": EntityType::User.code(), "entity_id": id});
            let path = format!(".users[{place}].user_id");
            drafting.wrong("exists", &path, params, "should name something that exists");
        } else if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    Ok(ids)
}
