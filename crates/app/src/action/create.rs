//! Making an action.

use docket_domain::Message;
use docket_domain::entity::{EntityType, user_id};
use docket_domain::json::Object;
use docket_domain::permission::{Right, Verb};
use docket_store::Tx;
use docket_store::entity::Entity;
use serde_json::{Value, json};

use super::{draft, index};
use crate::entity::draft::Drafting;
use crate::entity::{Made, View, access, get, keep};
use crate::{App, Change, Error, Op, Result, user};

/// Makes an action on anything, from a body whose shape was checked.
///
/// # Errors
/// [`Error::Messages`] for an event, an entity, a recipient or a property that there is not.
pub async fn create_global(op: &Op, body: Object) -> Result<View> {
    op.allow_effective(Right::ActionCreateGlobal)?;
    create(op, None, body).await
}

/// Makes an action on one entity, which the body names too. The caller must be allowed to change the entity: the action may.
///
/// # Errors
/// [`Error::Messages`] for an event, a recipient or a property that there is not, and for another entity in the body.
pub async fn create_for(op: &Op, of: (EntityType, &str), body: Object) -> Result<View> {
    create(op, Some((of.0, user_id::meant(of.0, of.1).into_owned())), body).await
}

async fn create(op: &Op, of: Option<(EntityType, String)>, body: Object) -> Result<View> {
    let made = op.write(Create { id: App::new_id().to_string(), of, body }).await?;
    made.answer(op, EntityType::Action).await
}

struct Create {
    /// The id that it gets.
    id: String,
    /// The entity in the address.
    of: Option<(EntityType, String)>,
    body: Object,
}

impl Change for Create {
    type Out = Made;

    fn subject(&self) -> (&str, &str) {
        (EntityType::Action.code(), &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Made> {
        let mut messages = Vec::new();
        if let Some((kind, id)) = &self.of {
            check(op, tx, *kind, id).await?;
            messages.extend(self.other_entity(*kind, id));
        }
        let mut drafting = Drafting::new(op, tx, &self.body, None)?;
        drafting.messages = messages;
        draft(&mut drafting).await?;
        let draft = drafting.end()?;
        let made: Entity = keep::insert(op, tx, EntityType::Action, &self.id, &draft).await?;
        index(op, tx, &made).await?;
        Made::of(op, tx, &made).await
    }
}

impl Create {
    /// What is wrong with the entity in the body, if it is not the one in the address.
    fn other_entity(&self, kind: EntityType, id: &str) -> Option<Message> {
        let given = self.body.get("entity")?;
        let text = |name: &str| given.get(name).and_then(Value::as_str);
        let same = text("entity_type") == Some(kind.code())
            && text("entity_id").is_some_and(|given| user_id::meant(kind, given) == id);
        let params = json!({"entity_type": kind.code(), "entity_id": user_id::shown(kind, id)});
        (!same).then(|| Message::own("const", ".entity", params, "should be the entity in the address"))
    }
}

/// Refuses a caller who may make no action on an entity, or may not change the entity itself.
async fn check(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<()> {
    if kind == EntityType::User {
        op.allow_effective(Right::ActionCreate)?;
        op.allow_effective(Right::UserUpdate)?;
        return user::living(op, tx, id).await.map(|_| ());
    }
    let entity = get::living(op, tx, kind, id).await?;
    access::check(op, tx, Verb::Read, &entity).await?;
    if !op.caller.effective.has(Right::ActionCreate) {
        return Err(Error::Forbidden(Right::ActionCreate));
    }
    access::check(op, tx, Verb::Update, &entity).await
}
