//! Work orders: requests to do work in a project, with the number of cycles that each of their work flows is to run.

mod cycles;
mod dates;
mod locks;
mod shown;
mod status;

pub(super) use cycles::{changed, made};
pub(crate) use dates::{begin, end, keep_plan, reopen};
pub(crate) use locks::{clear_some, is_done};
pub(super) use locks::{deleting, may_change, may_delete};
pub(super) use shown::{add_members, counters};

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use crate::Result;

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["description"], &Value::Null);
    drafting.take(&["work_order_type"], &json!("device"));
    drafting.take_given(&["meta"]);
    let project = drafting.refer("project", Role::Project, EntityType::Project).await?;
    if let Some(project) = &project {
        drafting.draft.refs.clear(Role::Program);
        drafting.draft.refs.clear(Role::Customer);
        drafting.draft.refs.inherit(&project.refs);
    }
    take_location(drafting).await?;
    for (member, role) in [("input_from", Role::InputFrom), ("output_to", Role::OutputTo)] {
        refer_to_place(drafting, member, role).await?;
    }
    dates::take(drafting, project.as_ref())?;
    let above = drafting.draft.refs.clone();
    status::take(drafting, &above).await?;
    cycles::check(drafting).await
}

/// The location. A whole one that does not exist here, with its times, is what another system had: it counts as absent.
async fn take_location(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    const NAME: &str = "location";
    let is_whole = drafting.body.get(NAME).is_some_and(|location| location.get("created").is_some());
    let before = drafting.messages.len();
    drafting.refer(NAME, Role::Location, EntityType::Location).await?;
    if is_whole && drafting.messages.get(before).is_some_and(|message| message.keyword == "exists") {
        drafting.messages.truncate(before);
    }
    Ok(())
}

/// Where components come from or products go: a resource, a sub-resource or a location, by its own id or with its type.
async fn refer_to_place(drafting: &mut Drafting<'_, '_>, member: &str, role: Role) -> Result<()> {
    const KINDS: [EntityType; 3] = [EntityType::SubResource, EntityType::Resource, EntityType::Location];
    let given = drafting.body.get(member);
    let has = |kind: &EntityType| given.is_some_and(|given| given.get(kind.id_member()).is_some());
    let is = |kind: &EntityType| {
        given.and_then(|given| given.get("entity_type")?.as_str()).is_some_and(|code| code == kind.code())
    };
    let named = KINDS.into_iter().find(has).or_else(|| KINDS.into_iter().find(is));
    drafting.refer(member, role, named.unwrap_or(EntityType::Location)).await.map(|_| ())
}
