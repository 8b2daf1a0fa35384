//! How a command is given a password.

use std::io::Read;

use anyhow::{Context, bail};
use clap::Args;

/// The longest text that is read; what is allowed is less.
const LONGEST: u64 = 4096;

/// A password, from the command line or from standard input.
#[derive(Debug, Args)]
#[group(skip)]
pub(crate) struct Password {
    /// The password, 8 to 256 characters; others on the machine may see it
    #[arg(long, value_name = "PASSWORD")]
    password: Option<String>,
    /// Read the password from standard input: its first line
    #[arg(long, conflicts_with = "password")]
    password_stdin: bool,
}

impl Password {
    /// The password, if one was given.
    pub(crate) fn read(self) -> anyhow::Result<Option<String>> {
        if !self.password_stdin {
            return Ok(self.password);
        }
        let mut text = String::new();
        std::io::stdin().take(LONGEST).read_to_string(&mut text).context("cannot read the password")?;
        Ok(Some(text.lines().next().unwrap_or_default().to_owned()))
    }

    /// The password; without one there is nothing to do.
    pub(crate) fn required(self) -> anyhow::Result<String> {
        match self.read()? {
            Some(password) => Ok(password),
            None => bail!("give the password with --password-stdin or --password"),
        }
    }
}
