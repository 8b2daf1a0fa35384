//! A notification as it is shown.

use docket_domain::entity::EntityType;
use docket_domain::entity::refs::{Ref, Role};
use docket_domain::permission::Verb;
use docket_domain::time::format_ms;
use docket_store::notification::Notification;
use docket_store::{Tx, cycle, entity};
use serde_json::{Value, json};

use crate::entity::{Links, Template, View, access, inside};
use crate::{Error, Op, Result, user};

const SENDER: &str = "nter:notification-sender";
const REGARDING: &str = "nter:notification-regarding";

/// A notification alone, with its sender and what it is about, as far as the caller may read that.
pub(super) async fn whole(op: &Op, tx: &mut Tx<'_>, one: &Notification) -> Result<View> {
    let mut view = item(op, tx, one).await?;
    let sender = match &one.sender {
        Some(id) => {
            let shown = user::shown(tx, op.tenant(), id, one.created).await?;
            Some(Template::linked(&shown.members, &Links::to(&[&shown.path])))
        }
        None => None,
    };
    let regarding = match regarding(one) {
        Some((kind, id)) => about(op, tx, kind, id).await?,
        None => None,
    };
    view.embedded.embed(SENDER, sender);
    view.embedded.embed(REGARDING, regarding);
    Ok(view)
}

/// A notification as an entry of a page.
pub(super) async fn item(op: &Op, tx: &mut Tx<'_>, one: &Notification) -> Result<View> {
    let sender = match &one.sender {
        Some(id) => user::summary(tx, op.tenant(), id, one.created).await?,
        None => Value::Null,
    };
    let about = regarding(one);
    let members = json!({
        "notification_id": one.id,
        "label": one.label,
        "created": format_ms(one.created),
        "updated": format_ms(one.updated),
        "source_id": one.source,
        "message": one.message,
        "read": one.read,
        "archived": one.archived,
        "severity": one.severity,
        "sender": sender,
        "recipient": user::summary(tx, op.tenant(), op.actor(), one.created).await?,
        "regarding": about.map(|(kind, id)| json!({"entity_type": kind.code(), "entity_id": id})),
    });
    let members = serde_json::to_vec(&members).map_err(|e| Error::internal(e.to_string()))?;
    let address = format!("/me/notifications/{}", one.id);
    let mut links = Links::to(&[&address]);
    if let Some(id) = &one.sender {
        links.add(SENDER, &[&user::path(id)]);
    }
    if let Some((kind, id)) = about {
        links.add(REGARDING, &[&path(kind, id)]);
    }
    let view = View::new(EntityType::Notification, one.id.clone(), one.version, members.into(), address);
    Ok(View { links: links.into(), ..view })
}

/// What a notification is about.
fn regarding(one: &Notification) -> Option<(EntityType, &str)> {
    let (kind, id) = one.regarding.as_deref()?.split_once(':')?;
    Some((EntityType::parse(kind)?, id))
}

fn path(kind: EntityType, id: &str) -> String {
    match kind {
        EntityType::User => user::path(id),
        EntityType::Cycle => match cycle::of_id(id) {
            Some((work_order, _)) => format!("/work-orders/{work_order}/cycles/{id}"),
            None => format!("/{}/{id}", kind.plural()),
        },
        kind => crate::entity::view::path(kind, id),
    }
}

/// What a notification is about, for who may read it. What is no entity of the one table is only linked.
async fn about(op: &Op, tx: &mut Tx<'_>, kind: EntityType, id: &str) -> Result<Option<Template>> {
    let Some(found) = entity::find(tx, op.tenant(), kind, id).await? else { return Ok(None) };
    match access::may(op, tx, Verb::Read, &found).await {
        Ok(true) => {}
        // The note of something that was deleted is gone with it.
        Ok(false) | Err(Error::NotFound(..)) => return Ok(None),
        Err(error) => return Err(error),
    }
    let one = Ref { role: Role::About, kind, id: id.to_owned() };
    let members = inside::of(tx, op.tenant(), &one).await?;
    Ok(Some(Template::linked(&members, &Links::to(&[&path(kind, id)]))))
}
