//! Storing a record whole.

use docket_domain::Fault;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, accept, take_password, user_flags};
use docket_store::master::{self, Locked};
use docket_store::{Tx, login, token};
use serde::{Deserialize, Serialize};

use super::keep::keep;
use crate::access::{giving, password};
use crate::{Change, Op, Result};

/// What storing a record came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// It did not exist before.
    pub created: bool,
    /// The newest version.
    pub version: i64,
    /// Its entity tag.
    pub tag: String,
}

/// Inserts or replaces a record. A user's `Password` is hashed and kept apart; it is never part of the document. A new
/// password, and locking a user, end the user's sessions.
pub async fn put(op: &Op, kind: Kind, key: Key, body: Object) -> Result<Kept> {
    op.allow(kind.write_right())?;
    let mut doc = accept(kind, &key, body)?;
    if kind != Kind::User {
        return op.write(Put { kind, key, doc, hash: None }).await;
    }
    let mut op = op.clone();
    let hash = match take_password(&mut doc)? {
        Some(password) => {
            if let Some(once) = &mut op.once {
                once.request = password::slow_hash(once.request, once.id).await?;
            }
            Some(hash_to_keep(&op, &key, &password).await?)
        }
        None => None,
    };
    let kept = op.write(Put { kind, key, doc, hash }).await?;
    op.app.sessions.forget();
    Ok(kept)
}

/// The hash of a user's password: the one that is kept if the password is the same as before, else a new one.
async fn hash_to_keep(op: &Op, key: &Key, password: &str) -> Result<String> {
    let mut tx = op.reader().await?;
    let login = login::find(&mut tx, op.tenant(), &key.first).await?;
    // Before the comparison: nobody guesses at a password that they may not set.
    check_roles(op, &mut tx, &key.first).await?;
    drop(tx);
    if let Some(hash) = login.and_then(|login| login.password)
        && password::verify(password, Some(hash.clone())).await?
    {
        return Ok(hash);
    }
    password::hash(password).await
}

/// Nobody sets the password of a user who may do more than they may themselves.
async fn check_roles(op: &Op, tx: &mut Tx<'_>, user: &str) -> Result<()> {
    let Some(login) = login::find(tx, op.tenant(), user).await? else { return Ok(()) };
    for name in &login.roles {
        giving::check_role(op, tx, name).await?;
    }
    Ok(())
}

/// A record as it is to be stored.
pub(crate) struct Put {
    pub(crate) kind: Kind,
    pub(crate) key: Key,
    /// The document, which was accepted.
    pub(crate) doc: Object,
    /// The hash of a user's new password.
    pub(crate) hash: Option<String>,
}

impl Change for Put {
    type Out = Kept;

    fn subject(&self) -> (&str, &str) {
        // All records below one first key follow each other: an account and its locations are deleted together.
        (
            if self.kind == Kind::Location { Kind::Account.as_str() } else { self.kind.as_str() },
            &self.key.first,
        )
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Kept> {
        need_account(op, tx, self.kind, &self.key).await?;
        let row = master::lock(tx, op.tenant(), self.kind, &self.key).await?;
        op.if_match.check(row.as_ref().filter(|row| !row.deleted).map(|row| row.found.version))?;
        self.store(op, tx, row.as_ref()).await
    }
}

/// A location belongs to an account that exists.
pub(crate) async fn need_account(op: &Op, tx: &mut Tx<'_>, kind: Kind, key: &Key) -> Result<()> {
    if kind != Kind::Location {
        return Ok(());
    }
    let key = Key::account(&key.first)?;
    let row = master::lock(tx, op.tenant(), Kind::Account, &key).await?;
    if row.is_some_and(|row| !row.deleted) {
        return Ok(());
    }
    Err(Fault::parameter("AccountNum", "is not an account").with_value(&key.first.into()).into())
}

impl Put {
    /// Stores the record, of which `row` is locked, with what follows from it.
    pub(crate) async fn store(&self, op: &Op, tx: &mut Tx<'_>, row: Option<&Locked>) -> Result<Kept> {
        let (version, tag) = keep(op, tx, self.kind, &self.key, row, Some(&self.doc)).await?;
        if self.kind == Kind::User {
            self.keep_way_in(op, tx).await?;
        }
        Ok(Kept { created: row.is_none_or(|row| row.deleted), version, tag })
    }

    /// Sets the password, if it is another one; ends the sessions that may no longer go on.
    async fn keep_way_in(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let user = &self.key.first;
        let mut ends = false;
        if let Some(hash) = &self.hash {
            check_roles(op, tx, user).await?;
            let before = login::find(tx, op.tenant(), user).await?.and_then(|login| login.password);
            if before.as_ref() != Some(hash) {
                login::set_password(tx, op.tenant(), user, hash).await?;
                ends = true;
            }
        }
        let flags = user_flags(&self.doc);
        if ends || flags.locked || !flags.activated {
            token::revoke_sessions(tx, op.tenant(), user, op.now).await?;
        }
        Ok(())
    }
}
