//! Roles of a tenant, and who has them.

use docket_domain::Fault;
use docket_domain::master::{Key, Kind};
use docket_domain::permission::{Right, Rights};
use docket_store::{Tx, login, master, role};

use crate::{Change, Error, Op, Result};

/// All roles: name and list of rights.
pub async fn all(op: &Op) -> Result<Vec<(String, String)>> {
    op.allow(Right::RoleRead)?;
    let mut tx = op.reader().await?;
    Ok(role::all(&mut tx, op.tenant()).await?)
}

/// Makes or changes a role. Nobody gives more than they have.
pub async fn put(op: &Op, name: String, list: &str) -> Result<()> {
    op.allow(Right::RoleWrite)?;
    check_name(&name)?;
    let rights = Rights::parse_list(list).map_err(|reason| Fault::at("$.rights", reason))?;
    if !op.caller.rights.covers(rights) {
        return Err(Error::NotAllowed("a role may not allow more than you may".to_owned()));
    }
    op.write(Put { name, rights: rights.to_text() }).await?;
    op.app.sessions.forget();
    Ok(())
}

/// Removes a role; who had it loses its rights.
pub async fn remove(op: &Op, name: String) -> Result<()> {
    op.allow(Right::RoleWrite)?;
    check_name(&name)?;
    op.write(Remove { name }).await?;
    op.app.sessions.forget();
    Ok(())
}

/// Sets the roles of a user.
pub async fn set_of_user(op: &Op, user: String, roles: Vec<String>) -> Result<()> {
    op.allow(Right::RoleWrite)?;
    let key = Key::user(&user)?;
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

fn check_name(name: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if (1..=64).contains(&name.len()) && name.chars().all(fits) {
        return Ok(());
    }
    Err(Fault::parameter("name", "must be 1 to 64 letters, digits, hyphens").into())
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
        Ok(role::put(tx, op.tenant(), &self.name, &self.rights).await?)
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
        if role::remove(tx, op.tenant(), &self.name).await? {
            return Ok(());
        }
        Err(Error::NotFound("Role", self.name.clone()))
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
            let list = role::find(tx, op.tenant(), name).await?;
            let list =
                list.ok_or_else(|| Fault::at("$.roles", "is not a role").with_value(&name.as_str().into()))?;
            let rights = Rights::parse_list(&list).map_err(Error::internal)?;
            if !op.caller.rights.covers(rights) {
                return Err(Error::NotAllowed(format!("the role \"{name}\" allows more than you may")));
            }
        }
        Ok(login::set_roles(tx, op.tenant(), &self.key.first, &self.roles).await?)
    }
}
