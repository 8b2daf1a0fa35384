//! `cargo xtask demo`: a filled server to look at.

use anyhow::Result;

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::web;
use crate::workspace::Workspace;

/// Builds the web apps and the release binary and becomes `docket demo`; further arguments are passed through.
pub fn run(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    web::build(&workspace)?;
    let binary = docket::build(&workspace, Profile::Release)?;
    Run::new(binary).args(["demo"]).args(arguments).become_it()
}
