//! `cargo xtask demo`: a filled server to look at.

use anyhow::Result;

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::workspace::Workspace;

/// Builds the release binary and becomes `docket demo`; further arguments are passed through.
pub fn run(arguments: &[String]) -> Result<()> {
    let binary = docket::build(&Workspace::load()?, Profile::Release)?;
    Run::new(binary).args(["demo"]).args(arguments).become_it()
}
