//! Actions after an event.

use docket_domain::entity::EntityType;
use docket_domain::event::entity::USER;
use docket_domain::json::Object;
use docket_domain::tenant::TenantId;
use docket_store::entity::{self, Entity};
use docket_store::event::Event;
use docket_store::{Tx, action, context, cycle};
use serde_json::{Value, json};

use super::happening::{Happening, waiting};
use super::rule::{Effect, Rule, Update};
use super::{DEEPEST, criteria, effect, set};
use crate::entity::get;
use crate::entity::keep::logged;
use crate::job::stored_object;
use crate::{Error, Op, Result, entity as entities};

/// What users' changes are called in the log, and by actions.
const USER_CHANGED: (&str, &str) = ("USER.updated", "USER.changed");

/// The events that actions of a tenant wait for to be done after them, by their names in the log.
pub async fn events(tx: &mut Tx<'_>, tenant: TenantId) -> Result<Vec<String>> {
    let mut names = action::events(tx, tenant, false).await?;
    for name in names.iter_mut().filter(|name| *name == USER_CHANGED.1) {
        USER_CHANGED.0.clone_into(name);
    }
    Ok(names)
}

/// Does the actions that wait for an event of the log, which has happened. `op` is what the server does unasked because of it. An
/// action that cannot be done is told to whoever made it.
///
/// # Errors
/// Those of the database.
pub async fn after(op: &Op, tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let name = if event.name == USER_CHANGED.0 { USER_CHANGED.1 } else { &event.name };
    let Some(subject) = subject(op, tx, event).await? else { return Ok(()) };
    let rules = waiting(op, tx, (false, name), &subject.ids).await?;
    // What happened before an action was made is not its business, although the log may be read later.
    for rule in rules.iter().filter(|rule| rule.created <= event.at) {
        if event.depth >= DEEPEST {
            let why = format!("It follows from {} other events; there it ends", event.depth);
            effect::complain(op, tx, rule, &subject.happening, &why).await?;
        } else if criteria::hold(&rule.criteria, &subject.happening.doc) {
            all_of(op, tx, rule, &subject).await?;
        }
    }
    Ok(())
}

async fn all_of(op: &Op, tx: &mut Tx<'_>, rule: &Rule, subject: &Subject) -> Result<()> {
    for (place, one) in rule.effects.iter().enumerate() {
        match one {
            Effect::Notify(notify) => {
                effect::notify(op, tx, rule, (place, notify), &subject.happening).await?;
            }
            Effect::Update(update) => match change(op, tx, rule, update, subject).await {
                Err(error @ Error::Store(_)) => return Err(error),
                Err(error) => effect::complain(op, tx, rule, &subject.happening, &words(&error)).await?,
                Ok(()) => {}
            },
        }
    }
    Ok(())
}

/// Why something could not be set.
fn words(error: &Error) -> String {
    match error {
        Error::Messages(messages) => {
            let words: Vec<&str> = messages.iter().map(|message| message.message.as_str()).collect();
            words.join("; ")
        }
        error => error.to_string(),
    }
}

/// Sets a property of what the event is about, or of what that belongs to.
async fn change(op: &Op, tx: &mut Tx<'_>, rule: &Rule, update: &Update, subject: &Subject) -> Result<()> {
    let above = || subject.above.iter().find(|(kind, _)| *kind == update.kind).map(|(_, id)| id.as_str());
    let happening = &subject.happening;
    let id = if happening.kind == update.kind { Some(happening.id.as_str()) } else { above() };
    let Some(id) = id else {
        let why = format!("{} {} belongs to no {}", happening.kind, happening.id, update.kind);
        return Err(Error::NotAllowed(why));
    };
    let before = get::locked(op, tx, update.kind, id).await?;
    let (body, draft) = set::set(op, tx, &before, rule, update).await?;
    entities::apply(op, tx, &before, &body, &draft).await?;
    Ok(())
}

/// What an event is about.
struct Subject {
    happening: Happening,
    /// What it belongs to.
    above: Vec<(EntityType, String)>,
    /// The ids of it and of what it belongs to.
    ids: Vec<String>,
}

