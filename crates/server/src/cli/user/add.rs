//! `docket user add`.

use anyhow::bail;
use clap::Args;
use docket_app::{Error, Op, access, master};
use docket_domain::json::Object;
use docket_domain::master::{Key, Kind};

use super::change::check_roles;
use super::password::Password;
use crate::cli::say::{explain, say};

/// What `user add` can be told.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The user's id; technicians stand under it on jobs
    name: String,
    #[command(flatten)]
    password: Password,
    /// A role; can be given several times
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    /// A technician: jobs can be sent to the user's device
    #[arg(long)]
    mobile: bool,
    /// The first name
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// The last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The language of texts on the device: en, es …
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

impl Add {
    /// Makes the user's record, its password and its roles.
    pub(crate) async fn run(self, op: &Op) -> anyhow::Result<()> {
        let key = Key::user(&self.name).map_err(|fault| explain(fault.into()))?;
        match master::get(op, Kind::User, &key).await {
            Ok(_) => bail!("there is a user \"{}\" already", self.name),
            Err(Error::NotFound(..)) => {}
            Err(error) => return Err(explain(error)),
        }
        check_roles(op, &self.roles).await?;
        let mut doc = Object::new();
        doc.insert("UserID".to_owned(), self.name.as_str().into());
        doc.insert("Activated".to_owned(), true.into());
        doc.insert("IsMobileWorker".to_owned(), self.mobile.into());
        let texts = [
            ("FirstName", self.first_name),
            ("LastName", self.last_name),
            ("Email", self.email),
            ("LanguageCode", self.language),
            ("Password", self.password.read()?),
        ];
        for (member, text) in texts {
            if let Some(text) = text {
                doc.insert(member.to_owned(), text.into());
            }
        }
        master::put(op, Kind::User, key, doc).await.map_err(explain)?;
        if !self.roles.is_empty() {
            access::role::set_of_user(op, self.name.clone(), self.roles).await.map_err(explain)?;
        }
        say(format!("added the user \"{}\"", self.name))
    }
}
