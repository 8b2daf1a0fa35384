//! A relation in the words of the log.

use docket_domain::entity::relation::Relation;
use docket_store::relation::End;
use serde_json::{Value, json};

/// What the event of one side says of a relation: its word, and what is at the other end.
pub(crate) fn named(relation: Relation, other: &End) -> Value {
    json!({"relation": relation.as_str(), "entity_type": other.kind.code(), "entity_id": other.id})
}
