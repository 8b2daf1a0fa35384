//! `cargo xtask web`: the web apps, as the binary carries them.

use anyhow::{Result, ensure};

use crate::run::Run;
use crate::workspace::Workspace;

/// Builds them into `web/build`; `docket` is to be built after it.
pub fn run(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "web takes no arguments");
    build(&Workspace::load()?)
}

/// Installs what they are made of, makes the client from the description of the API, and builds them.
pub fn build(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["ci", "--no-audit", "--no-fund"])?;
    npm(workspace, &["run", "build"])
}

/// Types, styles and texts that don't fit, and the tests of what needs no browser.
pub fn check(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["run", "check"])?;
    npm(workspace, &["run", "test"])
}

/// People's journeys through the apps, in Chromium. `docket` must have been built with the apps in it.
pub fn journeys(workspace: &Workspace) -> Result<()> {
    npm(workspace, &["run", "journeys"])
}

fn npm(workspace: &Workspace, words: &[&str]) -> Result<()> {
    let target = workspace.target.display().to_string();
    let npm = Run::new("npm").args(words.iter().copied()).env("CARGO_TARGET_DIR", &target);
    npm.within(&workspace.root.join("web")).run()
}
