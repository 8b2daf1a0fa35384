//! The program `docket`, built.

use std::path::PathBuf;

use anyhow::Result;

use crate::run::Run;
use crate::workspace::Workspace;

/// How to build it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Debug,
    /// Quick to run.
    Release,
}

/// Builds `docket` and gives the path of the binary.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let cargo = Run::cargo().args(["build", "--package", "docket-server", "--bin", "docket"]);
    let (cargo, folder) = match profile {
        Profile::Debug => (cargo, "debug"),
        Profile::Release => (cargo.args(["--release"]), "release"),
    };
    cargo.run()?;
    Ok(workspace.target.join(folder).join("docket"))
}
