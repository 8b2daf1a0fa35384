//! Whom a name means: a user's id, an e-mail address, a contact's id.

use docket_domain::entity::{EntityType, is_id, user_id};
use docket_domain::job::fold;
use docket_domain::master::Key;
use docket_store::{Tx, entity};

use crate::entity::own;
use crate::mail::is_address;
use crate::{Op, Result, user};

/// Who is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Recipients {
    /// The ids of users; they get notifications.
    pub users: Vec<String>,
    /// Addresses of people without a user; they get mail.
    pub addresses: Vec<String>,
    /// Names that mean nobody.
    pub unknown: Vec<String>,
}

/// Whom these names mean. A contact, or an address, that is a user's means the user. Each is meant once.
pub(crate) async fn recipients(op: &Op, tx: &mut Tx<'_>, names: &[String]) -> Result<Recipients> {
    let mut meant = Recipients::default();
    for name in names {
        let (list, one) = match meaning(op, tx, name).await? {
            Some(Meant::User(id)) => (&mut meant.users, id),
            Some(Meant::Address(address)) => (&mut meant.addresses, address),
            None => (&mut meant.unknown, name.clone()),
        };
        if !list.contains(&one) {
            list.push(one);
        }
    }
    Ok(meant)
}

/// Whoever asks for a change, if that is a user.
pub(crate) async fn sender(op: &Op, tx: &mut Tx<'_>) -> Result<Option<String>> {
    let actor = op.actor();
    let known = Key::user(actor).is_ok() && docket_store::user::find(tx, op.tenant(), actor).await?.is_some();
    Ok(known.then(|| actor.to_owned()))
}

enum Meant {
    User(String),
    Address(String),
}

async fn meaning(op: &Op, tx: &mut Tx<'_>, name: &str) -> Result<Option<Meant>> {
    let id = user_id::of_alias(name);
    if Key::user(&id).is_ok() && docket_store::user::find(tx, op.tenant(), &id).await?.is_some() {
        return Ok(Some(Meant::User(id.into_owned())));
    }
    if is_address(name) {
        return addressed(op, tx, name).await.map(Some);
    }
    let contact = match is_id(name) {
        true => entity::find(tx, op.tenant(), EntityType::Contact, name).await?,
        false => None,
    };
    let Some(contact) = contact.filter(|contact| !contact.deleted) else { return Ok(None) };
    let doc = own(&contact)?;
    match doc.get("email").and_then(serde_json::Value::as_str).filter(|email| is_address(email)) {
        Some(email) => addressed(op, tx, email).await.map(Some),
        None => Ok(None),
    }
}

/// The user with an address, or the address.
async fn addressed(op: &Op, tx: &mut Tx<'_>, address: &str) -> Result<Meant> {
    let user = user::with_email(op, tx, &fold(address)).await?;
    Ok(user.map_or_else(|| Meant::Address(address.to_owned()), |user| Meant::User(user.id)))
}
