//! Reading roles and who has them.

use docket_domain::permission::Right;
use docket_store::role::{self, Role};
use docket_store::{Tx, user};

use super::view::{sum, users_of, view};
use crate::access::role::is_name;
use crate::entity::{Listed, View, missing};
use crate::user::listed;
use crate::{Change, Op, Result, place};

/// A role.
pub async fn get(op: &Op, id: &str) -> Result<View> {
    op.allow(Right::RoleRead)?;
    let mut tx = op.reader().await?;
    let role = known(op, &mut tx, id).await?;
    view(&role, users_of(&mut tx, op.tenant(), id).await?)
}

/// A role that exists.
pub(super) async fn known(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Role> {
    let found = if is_name(id) { role::find(tx, op.tenant(), id).await? } else { None };
    found.ok_or_else(|| missing(id))
}

/// A role that exists, locked until the unit ends.
pub(super) async fn locked(op: &Op, tx: &mut Tx<'_>, id: &str) -> Result<Role> {
    let found = if is_name(id) { role::lock(tx, op.tenant(), id).await? } else { None };
    found.ok_or_else(|| missing(id))
}

/// A page of roles, by id.
pub async fn list(op: &Op, offset: Option<&str>, limit: i64) -> Result<Listed> {
    op.allow(Right::RoleRead)?;
    op.snapshot(List { after: place::read(offset)?, limit }).await
}

/// A page of the users who have a role, by id.
pub async fn users(op: &Op, id: &str, offset: Option<&str>, limit: i64) -> Result<Listed> {
    op.allow(Right::RoleRead)?;
    op.snapshot(Users { id: id.to_owned(), after: place::read(offset)?, limit }).await
}

struct List {
    after: String,
    limit: i64,
}

impl Change for List {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        ("role", "")
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        let mut found = role::page(tx, op.tenant(), &self.after, self.limit + 1).await?;
        let more = found.len() as i64 > self.limit;
        found.truncate(self.limit as usize);
        let next = found.last().filter(|_| more).map(|last| place::after(&last.name));
        let counted = user::count_by_roles(tx, op.tenant()).await?;
        let entries = found.iter().map(|role| view(role, sum(&counted, &role.name)));
        Ok(Listed {
            entries: entries.collect::<Result<_>>()?,
            total: role::count(tx, op.tenant()).await?,
            next,
        })
    }
}

struct Users {
    id: String,
    after: String,
    limit: i64,
}

impl Change for Users {
    type Out = Listed;

    fn subject(&self) -> (&str, &str) {
        ("role", &self.id)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<Listed> {
        known(op, tx, &self.id).await?;
        let found = user::of_role(tx, op.tenant(), &self.id, &self.after, self.limit + 1).await?;
        let total = users_of(tx, op.tenant(), &self.id).await?;
        listed(found, total, self.limit)
    }
}
