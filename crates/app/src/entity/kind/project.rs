//! Projects: bodies of work with a start and an end, in one program.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use super::allowed;
use crate::Result;

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["description", "start_date", "end_date"], &Value::Null);
    drafting.check_times(&["start_date", "end_date"]);
    drafting.check_order("start_date", "end_date");
    drafting.draft.starts = drafting.time("start_date");
    drafting.draft.ends = drafting.time("end_date");
    if let Some(program) = drafting.refer("program", Role::Program, EntityType::Program).await? {
        drafting.draft.refs.clear(Role::Customer);
        drafting.draft.refs.inherit(&program.refs);
    }
    if drafting.draft.refs.get(Role::Program).is_none() && drafting.messages.is_empty() {
        let message = "should have required property 'program'";
        drafting.wrong("required", "", json!({"missingProperty": "program"}), message);
    }
    let above = drafting.draft.refs.clone();
    allowed::take(drafting, &above).await
}
