//! An event as those who wait for it see it.

use docket_domain::entity::EntityType;
use docket_flow::Happening;
use docket_store::Tx;
use docket_store::entity::{self, Entity};
use docket_store::event::Event;
use serde_json::{Value, json};

use crate::entity::view;
use crate::{Error, Op, Result};

/// What an event is about.
pub(super) struct Subject {
    /// Its kind, if it is a thing of the Niagara dialect.
    pub kind: Option<EntityType>,
    /// Its id and those of all that it belongs to: whoever waits for an event about one of them is told.
    pub ids: Vec<String>,
    entity: Option<Entity>,
}

/// What an event is about, as it is now.
pub(super) async fn subject(op: &Op, tx: &mut Tx<'_>, event: &Event) -> Result<Subject> {
    let kind = EntityType::parse(&event.entity);
    let entity = match kind {
        Some(kind) => entity::find(tx, op.tenant(), kind, &event.key).await?,
        None => None,
    };
    let mut ids = vec![event.key.clone()];
    ids.extend(entity.iter().flat_map(|entity| entity.refs.iter()).map(|above| above.id.clone()));
    if kind == Some(EntityType::Context)
        && let Some(context) = docket_store::context::find(tx, op.tenant(), &event.key).await?
    {
        ids.push(context.entity);
        ids.extend(context.work_order);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(Subject { kind, ids, entity })
}

impl Subject {
    /// The event with what it is about, for conditions to look at.
    pub(super) async fn happening(&self, op: &Op, tx: &mut Tx<'_>, event: &Event) -> Result<Happening> {
        let entity = match &self.entity {
            Some(entity) => read(&view::members(tx, op.tenant(), entity).await?)?,
            None => Value::Null,
        };
        let data = event.data.as_ref().map_or(Ok(Value::Null), |data| read(data))?;
        let document = json!({
            "event": event.name,
            "entity_type": event.entity,
            "entity_id": event.key,
            "actor": event.actor,
            "data": data,
            "entity": entity,
        });
        Ok(Happening { event: event.name.clone(), at: event.at, document })
    }
}

fn read(json: &[u8]) -> Result<Value> {
    serde_json::from_slice(json).map_err(|error| Error::internal(error.to_string()))
}
