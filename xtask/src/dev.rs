//! `cargo xtask dev`: the inner loop.

use anyhow::Result;

use crate::docket::{self, Profile};
use crate::run::Run;
use crate::workspace::Workspace;

/// Builds for debugging and becomes `docket serve`; data lies in the target directory and outlives the run.
pub fn run(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    let binary = docket::build(&workspace, Profile::Debug)?;
    let data = workspace.target.join("dev-data");
    Run::new(binary)
        .args(["serve", "--log-format", "human", "--data"])
        .args([data])
        .args(arguments)
        .become_it()
}
