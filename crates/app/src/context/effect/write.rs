//! Setting fields of the entity of a run, by the same rules as a change by a client.

use docket_domain::Message;
use docket_domain::entity::EntityType;
use docket_domain::entity::refs::Role;
use docket_domain::json::Object;
use docket_domain::schema::{self, Body};
use docket_flow::FieldWrite;
use docket_store::Tx;
use docket_store::entity::Entity;
use serde_json::{Value, json};

use super::{Done, Trouble};
use crate::context::scene::Scene;
use crate::entity::{apply, own, prepare};
use crate::{Op, Result};

/// The member that holds the custom fields.
const FIELDS: &str = "input_filter";

pub(super) async fn perform(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &mut Scene,
    fields: &[FieldWrite],
) -> Result<Done> {
    let mut asked = Asked::default();
    for field in fields {
        asked.take(scene.entity.0, field);
    }
    let Some(body) = schema_of(scene.entity.0).filter(|_| asked.messages.is_empty()) else {
        return Ok(Err(Trouble::Body(asked.messages)));
    };
    asked.check(body);
    if !asked.messages.is_empty() {
        return Ok(Err(Trouble::Body(asked.messages)));
    }
    Ok(match change(op, tx, scene, &asked.body).await? {
        Ok(()) => Ok(Value::Null),
        Err(Trouble::Body(messages)) => Err(Trouble::Body(asked.sent(messages))),
        Err(words) => Err(words),
    })
}

/// Changes the entity of a run by a body with some of its members.
pub(super) async fn change(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &mut Scene,
    body: &Object,
) -> Result<Result<(), Trouble>> {
    let Some(before) = scene.held(op, tx).await?.cloned() else {
        return Ok(Err(Trouble::words(format!("the {} was deleted", scene.entity.0.word()))));
    };
    let body = completed(&before, body)?;
    let draft = match prepare(op, tx, &before, &body).await {
        Ok(draft) => draft,
        Err(error) => return Ok(Err(Trouble::of(error)?)),
    };
    scene.holds(apply(op, tx, &before, &body, &draft).await?);
    Ok(Ok(()))
}

/// A part says with each change whose it is and who makes it: the two are what it is known by.
fn completed(before: &Entity, body: &Object) -> Result<Object> {
    let mut body = body.clone();
    if before.kind == EntityType::Part {
        let id = |role| before.refs.id(role);
        let number = own(before)?.get("manufacturer").and_then(|kept| kept.get("part_number")).cloned();
        body.insert("customer".to_owned(), json!({"customer_id": id(Role::Customer)}));
        let maker = json!({"manufacturer_id": id(Role::Manufacturer), "part_number": number});
        body.insert("manufacturer".to_owned(), maker);
    }
    Ok(body)
}

/// What is asked for, as a body of a client.
#[derive(Default)]
struct Asked {
    body: Object,
    /// Where each part of the body comes from: its `dataPath`, and that of what was sent.
    from: Vec<(String, String)>,
    messages: Vec<Message>,
}

impl Asked {
    fn take(&mut self, kind: EntityType, field: &FieldWrite) {
        let path: Vec<&str> = field.path.iter().map(String::as_str).collect();
        match path[..] {
            [FIELDS, key] => {
                let list = self.body.entry(FIELDS).or_insert_with(|| json!([]));
                let Value::Array(list) = list else { return };
                self.from.push((format!(".{FIELDS}[{}]", list.len()), field.from.clone()));
                list.push(json!({"key": key, "value": field.value}));
            }
            [name] if writable(kind).contains(&name) => {
                // The serial number follows from what stands on the device.
                let name = if name == "serial_number" { "raw_serial_number" } else { name };
                self.from.push((format!(".{name}"), field.from.clone()));
                self.body.insert(name.to_owned(), field.value.clone());
            }
            _ => {
                let path = path.join(".");
                let message = format!("should lead to a field of a {} that can be written", kind.word());
                self.messages.push(Message::own("writable", &field.from, json!({"path": path}), message));
            }
        }
    }

    /// Checks the form of the members that are there; whatever else the schema demands stays as it is.
    fn check(&mut self, body: Body) {
        let given = Value::Object(self.body.clone());
        let Err(mut messages) = schema::check(body, &given) else { return };
        messages.retain(|message| !(message.keyword == "required" && message.data_path.is_empty()));
        self.messages = self.sent(messages);
    }

    /// Messages that point to what was sent.
    fn sent(&self, mut messages: Vec<Message>) -> Vec<Message> {
        for message in &mut messages {
            let found = self.from.iter().find(|(path, from)| {
                let rest = message.data_path.strip_prefix(path.as_str());
                !from.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            });
            if let Some((_, from)) = found {
                message.data_path.clone_from(from);
            }
        }
        messages
    }
}

/// The members that a run may write.
const fn writable(kind: EntityType) -> &'static [&'static str] {
    match kind {
        EntityType::Unit => &["label", "raw_serial_number", "serial_number", "tenant_part_number"],
        EntityType::Part => &["label", "serial_prefix"],
        EntityType::Program => &["label", "start_date", "end_date"],
        EntityType::Project => &["label", "description", "start_date", "end_date"],
        EntityType::Customer => &["label"],
        EntityType::Contact => &["label", "name", "email", "phone"],
        _ => &[],
    }
}

/// The schema of a change; `None` if runs write nothing of the kind.
const fn schema_of(kind: EntityType) -> Option<Body> {
    Some(match kind {
        EntityType::Unit => Body::UnitPatch,
        EntityType::Part => Body::Part,
        EntityType::Program => Body::Program,
        EntityType::Project => Body::Project,
        EntityType::Customer => Body::Customer,
        EntityType::Contact => Body::Contact,
        _ => return None,
    })
}
