//! Storing a record whole.

use docket_domain::Fault;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, accept, take_password, user_flags};
use docket_store::{Tx, login, master, token};
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

struct Put {
    kind: Kind,
    key: Key,
    doc: Object,
    hash: Option<String>,
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
        if self.kind == Kind::Location {
            self.need_account(op, tx).await?;
        }
        let row = master::lock(tx, op.tenant(), self.kind, &self.key).await?;
        let living = row.as_ref().filter(|row| !row.deleted).map(|row| row.found.version);
        op.if_match.check(living)?;
        let (version, tag) = keep(op, tx, self.kind, &self.key, row.as_ref(), Some(&self.doc)).await?;
        if self.kind == Kind::User {
            self.keep_way_in(op, tx).await?;
        }
        Ok(Kept { created: living.is_none(), version, tag })
    }
}

impl Put {
    /// A location belongs to an account that exists.
    async fn need_account(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let key = Key::account(&self.key.first)?;
        let row = master::lock(tx, op.tenant(), Kind::Account, &key).await?;
        if row.is_some_and(|row| !row.deleted) {
            return Ok(());
        }
        Err(Fault::parameter("AccountNum", "is not an account").with_value(&key.first.into()).into())
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
