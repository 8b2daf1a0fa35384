//! Registering clients, listing them, taking them away.

use docket_domain::Fault;
use docket_domain::permission::{Right, Rights};
use docket_store::Tx;
use docket_store::oauth::client::{self, Client};
use docket_store::oauth::{code, family};

use super::{WEB, redirect, secret};
use crate::{Change, Error, Op, Result};

/// Addresses that one client can have.
const MOST: usize = 20;

/// A client to be registered.
#[derive(Debug, Clone)]
pub struct New {
    /// Its id: 1 to 64 letters, digits, dots, hyphens, underscores.
    pub id: String,
    /// What people are shown.
    pub label: String,
    /// It keeps no secret (an app on a phone, a page in a browser).
    pub public: bool,
    /// Where people may be sent back to.
    pub redirects: Vec<String>,
    /// What it may do for itself.
    pub rights: Option<Rights>,
}

/// Registers a client; its secret, shown this once, unless it is public.
pub async fn add(op: &Op, new: New) -> Result<Option<String>> {
    op.allow(Right::TokenWrite)?;
    check(&new)?;
    if new.rights.is_some_and(|rights| !op.caller.rights.covers(rights)) {
        return Err(Error::NotAllowed("a client may not be allowed more than you may".to_owned()));
    }
    let secret = (!new.public).then(secret::new);
    let kept = Client {
        tenant: op.tenant(),
        client_id: new.id,
        label: new.label,
        secret: secret.as_deref().map(|secret| secret::hash(secret).to_vec().into()),
        redirects: new.redirects,
        rights: new.rights.map(Rights::to_text),
        created: op.now,
    };
    op.write(Add(kept)).await?;
    Ok(secret)
}

/// The registered clients of the tenant by their ids.
pub async fn all(op: &Op) -> Result<Vec<Client>> {
    op.allow(Right::TokenRead)?;
    let mut tx = op.reader().await?;
    Ok(client::all(&mut tx, op.tenant()).await?)
}

/// Takes a client away, and back all tokens that it was given.
pub async fn remove(op: &Op, id: String) -> Result<()> {
    op.allow(Right::TokenWrite)?;
    if id.contains('\0') {
        return Err(Error::NotFound("Client", id));
    }
    op.write(Remove(id)).await?;
    op.app.sessions.forget();
    Ok(())
}

fn check(new: &New) -> Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !(1..=64).contains(&new.id.len()) || !new.id.chars().all(fits) || new.id == WEB {
        let reason = "must be 1 to 64 letters, digits, dots, hyphens or underscores, and not docket-web";
        return Err(Fault::parameter("id", reason).with_value(&new.id.as_str().into()).into());
    }
    if !(1..=200).contains(&new.label.chars().count()) || new.label.chars().any(char::is_control) {
        return Err(Fault::parameter(
            "label",
            "must be 1 to 200 characters, none of them a control character",
        )
        .into());
    }
    if new.redirects.len() > MOST {
        return Err(Fault::parameter("redirect", format!("can be given {MOST} times at most")).into());
    }
    if let Some(wrong) = new.redirects.iter().find(|address| !redirect::may_be_registered(address)) {
        let reason =
            "must be a whole address (https://…, or a scheme of the app's own with a dot in it) without a #";
        return Err(Fault::parameter("redirect", reason).with_value(&wrong.as_str().into()).into());
    }
    if new.public && new.rights.is_some() {
        return Err(
            Fault::parameter("rights", "are not for a public client: it can't prove who it is").into()
        );
    }
    if new.redirects.is_empty() && new.rights.is_none() {
        return Err(Fault::parameter(
            "redirect",
            "is missing: without it and without rights a client can do nothing",
        )
        .into());
    }
    Ok(())
}

struct Add(Client);

impl Change for Add {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("client", &self.0.client_id)
    }

    async fn run(&self, _: &Op, tx: &mut Tx<'_>) -> Result<()> {
        if client::insert(tx, &self.0).await? {
            return Ok(());
        }
        Err(Error::Conflict("exists", format!("there is a client \"{}\" already", self.0.client_id)))
    }
}

struct Remove(String);

impl Change for Remove {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("client", &self.0)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        if !client::remove(tx, op.tenant(), &self.0).await? {
            return Err(Error::NotFound("Client", self.0.clone()));
        }
        code::forget_of_client(tx, op.tenant(), &self.0).await?;
        Ok(family::revoke_of_client(tx, op.tenant(), &self.0, op.now).await?)
    }
}
