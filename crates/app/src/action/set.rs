//! Setting a property of an entity, as if a client had sent it.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::schema::{Body, check};
use docket_domain::status;
use docket_store::Tx;
use docket_store::entity::Entity;
use serde_json::{Value, json};

use super::rule::{Rule, Update};
use crate::entity::draft::Draft;
use crate::entity::kind::allowed;
use crate::entity::prepare;
use crate::{Error, Op, Result};

/// The member with the status.
const STATUS: &str = "current_status";
/// The member with the custom fields.
const FIELDS: &str = "input_filter";

/// The schema of what clients send to change an entity of a kind; `None` for kinds whose properties no action sets.
pub(super) const fn schema_of(kind: EntityType) -> Option<Body> {
    Some(match kind {
        EntityType::Contact => Body::Contact,
        EntityType::Customer => Body::Customer,
        EntityType::Location => Body::Location,
        EntityType::Manufacturer => Body::Manufacturer,
        EntityType::Part => Body::Part,
        EntityType::Program => Body::Program,
        EntityType::Project => Body::Project,
        EntityType::Queue => Body::Queue,
        EntityType::Resource => Body::Resource,
        EntityType::SubResource => Body::SubResource,
        EntityType::Unit => Body::UnitPatch,
        EntityType::Vendor => Body::Vendor,
        EntityType::WorkOrder => Body::WorkOrder,
        _ => return None,
    })
}

/// The custom field that a property names: `input_filter[key]`.
pub(super) fn field(property: &str) -> Option<&str> {
    property.strip_prefix(FIELDS)?.strip_prefix('[')?.strip_suffix(']').filter(|key| !key.is_empty())
}

/// What an entity is to become when an action sets a property; nothing is written yet. `entity` is as it is, or will be when it
/// is made.
///
/// # Errors
/// [`Error::Messages`] that name the action, if the property cannot be set so.
pub(super) async fn set(
    op: &Op,
    tx: &mut Tx<'_>,
    entity: &Entity,
    rule: &Rule,
    update: &Update,
) -> Result<(Object, Draft)> {
    match try_set(op, tx, entity, update).await {
        Ok(set) => Ok(set),
        Err(Error::Messages(found)) => {
            let messages = found.into_iter().map(|one| named(rule, update, &one.keyword, &one.message));
            Err(Error::Messages(messages.collect()))
        }
        Err(error @ (Error::Store(_) | Error::Unauthorized(_))) => Err(error),
        Err(error) => {
            let why = format!("should be possible: {error}");
            Err(Error::Messages(vec![named(rule, update, "action", &why)]))
        }
    }
}

fn named(rule: &Rule, update: &Update, keyword: &str, why: &str) -> Message {
    let params =
        json!({"action_id": rule.id, "property": update.property, "value": update.value, "keyword": keyword});
    let message =
        format!("should be what the action \"{}\" can set {} of: it {why}", rule.label, update.property);
    Message::own("action", format!(".{}", update.property), params, message)
}

async fn try_set(op: &Op, tx: &mut Tx<'_>, entity: &Entity, update: &Update) -> Result<(Object, Draft)> {
    let body = body(op, tx, entity, update).await?;
    let draft = prepare(op, tx, entity, &body).await?;
    Ok((body, draft))
}

/// What a client would send.
async fn body(op: &Op, tx: &mut Tx<'_>, entity: &Entity, update: &Update) -> Result<Object> {
    let mut body = Object::new();
    if let Some(key) = field(&update.property) {
        body.insert(FIELDS.to_owned(), json!([{"key": key, "value": update.value}]));
        return Ok(body);
    }
    if update.property == STATUS {
        body.insert(STATUS.to_owned(), status_called(op, tx, entity, &update.value).await?);
        return Ok(body);
    }
    let mut first = None;
    for value in readings(&update.value) {
        body.insert(update.property.clone(), value);
        match fits(entity.kind, &body) {
            Ok(()) => return Ok(body),
            Err(messages) => first = first.or(Some(messages)),
        }
    }
    Err(Error::Messages(first.unwrap_or_default()))
}

/// What a text may mean: itself, else the number, truth value or null that it spells.
fn readings(text: &str) -> Vec<Value> {
    let other = serde_json::from_str::<Value>(text).ok();
    let other = other.filter(|value| matches!(value, Value::Number(_) | Value::Bool(_) | Value::Null));
    std::iter::once(Value::from(text)).chain(other).collect()
}

/// Holds a body that says only some members against the schema of a whole one.
fn fits(kind: EntityType, body: &Object) -> Result<(), Vec<Message>> {
    let Some(schema) = schema_of(kind) else { return Ok(()) };
    let found = check(schema, &Value::Object(body.clone())).err().unwrap_or_default();
    let is_absence = |one: &Message| one.keyword == "required" && one.data_path.is_empty();
    let wrong: Vec<Message> = found.into_iter().filter(|one| !is_absence(one)).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The status with this label that is allowed for an entity.
async fn status_called(op: &Op, tx: &mut Tx<'_>, entity: &Entity, label: &str) -> Result<Value> {
    let lists = allowed::held_lists(tx, op.tenant(), &entity.refs).await?;
    let list = lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
    match status::find(&list, label) {
        Some(found) => Ok(found.to_value()),
        None => {
            let allowed: Vec<&str> = list.iter().map(|status| status.status.as_str()).collect();
            let params = json!({"allowedStatuses": allowed});
            let message = "should be one of the allowed statuses";
            Err(Error::Messages(vec![Message::own("allowedStatus", "", params, message)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_custom_field_is_named_by_its_key() {
        assert_eq!(field("input_filter[colour]"), Some("colour"));
        for other in ["input_filter", "input_filter[]", "label", "input_filter.colour"] {
            assert_eq!(field(other), None, "{other}");
        }
    }

    #[test]
    fn a_text_is_itself_before_it_is_a_number() {
        assert_eq!(readings("5"), [json!("5"), json!(5)]);
        assert_eq!(readings("null"), [json!("null"), Value::Null]);
        assert_eq!(readings("{}"), [json!("{}")]);
        assert_eq!(readings("red"), [json!("red")]);
    }
}
