//! Work orders: requests to do work in a project, with the number of cycles that each of their work flows is to run.

mod cycles;
mod dates;
mod locks;
mod shown;

pub(super) use cycles::{changed, made};
pub(crate) use dates::{begin, end, keep_plan, reopen};
pub(crate) use locks::{clear_some, is_done};
pub(super) use locks::{deleting, may_change, may_delete};
pub(super) use shown::{add_members, counters};

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use super::allowed;
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
    drafting.refer("location", Role::Location, EntityType::Location).await?;
    for (member, role) in [("input_from", Role::InputFrom), ("output_to", Role::OutputTo)] {
        refer_to_place(drafting, member, role).await?;
    }
    dates::take(drafting, project.as_ref())?;
    let above = drafting.draft.refs.clone();
    allowed::take_current(drafting, &above).await?;
    cycles::check(drafting).await
}

/// Where components come from or products go: a resource, a sub-resource or a location.
async fn refer_to_place(drafting: &mut Drafting<'_, '_>, member: &str, role: Role) -> Result<()> {
    const KINDS: [EntityType; 3] = [EntityType::Resource, EntityType::SubResource, EntityType::Location];
    let given = drafting.body.get(member);
    let named =
        KINDS.into_iter().find(|kind| given.is_some_and(|given| given.get(kind.id_member()).is_some()));
    drafting.refer(member, role, named.unwrap_or(EntityType::Resource)).await.map(|_| ())
}