async fn subject(op: &Op, tx: &mut Tx<'_>, event: &Event) -> Result<Option<Subject>> {
    let id = event.key.as_str();
    let found = match EntityType::parse(&event.entity) {
        Some(EntityType::Cycle) => of_cycle(op, tx, id).await?.map(|found| (EntityType::Cycle, found)),
        Some(EntityType::Context) => of_context(op, tx, id).await?.map(|found| (EntityType::Context, found)),
        Some(kind) => match entity::find(tx, op.tenant(), kind, id).await? {
            Some(entity) => Some((kind, (logged(&entity)?, above(&entity)))),
            None => None,
        },
        None if event.entity == USER => {
            of_user(op, tx, id).await?.map(|doc| (EntityType::User, (doc, Vec::new())))
        }
        None => None,
    };
    Ok(found.map(|(kind, (doc, above))| Subject {
        ids: std::iter::once(id.to_owned()).chain(above.iter().map(|(_, id)| id.clone())).collect(),
        happening: Happening { kind, id: id.to_owned(), doc, mark: event.cursor.to_string() },
        above,
    }))
}

type Found = (Object, Vec<(EntityType, String)>);

fn above(entity: &Entity) -> Vec<(EntityType, String)> {
    entity.refs.iter().map(|one| (one.kind, one.id.clone())).collect()
}

/// A cycle belongs to its batch, its work order and whatever that belongs to.
async fn of_cycle(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Option<Found>> {
    let Some((work_order, n)) = cycle::of_id(id) else { return Ok(None) };
    let Some(found) = cycle::find(tx, op.tenant(), work_order, n).await? else { return Ok(None) };
    let mut all = of_work_order(op, tx, work_order).await?;
    all.extend(found.batch.iter().map(|batch| (EntityType::Batch, batch.clone())));
    let doc = json!({
        "current_status": {"category": found.category.as_str()},
        "work_order_id": work_order,
        "batch_id": found.batch,
        "location_id": found.location,
        "resource_id": found.resource,
        "context_id": found.context,
        "is_retry": found.is_retry,
    });
    Ok(Some((object(doc), all)))
}

/// A run belongs to its work flow, to what is processed, and to its work order with whatever that belongs to.
async fn of_context(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Option<Found>> {
    let Some(found) = context::find(tx, op.tenant(), id).await? else { return Ok(None) };
    let mut all = match &found.work_order {
        Some(work_order) => of_work_order(op, tx, work_order).await?,
        None => Vec::new(),
    };
    if let Some(entity) = entity::find(tx, op.tenant(), found.entity_kind, &found.entity).await? {
        all.extend(above(&entity));
    }
    all.push((found.entity_kind, found.entity.clone()));
    all.push((EntityType::WorkFlow, found.work_flow.clone()));
    all.extend(found.batch.iter().map(|batch| (EntityType::Batch, batch.clone())));
    all.extend(found.location.iter().map(|location| (EntityType::Location, location.clone())));
    if let (Some(kind), Some(resource)) = (found.resource_kind, &found.resource) {
        all.push((kind, resource.clone()));
    }
    let doc = json!({
        "label": found.label,
        "active": found.active,
        "outcome": found.outcome,
        "work_flow_id": found.work_flow,
        "entity_type": found.entity_kind.code(),
        "entity_id": found.entity,
        "work_order_id": found.work_order,
        "batch_id": found.batch,
        "location_id": found.location,
        "resource_id": found.resource,
    });
    Ok(Some((object(doc), all)))
}

async fn of_work_order(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Vec<(EntityType, String)>> {
    let found = entity::find(tx, op.tenant(), EntityType::WorkOrder, id).await?;
    let mut all = found.as_ref().map(above).unwrap_or_default();
    all.push((EntityType::WorkOrder, id.to_owned()));
    Ok(all)
}

/// A user by the names of this dialect; one that was deleted by the id alone.
async fn of_user(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Option<Object>> {
    let shown = crate::user::shown(tx, op.tenant(), id, op.now).await?;
    stored_object(&shown.members).map(Some)
}

fn object(value: Value) -> Object {
    if let Value::Object(members) = value { members } else { Object::new() }
}
