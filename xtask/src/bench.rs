//! `cargo xtask bench`: Docket beside the floors of the same machine.

use anyhow::Result;

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::workspace::Workspace;

/// Builds the release binary and becomes `docket bench`; further arguments are passed through.
pub fn run(arguments: &[String]) -> Result<()> {
    let binary = docket::build(&Workspace::load()?, Profile::Release)?;
    Run::new(binary).args(["bench"]).args(arguments).become_it()
}
