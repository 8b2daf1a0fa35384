//! Checking what a body says of an action.

use docket_domain::entity::refs::Role;
use docket_domain::entity::{EntityType, user_id};
use docket_domain::master::Key;
use docket_domain::schema;
use docket_domain::work_flow::{events, normalize_event};
use serde_json::{Value, json};

use super::set::{field, schema_of};
use crate::Result;
use crate::entity::draft::Drafting;
use crate::mail::is_address;

/// What actions before an event can wait for: changes whose row is yet to be written.
const WRITTEN: [&str; 8] = [
    "created",
    "changed",
    "deleted",
    "status-changed",
    "location-changed",
    "resource-changed",
    "moved-from",
    "moved-to",
];

/// Makes of a body, whose shape was checked, what an action is to become. It stays with the entity that it was made for.
pub(crate) async fn draft(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    drafting.take(&["label"], &json!(""));
    drafting.take(&["sequence"], &json!("before"));
    drafting.take(&["order"], &Value::Null);
    drafting.take(&["criteria", "effect"], &json!([]));
    take_about(drafting).await?;
    let Some((kind, verb)) = take_event(drafting) else { return Ok(()) };
    let is_before = drafting.text("sequence") != Some("after");
    if is_before && !can_precede(kind, &verb) {
        let message = "should be \"after\" for this event: nothing is written when it happens";
        drafting.wrong("sequence", ".sequence", json!({"event": format!("{kind}.{verb}")}), message);
    }
    check_effects(drafting, is_before.then_some((kind, verb.as_str()))).await
}

/// Takes what the action is on.
async fn take_about(drafting: &mut Drafting<'_, '_>) -> Result<()> {
    let Some(given) = drafting.body.get("entity") else { return Ok(()) };
    let text = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
    let code = text("entity_type");
    let kind = EntityType::parse(code);
    let id = &*kind.map_or(text("entity_id").into(), |kind| user_id::meant(kind, text("entity_id")));
    let stays = drafting.draft.refs.get(Role::About);
    if let Some(stays) = stays {
        if stays.kind.code() != code || stays.id != id {
            let shown = user_id::shown(stays.kind, &stays.id);
            let params = json!({"entity_type": stays.kind.code(), "entity_id": shown});
            drafting.wrong("const", ".entity", params, "should be the entity that the action was made for");
        }
        return Ok(());
    }
    let exists = match kind {
        Some(EntityType::User) => is_user(drafting, id).await?.then_some(EntityType::User),
        Some(kind) if holds_actions(kind) => {
            drafting.existing(kind, id, ".entity.entity_id").await?.map(|found| found.kind)
        }
        _ => {
            let params = json!({"entity_type": code});
            drafting.wrong("entityType", ".entity.entity_type", params, "should be a kind that has actions");
            None
        }
    };
    let Some(kind) = exists else { return Ok(()) };
    drafting.draft.refs.set(Role::About, kind, id);
    let entity = json!({"entity_id": user_id::shown(kind, id), "entity_type": code});
    drafting.draft.doc.insert("entity".to_owned(), entity);
    Ok(())
}

/// The kinds that have actions.
fn holds_actions(kind: EntityType) -> bool {
    schema_of(kind).is_some() || matches!(kind, EntityType::Batch | EntityType::WorkFlow)
}

async fn is_user(drafting: &mut Drafting<'_, '_>, id: &str) -> Result<bool> {
    let tenant = drafting.op.tenant();
    // A blank would end the id where it is stored.
    let fits = Key::user(id).is_ok() && !id.contains(char::is_whitespace);
    let found = if fits { docket_store::user::find(drafting.tx, tenant, id).await? } else { None };
    if found.is_none() {
        let params = json!({"entity_type": "USER", "entity_id": id});
        drafting.wrong("exists", ".entity.entity_id", params, "should name something that exists");
    }
    Ok(found.is_some())
}

