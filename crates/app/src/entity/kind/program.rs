//! Programs: groups of projects of one customer.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use serde_json::{Value, json};

use super::super::draft::Drafting;
use super::allowed;
use crate::Result;

pub(super) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["start_date", "end_date"], &Value::Null);
    drafting.check_times(&["start_date", "end_date"]);
    drafting.check_order("start_date", "end_date");
    drafting.draft.starts = drafting.time("start_date");
    drafting.draft.ends = drafting.time("end_date");
    drafting.refer("customer", Role::Customer, EntityType::Customer).await?;
    if drafting.draft.refs.get(Role::Customer).is_none() && drafting.messages.is_empty() {
        let message = "should have required property 'customer'";
        drafting.wrong("required", "", json!({"missingProperty": "customer"}), message);
    }
    let above = drafting.draft.refs.clone();
    allowed::take(drafting, &above).await
}
