//! `docket user`: the people who sign in.

mod add;
mod change;
mod list;
mod password;

use clap::{Args, Subcommand};

use super::inside::Inside;
use crate::config::Place;

/// What `user` can be told.
#[derive(Debug, Args)]
pub(crate) struct User {
    /// Whose users
    #[arg(long, global = true, default_value = docket_app::tenant::DEFAULT)]
    tenant: String,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a user
    Add(add::Add),
    /// Set a user's password
    Password {
        /// The user's id
        name: String,
        #[command(flatten)]
        password: password::Password,
    },
    /// Show a user's roles, or set them
    Roles {
        /// The user's id
        name: String,
        /// The roles that the user has from now on, instead of the present ones
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<String>,
        /// Take all roles away
        #[arg(long, conflicts_with = "roles")]
        none: bool,
    },
    /// List the users: id, name, roles, and whether mobile or locked
    List,
    /// Bar a user from signing in; open sessions end within a second
    Lock {
        /// The user's id
        name: String,
    },
    /// Let a user sign in again
    Unlock {
        /// The user's id
        name: String,
    },
}

impl User {
    /// Adds, changes or lists users.
    pub(crate) fn run(self, place: &Place) -> anyhow::Result<()> {
        Inside::run(place, async |inside| {
            let op = inside.op(&self.tenant).await?;
            match self.what {
                What::Add(add) => add.run(&op).await,
                What::Password { name, password } => {
                    let password = password.required()?;
                    change::set(op, &name, "Password", password.into()).await
                }
                What::Roles { name, roles, none } => change::roles(&op, name, roles, none).await,
                What::List => list::list(&op).await,
                What::Lock { name } => change::set(op, &name, "Locked", true.into()).await,
                What::Unlock { name } => change::set(op, &name, "Locked", false.into()).await,
            }
        })
    }
}