/// Takes the event under its newer name: its kind and verb.
fn take_event(drafting: &mut Drafting<'_, '_>) -> Option<(EntityType, String)> {
    if let Some(given) = drafting.body.get("event").and_then(Value::as_str) {
        match normalize_event(given) {
            Some(event) => {
                drafting.draft.doc.insert("event".to_owned(), event.into());
            }
            None => {
                let params = json!({"allowedValues": of_entities().collect::<Vec<_>>()});
                drafting.wrong("enum", ".event", params, "should be equal to one of the allowed values");
                return None;
            }
        }
    }
    let event = drafting.text("event")?.to_owned();
    let (code, verb) = event.split_once('.')?;
    let Some(kind) = EntityType::parse(code) else {
        // A job belongs to nothing that has actions.
        let params = json!({"allowedValues": of_entities().collect::<Vec<_>>()});
        drafting.wrong("enum", ".event", params, "should be equal to one of the allowed values");
        return None;
    };
    Some((kind, verb.to_owned()))
}

fn of_entities() -> impl Iterator<Item = String> {
    events().filter(|event| event.split_once('.').is_some_and(|(code, _)| EntityType::parse(code).is_some()))
}

/// Whether actions can be done before an event: those of entities that are written as one row.
fn can_precede(kind: EntityType, verb: &str) -> bool {
    let written = holds_actions(kind) || kind == EntityType::Note;
    written && WRITTEN.contains(&verb)
}

/// Checks who is notified and what is set; `before` is the event that the action precedes.
async fn check_effects(drafting: &mut Drafting<'_, '_>, before: Option<(EntityType, &str)>) -> Result<()> {
    let effects = drafting.draft.doc.get("effect").and_then(Value::as_array).cloned().unwrap_or_default();
    for (place, effect) in effects.iter().enumerate() {
        let path = format!(".effect[{place}].options");
        let options = effect.get("options").unwrap_or(&Value::Null);
        if effect.get("effect_type").and_then(Value::as_str) == Some("notify") {
            let contacts = options.get("contacts").and_then(Value::as_array);
            for (nth, contact) in contacts.into_iter().flatten().enumerate() {
                check_contact(drafting, contact, &format!("{path}.contacts[{nth}]")).await?;
            }
        } else {
            check_update(drafting, options, before, &path);
        }
    }
    Ok(())
}

/// Somebody who is notified: a contact, a user, or an e-mail address.
async fn check_contact(drafting: &mut Drafting<'_, '_>, contact: &Value, path: &str) -> Result<()> {
    let name = contact.as_str().unwrap_or_default();
    let tenant = drafting.op.tenant();
    let user = user_id::of_alias(name);
    if is_address(name)
        || (Key::user(&user).is_ok() && docket_store::user::find(drafting.tx, tenant, &user).await?.is_some())
    {
        return Ok(());
    }
    if docket_domain::entity::is_id(name) {
        drafting.existing(EntityType::Contact, name, path).await?;
    } else {
        let params = json!({"entity_type": EntityType::Contact.code(), "entity_id": name});
        drafting.wrong("exists", path, params, "should name something that exists");
    }
    Ok(())
}

fn check_update(
    drafting: &mut Drafting<'_, '_>,
    options: &Value,
    before: Option<(EntityType, &str)>,
    path: &str,
) {
    let text = |name: &str| options.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = EntityType::parse(text("entity"));
    if let Some((of, verb)) = before {
        if verb == "deleted" {
            let message = "should not be there: what is about to be deleted is not changed any more";
            return drafting.wrong("deleted", path, json!({}), message);
        }
        if kind != Some(of) {
            let (path, params) = (format!("{path}.entity"), json!({"allowedValue": of.code()}));
            return drafting.wrong(
                "const",
                &path,
                params,
                "should be the kind of entity that is about to be written",
            );
        }
    }
    let Some(schema) = kind.and_then(schema_of) else {
        let (path, params) = (format!("{path}.entity"), json!({"entity_type": text("entity")}));
        return drafting.wrong("entityType", &path, params, "should be a kind whose properties can be set");
    };
    let property = text("property");
    let known = schema::members(schema);
    if field(property).is_none() && (property == "input_filter" || !known.contains(&property)) {
        let (path, params) = (format!("{path}.property"), json!({"allowedValues": known}));
        let message = "should be a property that clients can set, or input_filter[key]";
        drafting.wrong("property", &path, params, message);
    }
}
