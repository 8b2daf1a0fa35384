//! Storing a record whole.

use docket_domain::Fault;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind, accept, take_password};
use docket_domain::permission::Rights;
use docket_store::{Tx, login, master, role};
use serde::{Deserialize, Serialize};

use super::keep::keep;
use crate::access::password;
use crate::{Change, Error, Op, Result};

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

/// Inserts or replaces a record. A user's `Password` is hashed and kept apart; it is never part of the document.
pub async fn put(op: &Op, kind: Kind, key: Key, body: Object) -> Result<Kept> {
    op.allow(kind.write_right())?;
    let mut doc = accept(kind, &key, body)?;
    let password = if kind == Kind::User { take_password(&mut doc)? } else { None };
    let hash = match password {
        Some(password) => Some(password::hash(&password).await?),
        None => None,
    };
    let kept = op.write(Put { kind, key, doc, hash }).await?;
    if kind == Kind::User {
        op.app.sessions.forget();
    }
    Ok(kept)
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
        if let Some(hash) = &self.hash {
            self.check_rights(op, tx).await?;
            login::set_password(tx, op.tenant(), &self.key.first, hash).await?;
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

    /// Nobody sets the password of a user who may do more than they may themselves.
    async fn check_rights(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let Some(login) = login::find(tx, op.tenant(), &self.key.first).await? else { return Ok(()) };
        for name in login.roles {
            let list = role::find(tx, op.tenant(), &name).await?.unwrap_or_default();
            let rights = Rights::parse_list(&list).map_err(Error::internal)?;
            if !op.caller.rights.covers(rights) {
                return Err(Error::NotAllowed(format!(
                    "the user has the role \"{name}\", which allows more than you may"
                )));
            }
        }
        Ok(())
    }
}
