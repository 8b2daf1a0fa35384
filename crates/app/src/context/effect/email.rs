//! Telling people by e-mail.

use docket_domain::master::Key;
use docket_flow::Message;
use docket_store::{Tx, user};
use serde_json::Value;

use super::{Done, Trouble, people};
use crate::context::scene::Scene;
use crate::job::stored_object;
use crate::mail::{self, Mail, is_address};
use crate::{App, Op, Result};

pub(super) async fn perform(op: &Op, tx: &mut Tx<'_>, scene: &Scene, message: &Message) -> Result<Done> {
    let meant = match people::meant(op, tx, scene, &message.to).await? {
        Ok(meant) => meant,
        Err(trouble) => return Ok(Err(trouble)),
    };
    let mut addresses = meant.addresses;
    for id in meant.users {
        match address(op, tx, &id).await? {
            Some(address) => addresses.push(address),
            None => return Ok(Err(Trouble::words(format!("the user \"{id}\" has no e-mail address")))),
        }
    }
    Ok(queue(op, tx, scene, addresses, message).await?.map(|()| Value::Null))
}

/// Queues a message as a mail to these addresses.
pub(super) async fn queue(
    op: &Op,
    tx: &mut Tx<'_>,
    scene: &Scene,
    to: Vec<String>,
    message: &Message,
) -> Result<Result<(), Trouble>> {
    let mail = Mail {
        to,
        from: message.from.clone(),
        subject: message.subject.clone().unwrap_or_else(|| scene.label.clone()),
        text: text(message),
        // The unit that queues it is done once: no other mail is this one.
        key: App::new_id().to_string(),
    };
    Ok(match mail::queue(op, tx, &mail).await {
        Ok(()) => Ok(()),
        Err(error) => Err(Trouble::of(error)?),
    })
}

async fn address(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    if Key::user(id).is_err() {
        return Ok(None);
    }
    let Some(user) = user::find(tx, op.tenant(), id).await? else { return Ok(None) };
    let members = crate::user::view(&user)?.members;
    let email = stored_object(&members)?.get("email").and_then(Value::as_str).map(str::to_owned);
    Ok(email.filter(|email| is_address(email)))
}

/// What the mail says, with the further texts that were given.
fn text(message: &Message) -> String {
    let mut text = message.message.clone().unwrap_or_default();
    for (name, value) in &message.further {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.push_str(&format!("\n{name}: {value}"));
    }
    text
}
