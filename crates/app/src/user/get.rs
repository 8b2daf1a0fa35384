//! Reading users.

use docket_domain::entity::user_id;
use docket_domain::master::Key;
use docket_domain::permission::Right;
use docket_store::Tx;
use docket_store::user::{self, User};

use super::view;
use crate::entity::{Listed, View};
use crate::{Change, Op, Result, place};

/// A user. Everybody may read the own record.
pub async fn get(op: &Op, id: &str) -> Result<View> {
    let id = &*user_id::of_alias(id);
    if id != op.actor() {
        op.allow(Right::UserRead)?;
    }
    let mut tx = op.reader().await?;
    view(&living(op, &mut tx, id).await?)
}

/// A user that exists.
pub(crate) async fn living(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<User> {
    let found = if Key::user(id).is_ok() { user::find(tx, op.tenant(), id).await? } else { None };
    found.ok_or_else(|| crate::entity::missing(id))
}

/// A page of users, by id.
pub async fn list(op: &Op, offset: Option<&str>, limit: i64) -> Result<Listed> {
    op.allow(Right::UserRead)?;
    op.snapshot(List { after: place::read(offset)?, limit }).await
}

struct List {
    after: String,
    limit: i64,
}

impl Change for List {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        ("user", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        let found = user::page(tx, op.tenant(), &self.after, self.limit + 1).await?;
        let total = user::count(tx, op.tenant()).await?;
        listed(found, total, self.limit)
    }
}

/// A page out of users of which there may be one more than it takes.
pub(crate) fn listed(mut found: Vec<User>, total: i64, limit: i64) -> Result<Listed> {
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| place::after(&last.id));
    Ok(Listed { entries: found.iter().map(view).collect::<Result<_>>()?, total, next })
}
