//! Roles of a tenant, and who has them.

use std::collections::HashSet;

use docket_domain::Fault;
use docket_domain::master::{Key, Kind};
use docket_domain::permission::{Right, Rights};
use docket_store::{Tx, login, master, role};

use super::giving;
use crate::{Change, Error, Op, Result};

/// Roles that one user can have.
pub(crate) const MOST: usize = 64;

/// All roles: name and list of rights.
pub async fn all(op: &Op) -> Result<Vec<(String, String)>> {
    op.allow(Right::RoleRead)?;
    let mut tx = op.reader().await?;
    Ok(role::all(&mut tx, op.tenant()).await?)
}

/// Makes or changes a role. Nobody gives more than they have, or changes a role that allows more.
pub async fn put(op: &Op, name: String, list: &str) -> Result<()> {
    op.allow(Right::RoleWrite)?;
    check_name(&name)?;
    let rights = Rights::parse_list(list).map_err(|entry| giving::no_right(&entry))?;
    if !giving::covers(op, rights) {
        return Err(Error::NotAllowed("a role may not allow more than you may".to_owned()));
    }
    op.write(Put { name, rights: rights.to_text() }).await?;
    op.app.sessions.forget();
    Ok(())
}

/// Removes a role; who had it loses its rights. Nobody removes a role that allows more than they may.
pub async fn remove(op: &Op, name: String) -> Result<()> {
    op.allow(Right::RoleWrite)?;
    check_name(&name)?;
    op.write(Remove { name }).await?;
    op.app.sessions.forget();
    Ok(())
}

/// Sets the roles of a user. The caller must hold all rights of the roles before and after.
pub async fn set_of_user(op: &Op, user: String, roles: Vec<String>) -> Result<()> {
    op.allow(Right::RoleWrite)?;
    let key = Key::user(&user)?;
    let roles = checked_roles(roles)?;
    op.write(SetOfUser { key, roles }).await?;
    op.app.sessions.forget();
    Ok(())
}

/// The names of a user's roles.
pub async fn of_user(op: &Op, user: &str) -> Result<Vec<String>> {
    op.allow(Right::RoleRead)?;
    let key = Key::user(user)?;
    let mut tx = op.reader().await?;
    let known = master::find(&mut tx, op.tenant(), Kind::User, &key).await?;
    known.ok_or_else(|| crate::master::missing(Kind::User, &key))?;
    Ok(login::find(&mut tx, op.tenant(), user).await?.map_or_else(Vec::new, |login| login.roles))
}

/// Whether a role can have this name.
pub(crate) fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=64).contains(&name.len()) && name.chars().all(fits)
}

fn check_name(name: &str) -> Result<()> {
    if is_name(name) {
        return Ok(());
    }
    Err(Fault::parameter("name", "must be 1 to 64 letters, digits, hyphens or underscores")
        .with_value(&name.into())
        .into())
}

/// Role names without repetition, as many as a user can have.
fn checked_roles(mut roles: Vec<String>) -> Result<Vec<String>> {
    if roles.len() > MOST {
        return Err(Fault::at("$.roles", format!("must not hold more than {MOST} roles")).into());
    }
    if let Some(name) = roles.iter().find(|name| check_name(name).is_err()) {
        return Err(not_a_role(name).into());
    }
    let mut seen = HashSet::new();
    roles.retain(|name| seen.insert(name.clone()));
    Ok(roles)
}

fn not_a_role(name: &str) -> Fault {
    Fault::at("$.roles", "is not a role").with_value(&name.into())
}

struct Put {
    name: String,
    rights: String,
}

impl Change for Put {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("role", &self.name)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let before = role::lock(tx, op.tenant(), &self.name).await?;
        giving::check_role(op, tx, &self.name).await?;
        op.if_match.check(before.map(|role| role.version))?;
        Ok(role::put(tx, op.tenant(), &self.name, &self.rights, op.now).await?)
    }
}

struct Remove {
    name: String,
}

impl Change for Remove {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        ("role", &self.name)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let before = role::lock(tx, op.tenant(), &self.name).await?;
        let before = before.ok_or_else(|| Error::NotFound("Role", self.name.clone()))?;
        giving::check_role(op, tx, &self.name).await?;
        op.if_match.check(Some(before.version))?;
        role::remove(tx, op.tenant(), &self.name).await?;
        // A role of the same name that is made later must not fall to those who had this one.
        for (user, mut roles) in login::with_roles(tx, op.tenant()).await? {
            if roles.contains(&self.name) {
                roles.retain(|name| *name != self.name);
                login::set_roles(tx, op.tenant(), &user, &roles).await?;
            }
        }
        Ok(())
    }
}

struct SetOfUser {
    key: Key,
    roles: Vec<String>,
}

impl Change for SetOfUser {
    type Out = ();

    fn subject(&self) -> (&str, &str) {
        (Kind::User.as_str(), &self.key.first)
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<()> {
        let user = master::lock(tx, op.tenant(), Kind::User, &self.key).await?.filter(|row| !row.deleted);
        user.ok_or_else(|| crate::master::missing(Kind::User, &self.key))?;
        for name in &self.roles {
            if !giving::check_role(op, tx, name).await? {
                return Err(not_a_role(name).into());
            }
        }
        if let Some(login) = login::find(tx, op.tenant(), &self.key.first).await? {
            for name in &login.roles {
                giving::check_role(op, tx, name).await?;
            }
        }
        op.if_match.check_untagged()?;
        Ok(login::set_roles(tx, op.tenant(), &self.key.first, &self.roles).await?)
    }
}
