//! Giving a role to a user.

use docket_domain::entity::user_id;
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind};
use docket_domain::permission::Right;
use docket_store::user::User;
use docket_store::{Tx, login, master};

use super::get::locked;
use crate::access::{giving, role};
use crate::entity::View;
use crate::user::{email, insert, living, take_turn, view, with_email};
use crate::{App, Change, Error, Op, Result};

/// Who gets the role.
#[derive(Debug)]
pub enum Joining {
    /// The user with this id.
    User(String),
    /// The user with the address in this body, whose shape was checked; made from the body if there is none.
    Body(Object),
}

/// Gives a role to a user, who is answered. Nobody gives a role that allows more than they may.
///
/// # Errors
/// [`Error::Conflict`] if the user has the role, or as many as one can have.
pub async fn attach(op: &Op, id: &str, who: Joining) -> Result<View> {
    op.allow_effective(Right::RoleUpdate)?;
    let email = match &who {
        Joining::User(_) => String::new(),
        Joining::Body(body) => email(body)?,
    };
    let attach = Attach { role: id.to_owned(), who, email, new_id: App::new_id().to_string() };
    let view = op.write(attach).await?;
    op.app.sessions.forget();
    Ok(view)
}

struct Attach {
    role: String,
    who: Joining,
    /// The address, case-folded.
    email: String,
    /// The id of the user, if it has to be made.
    new_id: String,
}

impl Change for Attach {
    type Out = View;

    fn subject(&self) -> (&str, &str) {
        match &self.who {
            Joining::User(id) => (Kind::User.as_str(), id),
            Joining::Body(_) => ("user_email", &self.email),
        }
    }

    async fn run(&self, op: &Op, tx: &mut Tx<'_>) -> Result<View> {
        // The role first: it must not be deleted while a user gets it.
        locked(op, tx, &self.role).await?;
        giving::check_role(op, tx, &self.role).await?;
        let user = match &self.who {
            Joining::User(id) => living(op, tx, &user_id::of_alias(id)).await?,
            Joining::Body(body) => self.addressed(op, tx, body).await?,
        };
        master::lock(tx, op.tenant(), Kind::User, &Key::user(&user.id)?).await?;
        let login = login::find(tx, op.tenant(), &user.id).await?;
        let mut roles = login.map_or_else(Vec::new, |login| login.roles);
        if roles.contains(&self.role) {
            return Err(Error::Conflict("similar", "A similar resource exists".to_owned()));
        }
        if roles.len() >= role::MOST {
            return Err(Error::Conflict(
                "too-many-roles",
                "The user has as many roles as one can have".to_owned(),
            ));
        }
        roles.push(self.role.clone());
        login::set_roles(tx, op.tenant(), &user.id, &roles).await?;
        view(&user)
    }
}

impl Attach {
    /// The user with the address, made if there is none.
    async fn addressed(&self, op: &Op, tx: &mut Tx<'_>, body: &Object) -> Result<User> {
        take_turn(op, tx, &self.email).await?;
        if let Some(user) = with_email(op, tx, &self.email).await? {
            return Ok(user);
        }
        op.allow_effective(Right::UserCreate)?;
        insert(op, tx, &self.new_id, body).await
    }
}
